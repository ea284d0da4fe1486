package io.relayguard.benchmarks.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection, server side: says yes to everything. Replies to pipelined commands leave in one write (RFC 2920
 * section 3.2). Knows the commands that deliver mail and no others; a message is over at its final dot (RFC 5321
 * section 4.5.2).
 */
final class SinkSession {
    private static final int LONGEST_LINE = 1024;
    private static final byte[] END_OF_DATA = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String ID_HEADER = "message-id:";

    private enum Part {
        COMMANDS,
        HEADERS,
        BODY
    }

    private final SocketChannel channel;
    private final Tally tally;
    private final String name;
    private final ByteBuffer replies = ByteBuffer.allocate(64 * 1024);
    private final byte[] line = new byte[LONGEST_LINE];
    private int lineLength;
    private Part part = Part.COMMANDS;
    private int matchedEnd;
    private String messageId = "";
    private boolean quit;

    SinkSession(SocketChannel channel, Tally tally, String name) {
        this.channel = channel;
        this.tally = tally;
        this.name = name;
        reply("220 " + name + " ESMTP\r\n");
    }

    /** Takes what has come; false when the conversation is over. */
    boolean read(SelectionKey key, ByteBuffer shared) throws IOException {
        shared.clear();
        if (channel.read(shared) < 0) {
            return false;
        }
        shared.flip();
        while (shared.hasRemaining()) {
            take(shared.get());
        }
        return write(key);
    }

    /** Sends what waits; false when the conversation is over. */
    boolean write(SelectionKey key) throws IOException {
        replies.flip();
        channel.write(replies);
        boolean unsent = replies.hasRemaining();
        replies.compact();
        key.interestOps(unsent ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        return unsent || !quit;
    }

    private void take(byte octet) {
        if (part == Part.COMMANDS) {
            collect(octet);
            if (octet == '\n') {
                command(endLine());
            }
            return;
        }
        if (part == Part.HEADERS) {
            collect(octet);
            if (octet == '\n') {
                header(endLine());
            }
        }
        if (endOfData(octet)) {
            part = Part.COMMANDS;
            lineLength = 0;
            tally.accepted(messageId);
            reply("250 2.0.0 Ok\r\n");
        }
    }

    private void command(String command) {
        String verb = command.length() < 4 ? command : command.substring(0, 4).toUpperCase(Locale.ROOT);
        switch (verb) {
            case "EHLO" -> reply("250-" + name + "\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n");
            case "HELO" -> reply("250 " + name + "\r\n");
            case "MAIL" -> reply("250 2.1.0 Ok\r\n");
            case "RCPT" -> reply("250 2.1.5 Ok\r\n");
            case "RSET", "NOOP" -> reply("250 2.0.0 Ok\r\n");
            case "DATA" -> {
                part = Part.HEADERS;
                messageId = "";
                // An empty message ends right after the CRLF of DATA.
                matchedEnd = 2;
                reply("354 End data with <CR><LF>.<CR><LF>\r\n");
            }
            case "QUIT" -> {
                quit = true;
                reply("221 2.0.0 Bye\r\n");
            }
            default -> reply("502 5.5.2 Command not known here\r\n");
        }
    }

    private void header(String header) {
        if (header.isEmpty()) {
            part = Part.BODY;
        } else if (header.regionMatches(true, 0, ID_HEADER, 0, ID_HEADER.length())) {
            messageId = header.substring(ID_HEADER.length()).strip();
        }
    }

    private boolean endOfData(byte octet) {
        if (octet == END_OF_DATA[matchedEnd]) {
            matchedEnd++;
        } else {
            matchedEnd = octet == '\r' ? 1 : 0;
        }
        return matchedEnd == END_OF_DATA.length;
    }

    private void collect(byte octet) {
        if (lineLength < LONGEST_LINE) {
            line[lineLength++] = octet;
        }
    }

    private String endLine() {
        String text = new String(line, 0, lineLength, StandardCharsets.ISO_8859_1).stripTrailing();
        lineLength = 0;
        return text;
    }

    private void reply(String text) {
        replies.put(text.getBytes(StandardCharsets.US_ASCII));
    }
}
