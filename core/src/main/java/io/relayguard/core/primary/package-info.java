/** Destinations: which host to try, when to try it again, what its replies mean. */
@NullMarked
package io.relayguard.core.primary;

import org.jspecify.annotations.NullMarked;
