package io.relayguard.spool.format;

import java.io.IOException;
import java.io.InputStream;

/** Reads a file from a position to its end, and closes it. */
final class StoredFileStream extends InputStream {
    private final Disk.StoredFile file;
    private long position;

    StoredFileStream(Disk.StoredFile file, long position) {
        this.file = file;
        this.position = position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int read = file.read(position, target, offset, length);
        position += Math.max(read, 0);
        return read;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
