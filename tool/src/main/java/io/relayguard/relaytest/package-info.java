/**
 * The open-relay test: tries every form on a server, and reports what was accepted.
 *
 * <p>{@link io.relayguard.relaytest.RelayTest} does it. It writes nothing anywhere: what it finds is a
 * {@link io.relayguard.relaytest.Report}.
 */
@NullMarked
package io.relayguard.relaytest;

import org.jspecify.annotations.NullMarked;
