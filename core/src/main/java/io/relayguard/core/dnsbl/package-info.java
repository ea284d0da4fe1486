/** Lists in DNS of clients and domains: what to ask them, what their answers mean, and what they say together. */
@NullMarked
package io.relayguard.core.dnsbl;

import org.jspecify.annotations.NullMarked;
