package io.relayguard.core.relay;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Recipients in every spelling that SMTP knows, and in many that it does not, each with what it is by construction. */
final class Spellings {
    private static final List<String> LOCAL = List.of("example.com", "mail.example.com", "both.example");
    private static final List<String> OWN = List.of("[198.51.100.2]", "[IPv6:2001:db8:a::2]", "[ipv6:2001:DB8:A:0::2]");
    private static final List<String> RELAY = List.of("example.org", "xn--exmple-cua.org", "exämple.org");
    private static final List<String> FOREIGN = List.of(
            "elsewhere.example",
            "sub.example.org",
            "sub.example.com",
            "notexample.org",
            "example.org.elsewhere.example",
            "example",
            "müller.example",
            "[203.0.113.80]",
            "[IPv6:2001:db8::1]",
            "[198.51.100.22]",
            "203.0.113.80",
            "-",
            "exa_mple.org",
            "");
    private static final List<String> WORDS =
            List.of("bob", "Ann.Marie", "first+tag", "a.b.c", "o'hara", "x=y", "postmaster", "{a|b}", "~0");
    private static final List<String> JUNK = List.of(
            "@",
            "%",
            "!",
            "\"",
            "\\",
            ":",
            "<",
            ">",
            "[",
            "]",
            ".",
            " ",
            "\t",
            "\r\n",
            "\u0000",
            ",",
            "ä",
            "＠",
            "％",
            "！",
            "。",
            "．",
            "ß",
            "\u200d",
            "\u00ad",
            "\u212a",
            "\ud83d",
            "@example.com",
            "@example.org",
            "IPv6:",
            "0");

    private final Random random;

    /** Whose a recipient is. */
    enum Whose {
        OURS,
        FOREIGN
    }

    /** A spelling; {@code hides} if its local part may be read as a second address. */
    record Spelling(String text, Whose whose, boolean hides) {}

    Spellings(long seed) {
        this.random = new Random(seed);
    }

    /** Any recipient. */
    Spelling any() {
        return random.nextBoolean() ? ours() : spelling(domain(FOREIGN), Whose.FOREIGN);
    }

    /** One of ours: a James domain, this server's own address, or a relay domain. */
    Spelling ours() {
        return spelling(
                switch (random.nextInt(3)) {
                    case 0 -> domain(LOCAL);
                    case 1 -> oneOf(OWN);
                    default -> domain(RELAY);
                },
                Whose.OURS);
    }

    private Spelling spelling(String domain, Whose whose) {
        boolean hides = random.nextInt(3) == 0;
        String mailbox = (hides ? hiding() : plain()) + "@" + domain;
        String path = random.nextInt(4) == 0 ? route() + mailbox : mailbox;
        return new Spelling(random.nextBoolean() ? "<" + path + ">" : path, whose, hides);
    }

    /** Something that was a recipient before it was damaged; nobody knows whose it is. */
    String damaged() {
        StringBuilder text = new StringBuilder(any().text());
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, oneOf(JUNK));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
                default -> text.replace(at, Math.min(text.length(), at + 1), oneOf(JUNK));
            }
        }
        return text.toString();
    }

    /** {@code @a.example,@[IPv6:2001:db8::1]:} (RFC 5321 section 4.1.2, A-d-l). */
    private String route() {
        StringBuilder route = new StringBuilder();
        for (int hops = 1 + random.nextInt(3); hops > 0; hops--) {
            route.append('@').append(host(random.nextBoolean() ? FOREIGN.subList(0, 9) : LOCAL));
            route.append(hops == 1 ? ':' : ',');
        }
        return route.toString();
    }

    private String plain() {
        return switch (random.nextInt(4)) {
            case 0 -> quoted(oneOf(WORDS));
            case 1 -> "\"two " + (random.nextBoolean() ? "\\\"" : "\\\\") + " words\"";
            case 2 -> mixedCase(oneOf(WORDS));
            default -> oneOf(WORDS);
        };
    }

    private String hiding() {
        String hidden = oneOf(WORDS) + "%" + host(FOREIGN);
        return switch (random.nextInt(8)) {
            case 0 -> hidden;
            case 1 -> hidden + "%" + host(LOCAL);
            case 2 -> host(FOREIGN) + "!" + oneOf(WORDS);
            case 3 -> host(LOCAL) + "!" + host(FOREIGN) + "!" + oneOf(WORDS);
            case 4 -> quoted(oneOf(WORDS) + "@" + host(FOREIGN));
            case 5 -> quoted(hidden);
            case 6 -> oneOf(WORDS) + "＠" + host(FOREIGN);
            default -> oneOf(WORDS) + "@" + host(FOREIGN);
        };
    }

    /** A quoted string, some of its characters as quoted pairs. */
    private String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\' || (c < 128 && random.nextInt(4) == 0)) {
                quoted.append('\\');
            }
            quoted.append((char) c);
        });
        return quoted.append('"').toString();
    }

    private String host(List<String> domains) {
        String domain = oneOf(domains);
        return domain.isEmpty() ? "elsewhere.example" : domain;
    }

    /** The same domain in other letters, with a dot behind it, or with other dots. */
    private String domain(List<String> domains) {
        String domain = oneOf(domains);
        if (domain.isEmpty() || domain.endsWith("]")) {
            return domain;
        }
        return switch (random.nextInt(6)) {
            case 0 -> domain.toUpperCase(Locale.ROOT);
            case 1 -> mixedCase(domain);
            case 2 -> domain + ".";
            case 3 -> fullWidth(domain);
            case 4 -> domain.replace('.', '。');
            default -> domain;
        };
    }

    private String mixedCase(String text) {
        StringBuilder mixed = new StringBuilder();
        text.chars()
                .map(c -> random.nextBoolean() ? Character.toUpperCase(c) : c)
                .forEach(c -> mixed.append((char) c));
        return mixed.toString();
    }

    /** IDNA takes the full-width letters for the plain ones (RFC 3491, by NFKC). */
    private String fullWidth(String text) {
        StringBuilder wide = new StringBuilder();
        text.chars()
                .map(c -> c >= 'a' && c <= 'z' && random.nextBoolean() ? c + 0xfee0 : c)
                .forEach(c -> wide.append((char) c));
        return wide.toString();
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
