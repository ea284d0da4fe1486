/** Conversations with primaries over SMTP: NioSmtpClient behind the engine's ports. */
@NullMarked
package io.relayguard.buffer.smtp;

import org.jspecify.annotations.NullMarked;
