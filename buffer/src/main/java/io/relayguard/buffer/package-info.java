/** The engine: what waits for which destination, when to try, and what becomes of it. */
@NullMarked
package io.relayguard.buffer;

import org.jspecify.annotations.NullMarked;
