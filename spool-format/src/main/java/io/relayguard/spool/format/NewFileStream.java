package io.relayguard.spool.format;

import java.io.IOException;
import java.io.OutputStream;

/** Fills a new file from a position on. */
final class NewFileStream extends OutputStream {
    private final Disk.NewFile file;
    private long position;

    NewFileStream(Disk.NewFile file, long position) {
        this.file = file;
        this.position = position;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        file.write(position, octets, offset, length);
        position += length;
    }
}
