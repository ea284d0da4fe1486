/** What mail costs that waits. */
@NullMarked
package io.relayguard.benchmarks.waiting;

import org.jspecify.annotations.NullMarked;
