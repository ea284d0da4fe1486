/** The primary's part in a benchmark: takes mail as fast as it comes and knows afterwards what came, and when. */
@NullMarked
package io.relayguard.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
