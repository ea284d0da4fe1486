package io.relayguard.guard;

import io.relayguard.core.address.DomainName;

/** The reply to ETRN (RFC 1985 section 5.3): a code, and the text behind it. */
public record EtrnReply(int code, String text) {
    static final EtrnReply NO_DOMAIN =
            new EtrnReply(501, "5.5.4 Syntax: ETRN domain, or ETRN @domain with its subdomains");
    static final EtrnReply NOT_ALLOWED = new EtrnReply(459, "4.7.1 not allowed for this domain from here");

    /** While nobody keeps mail: later that may be otherwise. */
    static final EtrnReply NO_BUFFER = new EtrnReply(458, "4.3.0 no mail is kept here now");

    static EtrnReply started(DomainName domain, long waiting) {
        return waiting == 0
                ? new EtrnReply(251, "2.0.0 OK, no messages waiting for " + domain)
                : new EtrnReply(253, "2.0.0 OK, " + waiting + " pending messages for " + domain + " started");
    }
}
