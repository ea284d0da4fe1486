/**
 * Fuzz tests of what core reads from strangers and administrators. Each states a law, and judges by a reading of its own
 * (the {@code Plain…} classes), slow and short, which shares nothing with the code under test.
 */
@NullMarked
package io.relayguard.fuzz;

import org.jspecify.annotations.NullMarked;
