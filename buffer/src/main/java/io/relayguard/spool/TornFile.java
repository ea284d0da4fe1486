package io.relayguard.spool;

import java.io.IOException;
import java.nio.file.Path;

/** A spool file is not what was once written whole: cut off, altered, or of another format. */
final class TornFile extends IOException {
    private static final long serialVersionUID = 1L;

    private final String why;

    TornFile(Path file, String found, String expected) {
        super(file.getFileName() + ": found " + found + ", expected " + expected);
        this.why = "found " + found + ", expected " + expected;
    }

    String why() {
        return why;
    }
}
