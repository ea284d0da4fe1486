package io.relayguard.fuzz;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A forward-path cut by regular expressions (RFC 5321 section 4.1.2). */
record PlainRecipient(String localPart, String domain) {
    /** {@code @a.example,@[IPv6:2001:db8::1]:}, once or more. */
    private static final Pattern ROUTE = Pattern.compile("(?s)(?:@(?:\\[[^\\]]*+\\]|[^:\\[])*+:)*+");

    /** White space as RFC 5234 has it: what RFC 5321 section 4.1.1 has receivers tolerate. */
    private static final Pattern AROUND = Pattern.compile("^[ \t]+|[ \t]+\\z");

    private static final Pattern BRACKETS = Pattern.compile("(?s)^<(.*)>\\z");
    private static final Pattern TOKEN = Pattern.compile("(?s)\\\\.?|\"|@|[^\\\\\"@]+");

    static PlainRecipient read(String path) {
        String bare = BRACKETS.matcher(AROUND.matcher(path).replaceAll("")).replaceFirst("$1");
        Matcher route = ROUTE.matcher(bare);
        String mailbox = route.lookingAt() ? bare.substring(route.end()) : bare;
        int at = lastAt(mailbox);
        return at < 0
                ? new PlainRecipient(mailbox, "")
                : new PlainRecipient(mailbox.substring(0, at), mailbox.substring(at + 1));
    }

    private static int lastAt(String mailbox) {
        Matcher token = TOKEN.matcher(mailbox);
        int quotes = 0;
        int last = -1;
        while (token.find()) {
            if (token.group().equals("\"")) {
                quotes++;
            } else if (token.group().equals("@") && quotes % 2 == 0) {
                last = token.start();
            }
        }
        return quotes % 2 == 0 ? last : mailbox.lastIndexOf('@');
    }

    /**
     * If a lax reader, who drops quotes, cases and what is invisible, still sees an address in one of these domains, or
     * at one of these addresses, and no second one in its local part: what a stranger may write at most.
     */
    static boolean mayPass(String path, Set<String> names, Set<PlainAddress> addresses) {
        String mailbox = PlainName.folded(path).strip().replaceAll("^<|>$", "");
        Matcher route = ROUTE.matcher(mailbox);
        String address = route.lookingAt() ? mailbox.substring(route.end()) : mailbox;
        int at = address.lastIndexOf('@');
        return at >= 0
                && isOneOf(address.substring(at + 1), names, addresses)
                && address.substring(0, at).chars().noneMatch(c -> "%!@".indexOf(c) >= 0);
    }

    private static boolean isOneOf(String domain, Set<String> names, Set<PlainAddress> addresses) {
        String literal = domain.replaceAll("^\\[|]$", "").replaceFirst("^ipv6:", "");
        return names.stream().map(PlainName::folded).anyMatch(PlainName.folded(domain)::equals)
                || PlainAddress.read(literal).filter(addresses::contains).isPresent();
    }
}
