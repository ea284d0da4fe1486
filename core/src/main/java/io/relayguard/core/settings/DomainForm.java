package io.relayguard.core.settings;

import com.google.common.base.CharMatcher;
import io.relayguard.core.address.DomainName;
import java.net.IDN;
import java.util.Optional;

/** A domain name; an internationalised one is kept in its ASCII form, as DNS and SMTP carry it. */
final class DomainForm {
    static final ValueForm<DomainName> FORM =
            new ValueForm<>("a domain name, such as example.org or xn--exmple-cua.org", DomainForm::read);

    /**
     * What IDNA 2003, the standard of {@link IDN}, maps to another name than IDNA 2008 does (UTS 46 section 7): we
     * would take mail for straße.example as strasse.example. Such names are written in their ASCII form.
     */
    private static final CharMatcher AMBIGUOUS = CharMatcher.anyOf("ßς\u200c\u200d");

    private static final int LONGEST = 1000;

    private DomainForm() {}

    static Optional<DomainName> read(String text) {
        if (CharMatcher.ascii().matchesAllOf(text)) {
            return DomainName.parse(text);
        }
        if (text.length() > LONGEST || AMBIGUOUS.matchesAnyOf(text)) {
            return Optional.empty();
        }
        try {
            return DomainName.parse(IDN.toASCII(text));
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }
}
