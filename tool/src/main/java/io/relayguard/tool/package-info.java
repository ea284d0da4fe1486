/** The command line: options, what is printed where, and exit codes. */
@NullMarked
package io.relayguard.tool;

import org.jspecify.annotations.NullMarked;
