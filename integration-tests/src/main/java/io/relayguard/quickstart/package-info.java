/** Shows the main job on a terminal: a real James with the pack in it, and real SMTP. */
@NullMarked
package io.relayguard.quickstart;

import org.jspecify.annotations.NullMarked;
