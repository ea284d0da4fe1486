package io.relayguard.relaytest.smtp;

import io.relayguard.core.net.Excerpt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads replies, and no more of each than a well-behaved server ever sends (RFC 5321 section 4.5.3.1.5: 512 octets a line). */
final class ReplyReader {
    static final int LONGEST_LINE = 2048;
    static final int MOST_LINES = 128;

    private static final Pattern LINE = Pattern.compile("([2-5][0-9]{2})(?:([ -])(.*))?", Pattern.DOTALL);

    private final InputStream in;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    /** Whether the server has said something that it was not asked for. */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    Reply read() throws IOException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < MOST_LINES) {
            String line = readLine();
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new SessionBroken("sent what is no SMTP reply: " + Excerpt.quote(line));
            }
            String text = parts.group(3);
            texts.add(text == null ? "" : text);
            if (!"-".equals(parts.group(2))) {
                return new Reply(Integer.parseInt(parts.group(1)), texts);
            }
        }
        throw new SessionBroken("sent a reply of more than " + MOST_LINES + " lines");
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int octet;
        while ((octet = in.read()) != '\n') {
            if (octet < 0) {
                throw new SessionBroken(
                        line.size() == 0 ? "closed the connection" : "closed the connection in the middle of a reply");
            }
            if (line.size() == LONGEST_LINE) {
                throw new SessionBroken("sent a reply with a line of more than " + LONGEST_LINE + " octets");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
