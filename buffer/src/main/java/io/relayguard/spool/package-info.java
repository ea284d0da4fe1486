/** The spool: a James mail repository of crash-safe files, protocol {@code spool}. */
@NullMarked
package io.relayguard.spool;

import org.jspecify.annotations.NullMarked;
