package io.relayguard.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in the conf folder of a running James, edited as an administrator would, and put back as it was. */
record LiveFile(Path path, String original) {
    static LiveFile in(RunningJames james, String name) throws IOException {
        Path path = james.server().installation().conf().resolve(name);
        return new LiveFile(path, Files.readString(path));
    }

    void replace(String from, String to) throws IOException {
        String now = Files.readString(path);
        if (!now.contains(from)) {
            throw new IllegalStateException(path + " should contain \"" + from + "\"");
        }
        Files.writeString(path, now.replace(from, to));
    }

    void append(String line) throws IOException {
        Files.writeString(path, Files.readString(path) + line + "\n");
    }

    void delete() throws IOException {
        Files.delete(path);
    }

    void restore() throws IOException {
        Files.writeString(path, original);
    }
}
