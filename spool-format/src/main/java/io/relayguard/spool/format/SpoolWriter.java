package io.relayguard.spool.format;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes one mail into one file: {@link SpoolHeader}, envelope, and the raw message to the end of the file.
 *
 * <p>All or nothing: into a temporary file beside it, forced to disk, renamed to the final name, the folder forced to
 * disk. Whoever sees the final name sees a whole file, after a crash too.
 */
final class SpoolWriter {
    private static final int PIECE = 32 * 1024;

    private final Disk disk;

    SpoolWriter(Disk disk) {
        this.disk = disk;
    }

    /** The mail is on disk, under a name that nothing has, when this returns; on failure nothing is left of it. */
    void write(Path file, byte[] envelope, InputStream message) throws IOException {
        try {
            replace(file, envelope, message);
        } catch (IOException | RuntimeException failed) {
            Undo.remove(disk, file, failed);
            throw failed;
        }
    }

    /** The mail is on disk, in the place of another, when this returns; on failure one of the two is there, whole. */
    void replace(Path file, byte[] envelope, InputStream message) throws IOException {
        if (envelope.length > SpoolHeader.LONGEST_ENVELOPE) {
            throw new IOException("the envelope takes " + envelope.length + " octets, at most "
                    + SpoolHeader.LONGEST_ENVELOPE + " are possible");
        }
        writeUnder(file.resolveSibling(SpoolNames.temporary()), file, envelope, message);
        disk.forceFolder(Folders.above(file));
    }

    private void writeUnder(Path temporary, Path file, byte[] envelope, InputStream message) throws IOException {
        try {
            try (Disk.NewFile out = disk.create(temporary)) {
                fill(out, envelope, message);
                out.force();
            }
            disk.rename(temporary, file);
        } catch (IOException | RuntimeException failed) {
            Undo.remove(disk, temporary, failed);
            throw failed;
        }
    }

    private static void fill(Disk.NewFile file, byte[] envelope, InputStream message) throws IOException {
        CRC32C checksum = new CRC32C();
        OutputStream pieces = new BufferedOutputStream(new NewFileStream(file, SpoolHeader.LENGTH), PIECE);
        OutputStream out = new CheckedOutputStream(pieces, checksum);
        out.write(envelope);
        long length = message.transferTo(out);
        out.flush();
        byte[] header = new SpoolHeader(envelope.length, length, (int) checksum.getValue())
                .toBytes()
                .array();
        file.write(0, header, 0, header.length);
    }
}
