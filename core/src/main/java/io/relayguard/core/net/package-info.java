/** Addresses and networks: literals only, exact prefixes, no name look-ups. */
@NullMarked
package io.relayguard.core.net;

import org.jspecify.annotations.NullMarked;
