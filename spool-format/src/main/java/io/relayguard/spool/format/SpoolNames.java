package io.relayguard.spool.format;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** How a mail's name is written as a file name, and back: percent-encoded, so no name leaves its folder. */
public final class SpoolNames {
    public static final String SUFFIX = ".mail";
    static final String TEMPORARY = ".tmp";

    /** What this process writes begins so: it is no leftover, however many instances look at one folder. */
    private static final String OURS = "." + UUID.randomUUID() + "-";

    private static final int LONGEST = 200;

    private SpoolNames() {}

    /**
     * A mail's file name.
     *
     * @throws IllegalArgumentException if the mail's name is too long for one
     */
    public static String fileName(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        if (encoded.length() > LONGEST) {
            throw new IllegalArgumentException("the mail's name takes " + encoded.length()
                    + " characters as a file name, at most " + LONGEST + " are possible: "
                    + encoded.substring(0, LONGEST) + "…");
        }
        return encoded + SUFFIX;
    }

    static String temporary() {
        return OURS + UUID.randomUUID() + TEMPORARY;
    }

    /** If it is what another process, long gone, was writing when it ended. */
    static boolean isLeftover(String fileName) {
        return fileName.endsWith(TEMPORARY) && !fileName.startsWith(OURS);
    }

    /** The name of the mail in a file; empty for a file that is none of ours. */
    public static Optional<String> name(String fileName) {
        if (!fileName.endsWith(SUFFIX) || fileName.length() == SUFFIX.length()) {
            return Optional.empty();
        }
        String encoded = fileName.substring(0, fileName.length() - SUFFIX.length());
        try {
            return Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8))
                    .filter(name -> fileName(name).equals(fileName));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
