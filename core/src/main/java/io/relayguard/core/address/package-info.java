/** Recipients and domains as SMTP writes them. */
@NullMarked
package io.relayguard.core.address;

import org.jspecify.annotations.NullMarked;
