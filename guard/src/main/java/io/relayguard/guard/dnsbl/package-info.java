/** Lists in DNS: asks them all at once, keeps what they say, and watches how they are. */
@NullMarked
package io.relayguard.guard.dnsbl;

import org.jspecify.annotations.NullMarked;
