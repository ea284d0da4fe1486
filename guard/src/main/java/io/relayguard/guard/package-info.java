/** The one running guard inside a James: what James's parts ask, and what ties core, DNS and the buffer together. */
@NullMarked
package io.relayguard.guard;

import org.jspecify.annotations.NullMarked;
