package io.relayguard.spool;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * One mail in one file: {@link SpoolHeader}, {@link Envelope}, and the raw message to the end of the file.
 *
 * <p>Writing is all or nothing: into a temporary file, fsync, rename to the final name, fsync of the folder. Whoever
 * sees the final name sees a whole file, after a crash too.
 */
final class SpoolFile {
    private static final FileAttribute<?>[] PRIVATE = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
    private static final FileAttribute<?>[] AS_THE_SYSTEM_HAS_IT = {};

    private SpoolFile() {}

    /** Writes a mail so that it is on disk, under its final name, when this returns; on failure nothing is left. */
    static void write(Path temporary, Path file, Envelope envelope, InputStream message) throws IOException {
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    permissions(temporary))) {
                fill(channel, envelope, message);
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(temporary);
            throw failed;
        }
        Folders.sync(Folders.above(file));
    }

    private static void fill(FileChannel channel, Envelope envelope, InputStream message) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] first = envelope.toBytes();
        if (first.length > SpoolHeader.LONGEST_ENVELOPE) {
            throw new IOException("the envelope takes " + first.length + " octets, at most "
                    + SpoolHeader.LONGEST_ENVELOPE + " are possible");
        }
        channel.position(SpoolHeader.LENGTH);
        OutputStream out = new CheckedOutputStream(Channels.newOutputStream(channel), checksum);
        out.write(first);
        long length = message.transferTo(out);
        SpoolHeader header = new SpoolHeader(first.length, length, (int) checksum.getValue());
        channel.position(0);
        Channels.newOutputStream(channel).write(header.toBytes().array());
    }

    /** A file's envelope, and where its message stands; read only if the whole file is as it was written. */
    record Opened(Envelope envelope, SpooledMessage message) {}

    /**
     * Reads the whole file once to hold it against its checksum; the message stays on disk.
     *
     * @throws TornFile if it is not what was written
     * @throws IOException if it cannot be read now
     */
    static Opened open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                InputStream in = Channels.newInputStream(channel)) {
            SpoolHeader header = header(file, channel, in);
            CheckedInputStream checked = new CheckedInputStream(in, new CRC32C());
            byte[] envelope = checked.readNBytes(header.envelopeLength());
            checked.transferTo(OutputStream.nullOutputStream());
            if ((int) checked.getChecksum().getValue() != header.checksum()) {
                throw new TornFile(
                        file,
                        String.format("CRC-32C %08x", checked.getChecksum().getValue()),
                        String.format("%08x", header.checksum()));
            }
            return new Opened(parse(file, envelope), new SpooledMessage(file, header.messageLength()));
        }
    }

    /** The message alone, of the file that has the name now: a store may have put another in its place. */
    static InputStream openMessage(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            InputStream in = Channels.newInputStream(channel);
            SpoolHeader header = header(file, channel, in);
            channel.position(header.messageOffset());
            return new BufferedInputStream(in);
        } catch (IOException | RuntimeException unreadable) {
            channel.close();
            throw unreadable;
        }
    }

    /** The open file's own length, not that of whatever has its name by now. */
    private static SpoolHeader header(Path file, FileChannel channel, InputStream in) throws IOException {
        return SpoolHeader.parse(file, in.readNBytes(SpoolHeader.LENGTH), channel.size());
    }

    private static Envelope parse(Path file, byte[] envelope) throws TornFile {
        try {
            return Envelope.parse(envelope);
        } catch (IOException malformed) {
            throw new TornFile(file, "an envelope that is not ours", "one line of JSON");
        }
    }

    private static FileAttribute<?>[] permissions(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix") ? PRIVATE : AS_THE_SYSTEM_HAS_IT;
    }
}
