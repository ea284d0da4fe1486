package io.relayguard.guard;

import io.relayguard.core.settings.ListFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.filesystem.api.FileSystem;

/** Files as James names them: {@code file://conf/…} is relative to the working directory, in UTF-8 and nothing else. */
record JamesListFiles(FileSystem fileSystem) implements ListFiles {
    @Override
    public Stream<String> lines(String url) throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(fileSystem.getResource(url), StandardCharsets.UTF_8.newDecoder()));
        return reader.lines().onClose(() -> close(reader));
    }

    /** What is another text whenever the file has changed: its time, size and identity; "gone" where there is none. */
    String stamp(String url) {
        return stampIfThere(url).orElse("gone");
    }

    /** The same; empty where there is no such file. */
    Optional<String> stampIfThere(String url) {
        try {
            Path file = fileSystem.getFile(url).toPath();
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
