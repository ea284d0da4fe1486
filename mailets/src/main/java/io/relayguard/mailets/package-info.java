/** James mailets: each asks the guard. */
@NullMarked
package io.relayguard.mailets;

import org.jspecify.annotations.NullMarked;
