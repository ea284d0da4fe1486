package io.relayguard.repositories;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.james.filesystem.api.FileSystem;

/** A James's working directory. */
record Folder(Path path) implements FileSystem {
    @Override
    public InputStream getResource(String url) {
        throw new UnsupportedOperationException(url);
    }

    @Override
    public File getFile(String url) {
        return path.resolve(url.substring(FILE_PROTOCOL.length())).toFile();
    }

    @Override
    public File getBasedir() {
        return path.toFile();
    }
}
