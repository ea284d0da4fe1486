package io.relayguard.spool.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The first line of a spool file: format, lengths in octets, and a CRC-32C over envelope and message.
 *
 * <p>It has the same length whatever it says, so it is written last, over its own place, when the rest is known.
 */
public record SpoolHeader(int envelopeLength, long messageLength, int checksum) {
    private static final String FORM = "relay-guard-spool 1 envelope=%010d message=%019d crc32c=%08x\n";
    private static final Pattern PATTERN =
            Pattern.compile("relay-guard-spool 1 envelope=([0-9]{10}) message=([0-9]{19}) crc32c=([0-9a-f]{8})\n");
    public static final int LENGTH = String.format(Locale.ROOT, FORM, 0, 0L, 0).length();
    /** An envelope of more than this was not written by us. */
    public static final int LONGEST_ENVELOPE = 16 * 1024 * 1024;

    public ByteBuffer toBytes() {
        return ByteBuffer.wrap(String.format(Locale.ROOT, FORM, envelopeLength, messageLength, checksum)
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads the line and holds it against the file's own length. */
    static SpoolHeader parse(Path file, byte[] line, long fileLength) throws TornFile {
        Matcher matcher = PATTERN.matcher(new String(line, StandardCharsets.US_ASCII));
        if (!matcher.matches()) {
            throw new TornFile(file, "another first line", "\"relay-guard-spool 1 envelope=… message=… crc32c=…\"");
        }
        SpoolHeader header = numbers(file, matcher);
        if (header.envelopeLength > LONGEST_ENVELOPE) {
            throw new TornFile(file, "an envelope of " + header.envelopeLength, "at most " + LONGEST_ENVELOPE);
        }
        if (header.fileLength() != fileLength) {
            throw new TornFile(file, fileLength + " octets", String.valueOf(header.fileLength()));
        }
        return header;
    }

    private static SpoolHeader numbers(Path file, Matcher matcher) throws TornFile {
        try {
            return new SpoolHeader(
                    Integer.parseInt(matcher.group(1)),
                    Long.parseLong(matcher.group(2)),
                    Integer.parseUnsignedInt(matcher.group(3), 16));
        } catch (NumberFormatException tooLarge) {
            throw new TornFile(file, "lengths out of range", "lengths of a file");
        }
    }

    /** Holds what was read against the checksum. */
    void verify(Path file, CRC32C read) throws TornFile {
        if ((int) read.getValue() != checksum) {
            throw new TornFile(file, String.format("CRC-32C %08x", read.getValue()), String.format("%08x", checksum));
        }
    }

    long messageOffset() {
        return (long) LENGTH + envelopeLength;
    }

    private long fileLength() {
        return messageOffset() + messageLength;
    }
}
