/** James matchers: each completes "if …" and asks the guard. */
@NullMarked
package io.relayguard.matchers;

import org.jspecify.annotations.NullMarked;
