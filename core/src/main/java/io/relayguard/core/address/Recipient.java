package io.relayguard.core.address;

import com.google.common.base.CharMatcher;
import java.text.Normalizer;
import java.util.Optional;

/**
 * A recipient as RCPT names it: the local part as written, and what stands behind the last {@code @}.
 *
 * @param localPart as written, quotes included
 * @param domain as written: a domain name, an address literal with or without its brackets, or anything else; empty
 *     where there is none
 */
public record Recipient(String localPart, String domain) {
    private static final CharMatcher ROUTING = CharMatcher.anyOf("%!@");

    /**
     * Reads a forward-path of RFC 5321 section 4.1.2, in angle brackets or without; spaces and tabs around it are no part
     * of it.
     *
     * <p>Never fails: whatever cannot be read has a {@link #host()} that is nobody's. A source route is dropped, as
     * RFC 5321 appendix C asks: the mail goes to what stands behind it. Of several {@code @} outside quotes the last one
     * counts, and those before it are part of a local part that {@linkplain #hidesAnotherAddress() hides an address}.
     */
    public static Recipient parse(String path) {
        String bare = withoutRoute(PathText.withoutBrackets(path));
        int at = lastAt(bare);
        return at < 0 ? new Recipient(bare, "") : new Recipient(bare.substring(0, at), bare.substring(at + 1));
    }

    /** {@code @a.example,@[IPv6:2001:db8::1]:you@b.example}: the route ends at the first colon outside brackets. */
    private static String withoutRoute(String path) {
        int from = 0;
        while (from < path.length() && path.charAt(from) == '@') {
            int colon = colonOutsideBrackets(path, from);
            if (colon < 0) {
                break;
            }
            from = colon + 1;
        }
        return path.substring(from);
    }

    private static int colonOutsideBrackets(String path, int from) {
        boolean inBrackets = false;
        for (int i = from; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == ':' && !inBrackets) {
                return i;
            }
            inBrackets = c == '[' || (inBrackets && c != ']');
        }
        return -1;
    }

    /** Outside quotes; where a quote is never closed, the last one anywhere. */
    private static int lastAt(String path) {
        int last = -1;
        boolean quoted = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '@' && !quoted) {
                last = i;
            }
        }
        return quoted ? path.lastIndexOf('@') : last;
    }

    /** What the domain is. */
    public MailHost host() {
        return MailHost.of(domain);
    }

    /** The domain as a name; empty for an address literal (RFC 5321 section 4.1.3) and for anything malformed. */
    public Optional<DomainName> domainName() {
        return host() instanceof MailHost.Named named ? Optional.of(named.name()) : Optional.empty();
    }

    /**
     * If the local part holds {@code %}, {@code !} or {@code @}: whoever interprets it next may read a second address
     * there and send the mail on to it (RFC 5321 appendix C warns of such routes). Quoting does not hide them, nor do the
     * full-width forms that a server may fold to them (Unicode's NFKC, which SMTPUTF8 servers use).
     */
    public boolean hidesAnotherAddress() {
        return ROUTING.matchesAnyOf(localPart)
                || (!CharMatcher.ascii().matchesAllOf(localPart)
                        && ROUTING.matchesAnyOf(Normalizer.normalize(localPart, Normalizer.Form.NFKC)));
    }

    /** If it is the postmaster or the abuse desk, whom every domain has (RFC 5321 section 4.5.1, RFC 2142). */
    public boolean isRoleAccount() {
        return localPart.equalsIgnoreCase("postmaster") || localPart.equalsIgnoreCase("abuse");
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
