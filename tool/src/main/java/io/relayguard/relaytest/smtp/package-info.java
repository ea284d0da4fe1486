/** SMTP as a client speaks it to a server that is not trusted: every wait ends, and every reply has a size. */
@NullMarked
package io.relayguard.relaytest.smtp;

import org.jspecify.annotations.NullMarked;
