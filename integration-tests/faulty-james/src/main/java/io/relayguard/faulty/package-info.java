/** A James whose backends fail when a test says so. */
@NullMarked
package io.relayguard.faulty;

import org.jspecify.annotations.NullMarked;
