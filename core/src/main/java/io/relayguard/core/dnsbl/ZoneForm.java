package io.relayguard.core.dnsbl;

import io.relayguard.core.address.DomainName;
import java.util.Optional;

/** How a zone's name is written: a domain name of two labels or more, short enough for an IPv6 client before it. */
public final class ZoneForm {
    /** 32 nibbles with a dot behind each, below a name of 253 characters. */
    private static final int LONGEST = Subject.LONGEST_NAME - 64;

    /** How to write one, with an example. */
    public static final String EXPECTED =
            "the name of a zone, such as zen.spamhaus.org (two labels or more, at most " + LONGEST + " characters)";

    private ZoneForm() {}

    public static Optional<ZoneName> read(String text) {
        return DomainName.parse(text)
                .filter(name -> name.value().indexOf('.') > 0 && name.value().length() <= LONGEST)
                .map(ZoneName::new);
    }
}
