package io.relayguard.core.primary;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a primary can do, as its reply to EHLO says (RFC 5321 section 4.1.1.1), and what is refused for its sake before
 * anything is sent: a message that it cannot take as it is.
 *
 * <p>Where EHLO itself was refused, and HELO was not, what it can is not known. Nothing is used then, and what would be
 * refused for good waits instead.
 *
 * @param known if EHLO was answered
 * @param offered keywords in upper case, each with its parameters
 * @param largest no larger message is taken; empty where there is no limit, or none is said (RFC 1870 section 4: 0 is none)
 */
public record Extensions(boolean known, Map<String, String> offered, OptionalLong largest) {
    /** After HELO. */
    public static final Extensions UNKNOWN = new Extensions(false, Map.of(), OptionalLong.empty());

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    public Extensions {
        offered = Map.copyOf(offered);
    }

    /** The reply's lines: the first is a greeting, each other one begins with a keyword. */
    public static Extensions of(List<String> lines) {
        Map<String, String> offered = new HashMap<>();
        lines.stream().skip(1).map(String::strip).forEach(line -> {
            int end = line.indexOf(' ');
            String keyword = end < 0 ? line : line.substring(0, end);
            offered.putIfAbsent(
                    keyword.toUpperCase(Locale.ROOT),
                    end < 0 ? "" : line.substring(end + 1).strip());
        });
        return new Extensions(true, offered, largest(offered.getOrDefault("SIZE", "")));
    }

    private static OptionalLong largest(String written) {
        long octets = NUMBER.matcher(written).matches() ? Long.parseLong(written) : 0;
        return octets == 0 ? OptionalLong.empty() : OptionalLong.of(octets);
    }

    public boolean offers(String keyword) {
        return offered.containsKey(keyword);
    }

    /** A message of so many octets that is larger than the primary takes (RFC 1870). */
    public Optional<Outcome> tooLarge(long octets) {
        return largest.isPresent() && octets > largest.getAsLong()
                ? refusal(
                        552,
                        "5.3.4 the message has " + octets + " octets, and the primary takes no more than "
                                + largest.getAsLong() + " (SIZE)")
                : Optional.empty();
    }

    /** A message with octets beyond ASCII (RFC 6152): to re-encode it would break its signatures. */
    public Optional<Outcome> withoutEightBit() {
        return offers("8BITMIME")
                ? Optional.empty()
                : refusal(554, "5.6.3 the message has 8-bit octets, and the primary does not offer 8BITMIME");
    }

    /** An address with characters beyond ASCII (RFC 6531), for which there is no other way to write it. */
    public Optional<Outcome> withoutUtf8() {
        return offers("SMTPUTF8")
                ? Optional.empty()
                : refusal(553, "5.6.7 an address has characters beyond ASCII, and the primary does not offer SMTPUTF8");
    }

    private Optional<Outcome> refusal(int code, String text) {
        return Optional.of(
                known
                        ? new Outcome.Never(new SmtpReply(code, text))
                        : new Outcome.Later(text + "; it refused EHLO, so that may change"));
    }
}
