package io.relayguard.fuzz;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A domain name by RFC 1035 section 2.3.4 with underscores, and what a lax reader takes a text for. */
final class PlainName {
    private static final String LABEL = "(?!-)[a-z0-9_-]{1,63}(?<!-)";
    private static final Pattern NAME = Pattern.compile("(?!(?:.*\\.)?[0-9]+\\z)" + LABEL + "(?:\\." + LABEL + ")*+");
    private static final int LONGEST = 253;

    /** What names leave out (RFC 3454 table B.1). */
    private static final Pattern NOTHING =
            Pattern.compile("[\\u00ad\\u034f\\u1806\\u180b-\\u180d\\u200b-\\u200d\\u2060\\ufe00-\\ufe0f\\ufeff]");

    private PlainName() {}

    /** A name as DNS carries it. */
    static boolean isCanonical(String name) {
        return name.length() <= LONGEST && NAME.matcher(name).matches();
    }

    /** The name that a text of ASCII characters is. */
    static Optional<String> readAscii(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Optional.of(lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower)
                .filter(PlainName::isCanonical);
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** In one case, compatible forms alike, without what is invisible, in U-labels: equal if a lax reader sees no difference. */
    static String folded(String text) {
        String plain = fold(fold(text));
        return fold(IDN.toUnicode(plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain));
    }

    private static String fold(String text) {
        String visible = NOTHING.matcher(text).replaceAll("");
        String compatible = Normalizer.normalize(visible, Normalizer.Form.NFKC).replace('。', '.');
        return Normalizer.normalize(
                compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ'), Normalizer.Form.NFKC);
    }
}
