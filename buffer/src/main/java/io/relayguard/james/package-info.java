/** What differs between the lines of James, in one place. */
@NullMarked
package io.relayguard.james;

import org.jspecify.annotations.NullMarked;
