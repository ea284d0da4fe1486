package io.relayguard.spool;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.mailrepository.api.MailKey;

/** How a mail's key is written as a file name, and back: percent-encoded, so no key leaves its folder. */
final class SpoolNames {
    static final String SUFFIX = ".mail";
    static final String TEMPORARY = ".tmp";

    /** What this process writes begins so: it is no leftover, however many instances look at one folder. */
    private static final String OURS = "." + UUID.randomUUID() + "-";

    private static final int LONGEST = 200;

    private SpoolNames() {}

    /**
     * A key's file name.
     *
     * @throws IllegalArgumentException if the key is too long for one
     */
    static String fileName(MailKey key) {
        String encoded = URLEncoder.encode(key.asString(), StandardCharsets.UTF_8);
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

    /** The key of a whole file; empty for any other file. */
    static Optional<MailKey> key(String fileName) {
        if (!fileName.endsWith(SUFFIX) || fileName.length() == SUFFIX.length()) {
            return Optional.empty();
        }
        String encoded = fileName.substring(0, fileName.length() - SUFFIX.length());
        try {
            return Optional.of(new MailKey(URLDecoder.decode(encoded, StandardCharsets.UTF_8)))
                    .filter(key -> fileName(key).equals(fileName));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
