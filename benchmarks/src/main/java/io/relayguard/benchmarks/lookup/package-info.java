/** What a lookup costs: networks beside James's own and beside a trie, domains, whole decisions, and loading them. */
@NullMarked
package io.relayguard.benchmarks.lookup;

import org.jspecify.annotations.NullMarked;
