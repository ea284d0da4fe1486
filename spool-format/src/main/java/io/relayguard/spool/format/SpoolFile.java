package io.relayguard.spool.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * One mail in one file: its envelope, and its message.
 *
 * <p>A small file is read once and stays in memory. Of a larger one the message stays on disk and is read anew each time
 * that it is asked for.
 */
public final class SpoolFile {
    /** A message of 64 KiB with its envelope. */
    static final int SMALL = 80 * 1024;

    private static final int PIECE = 64 * 1024;

    private final Path path;
    private final byte[] envelope;
    private final long messageLength;
    private final Content message;

    /** Opens the message. */
    private interface Content {
        InputStream open() throws IOException;
    }

    private SpoolFile(Path path, byte[] envelope, long messageLength, Content message) {
        this.path = path;
        this.envelope = envelope;
        this.messageLength = messageLength;
        this.message = message;
    }

    /**
     * Reads the whole file once, and holds it against its checksum.
     *
     * @throws TornFile if it is not what was written
     * @throws IOException if it cannot be read now
     */
    static SpoolFile read(Disk disk, Path path) throws IOException {
        try (Disk.StoredFile file = disk.open(path)) {
            long length = file.size();
            byte[] start = octets(file, 0, (int) Math.min(length, SMALL));
            SpoolHeader header = header(path, start, length);
            return length <= SMALL ? small(path, header, start) : large(disk, path, header, file);
        }
    }

    /** The first line and the envelope, without a look at the rest: quick, and no proof that the file is whole. */
    static SpoolFile glance(Disk disk, Path path) throws IOException {
        try (Disk.StoredFile file = disk.open(path)) {
            SpoolHeader header = header(path, octets(file, 0, SpoolHeader.LENGTH), file.size());
            byte[] envelope = octets(file, SpoolHeader.LENGTH, header.envelopeLength());
            return new SpoolFile(path, envelope, header.messageLength(), () -> openMessage(disk, path));
        }
    }

    public Path path() {
        return path;
    }

    public byte[] envelope() {
        return envelope.clone();
    }

    public long messageLength() {
        return messageLength;
    }

    /** Of a large file: the message of the one that has the name by now, since a store may have put it there. */
    public InputStream openMessage() throws IOException {
        return message.open();
    }

    private static SpoolFile small(Path path, SpoolHeader header, byte[] all) throws TornFile {
        CRC32C checksum = new CRC32C();
        checksum.update(all, SpoolHeader.LENGTH, all.length - SpoolHeader.LENGTH);
        header.verify(path, checksum);
        int offset = (int) header.messageOffset();
        return new SpoolFile(
                path,
                Arrays.copyOfRange(all, SpoolHeader.LENGTH, offset),
                header.messageLength(),
                () -> new ByteArrayInputStream(all, offset, all.length - offset));
    }

    private static SpoolFile large(Disk disk, Path path, SpoolHeader header, Disk.StoredFile file) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] envelope = octets(file, SpoolHeader.LENGTH, header.envelopeLength());
        checksum.update(envelope);
        byte[] piece = new byte[PIECE];
        long position = header.messageOffset();
        for (int read; (read = file.read(position, piece, 0, piece.length)) > 0; position += read) {
            checksum.update(piece, 0, read);
        }
        header.verify(path, checksum);
        return new SpoolFile(path, envelope, header.messageLength(), () -> openMessage(disk, path));
    }

    private static InputStream openMessage(Disk disk, Path path) throws IOException {
        Disk.StoredFile file = disk.open(path);
        try {
            SpoolHeader header = header(path, octets(file, 0, SpoolHeader.LENGTH), file.size());
            return new BufferedInputStream(new StoredFileStream(file, header.messageOffset()));
        } catch (IOException | RuntimeException unreadable) {
            file.close();
            throw unreadable;
        }
    }

    /** The open file's own length, not that of whatever has its name by now. */
    private static SpoolHeader header(Path path, byte[] start, long length) throws TornFile {
        return SpoolHeader.parse(path, Arrays.copyOf(start, Math.min(start.length, SpoolHeader.LENGTH)), length);
    }

    /** As many as there are, up to a number. */
    private static byte[] octets(Disk.StoredFile file, long position, int most) throws IOException {
        byte[] octets = new byte[most];
        int filled = 0;
        for (int read; filled < most; filled += read) {
            read = file.read(position + filled, octets, filled, most - filled);
            if (read < 0) {
                return Arrays.copyOf(octets, filled);
            }
        }
        return octets;
    }
}
