/** The spool's files and folders, and the way to disk. James does not occur in here. */
@NullMarked
package io.relayguard.spool.format;

import org.jspecify.annotations.NullMarked;
