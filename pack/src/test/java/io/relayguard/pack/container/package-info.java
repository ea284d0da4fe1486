/**
 * Matchers and mailets together in James's own mailet container, on each line of James: compiled here against 3.8, and
 * run again in {@code pack/james-3.9}, rewritten as the jar is, against 3.9. What differs between the two containers is
 * met in {@link io.relayguard.pack.container.MailetContainer} alone.
 */
@NullMarked
package io.relayguard.pack.container;

import org.jspecify.annotations.NullMarked;
