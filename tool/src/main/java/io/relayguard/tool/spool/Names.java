package io.relayguard.tool.spool;

import io.relayguard.spool.format.SpoolFolder;
import io.relayguard.spool.format.SpoolNames;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How mails are named on the command line: as {@code list} prints them, as their files are called, or by their own names. */
final class Names {
    private Names() {}

    /** One word of visible ASCII characters, whatever the mail is called. */
    static String printed(String name) {
        String file = SpoolNames.fileName(name);
        return file.substring(0, file.length() - SpoolNames.SUFFIX.length());
    }

    /**
     * The file that is meant, among the mails or else among what was set aside.
     *
     * @throws NoSuchFileException if there is none
     */
    static Path find(SpoolFolder spool, String given) throws IOException {
        for (String name : readings(given)) {
            Optional<Path> file = spool.find(name);
            if (file.isPresent()) {
                return file.get();
            }
        }
        return setAside(spool, given);
    }

    static Path setAside(SpoolFolder spool, String given) throws IOException {
        return spool.filesSetAside().stream()
                .filter(file -> file.endsWith(given))
                .findFirst()
                .orElseThrow(() -> new NoSuchFileException(given));
    }

    private static List<String> readings(String given) {
        return Stream.concat(
                        Stream.of(given, given + SpoolNames.SUFFIX).flatMap(name -> SpoolNames.name(name).stream()),
                        Stream.of(given))
                .toList();
    }
}
