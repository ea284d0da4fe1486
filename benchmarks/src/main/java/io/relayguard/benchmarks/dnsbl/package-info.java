/** Lists in DNS, side by side: ours, those of James itself, and Postfix's. */
@NullMarked
package io.relayguard.benchmarks.dnsbl;

import org.jspecify.annotations.NullMarked;
