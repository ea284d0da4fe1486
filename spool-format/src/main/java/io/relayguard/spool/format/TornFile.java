package io.relayguard.spool.format;

import java.io.IOException;
import java.nio.file.Path;

/** A spool file is not what was once written whole: cut off, altered, or of another format. */
public final class TornFile extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final String why;

    public TornFile(Path file, String found, String expected) {
        super(file.getFileName() + ": found " + found + ", expected " + expected);
        this.file = file;
        this.why = "found " + found + ", expected " + expected;
    }

    public Path file() {
        return file;
    }

    public String why() {
        return why;
    }
}
