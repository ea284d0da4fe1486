package io.relayguard.linkage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the build made, and what James 3.9.0 has; the build names the files in system properties. */
final class Jars {
    static final Path FOR_3_8 = file("james-3.8.jar");
    static final Path FOR_3_9 = file("james-3.9.jar");

    private Jars() {}

    /** The published artifacts of James 3.9.0 and what they depend on. */
    static Library james39() throws IOException {
        String classPath = Files.readString(file("james-3.9.classpath")).strip();
        return Library.of(Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(classPath)
                .map(Path::of)
                .toList());
    }

    static Library classesOf(Path jar) throws IOException {
        return Library.of(List.of(jar));
    }

    private static Path file(String property) {
        String named = System.getProperty(property);
        if (named == null) {
            throw new IllegalStateException("the system property " + property + " names no file: run this with Maven,"
                    + " \"mvn -pl pack/james-3.9 -am verify\"");
        }
        return Path.of(named);
    }
}
