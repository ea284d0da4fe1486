package io.relayguard.core.primary;

import io.relayguard.core.address.DomainName;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a message goes round in circles, as its Received lines tell it (RFC 5321 sections 4.4 and 6.3).
 *
 * <p>Two lines of ours for the same destination are a loop: whom we gave it to gave it back. A content filter on this host that
 * hands mail back to us is none: there the client of the second line is a loopback address.
 */
public final class Loops {
    /** RFC 5321 section 6.3: at least 100. */
    public static final int MOST_RECEIVED = 100;

    private static final int LONGEST_LINE = 4096;
    private static final Pattern BY = Pattern.compile("\\bby\\s+([^\\s;()]{1,255})", Pattern.CASE_INSENSITIVE);
    private static final Pattern FOR = Pattern.compile(
            "\\bfor\\s+<?(?:\"(?:[^\"\\\\]|\\\\.){0,255}\"|[^\\s<>;@]{0,512})@([^\\s<>;]{1,255})>?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FROM_LOOPBACK = Pattern.compile(
            "^\\s*from\\b[^;]{0,1024}\\[(?:127\\.[0-9.]{5,11}|(?:IPv6:)?(?:0{1,4}:){0,7}:?:?0{0,3}1)\\]",
            Pattern.CASE_INSENSITIVE);

    private Loops() {}

    /**
     * Why it is a loop, with the status code 5.4.6; empty if it is none.
     *
     * @param received the values of all Received lines, as they stand in the message
     * @param isOurName if a host is us
     */
    public static Optional<String> of(List<String> received, DomainName destination, Predicate<String> isOurName) {
        if (received.size() >= MOST_RECEIVED) {
            return Optional.of("5.4.6 " + received.size() + " Received lines");
        }
        long ours = received.stream()
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)))
                .filter(line -> isOurs(line, destination, isOurName))
                .count();
        return ours < 2
                ? Optional.empty()
                : Optional.of("5.4.6 it has come through here " + ours + " times for " + destination);
    }

    private static boolean isOurs(String line, DomainName destination, Predicate<String> isOurName) {
        Matcher by = BY.matcher(line);
        return by.find()
                && isOurName.test(by.group(1))
                && !FROM_LOOPBACK.matcher(line).find()
                && isFor(line, destination);
    }

    /** A line for several recipients names none of them: then nothing is known. */
    private static boolean isFor(String line, DomainName destination) {
        Matcher recipient = FOR.matcher(line);
        return recipient.find()
                && DomainName.parse(recipient.group(1))
                        .filter(destination::equals)
                        .isPresent();
    }
}
