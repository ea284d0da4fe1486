package io.relayguard.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.james.server.core.MimeMessageSource;

/** The raw message inside a spool file; read from disk each time it is asked for. */
record SpooledMessage(Path file, long length) implements MimeMessageSource {
    @Override
    public String getSourceId() {
        return file.toString();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return SpoolFile.openMessage(file);
    }

    @Override
    public long getMessageSize() {
        return length;
    }
}
