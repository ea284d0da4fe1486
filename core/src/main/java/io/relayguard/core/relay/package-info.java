/** The policy: may this message, from this client, go to this recipient? */
@NullMarked
package io.relayguard.core.relay;

import org.jspecify.annotations.NullMarked;
