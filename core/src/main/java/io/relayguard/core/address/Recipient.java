package io.relayguard.core.address;

import java.util.Optional;

/**
 * A recipient as RCPT names it: the local part as written, and the domain or address literal behind the last {@code @}.
 *
 * @param localPart as written, quotes included
 * @param domain a domain name, or an address literal with or without its brackets
 */
public record Recipient(String localPart, String domain) {
    /** The domain as a name; empty for an address literal (RFC 5321 section 4.1.3) and for anything malformed. */
    public Optional<DomainName> domainName() {
        return DomainName.parse(domain);
    }

    /**
     * If the local part holds {@code %}, {@code !} or {@code @}: whoever interprets it next may read a second address
     * there and send the mail on to it (RFC 5321 appendix C warns of such routes). Quoting does not hide them.
     */
    public boolean hidesAnotherAddress() {
        return localPart.chars().anyMatch(c -> c == '%' || c == '!' || c == '@');
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
