package io.relayguard.spool;

import io.relayguard.spool.format.SpoolFile;
import java.io.IOException;
import java.io.InputStream;
import org.apache.james.server.core.MimeMessageSource;

/** The raw message inside a spool file: a small one in memory, a larger one read from disk each time it is asked for. */
record SpooledMessage(SpoolFile file) implements MimeMessageSource {
    @Override
    public String getSourceId() {
        return file.path().toString();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return file.openMessage();
    }

    @Override
    public long getMessageSize() {
        return file.messageLength();
    }
}
