/** A spool of very many mails, made quickly. */
@NullMarked
package io.relayguard.benchmarks.scan;

import org.jspecify.annotations.NullMarked;
