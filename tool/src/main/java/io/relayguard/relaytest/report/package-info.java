/** A report as a table for people, and as JSON for programs. Nothing that a server said comes out as it was sent. */
@NullMarked
package io.relayguard.relaytest.report;

import org.jspecify.annotations.NullMarked;
