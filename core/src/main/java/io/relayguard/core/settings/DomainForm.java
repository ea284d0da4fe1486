package io.relayguard.core.settings;

import io.relayguard.core.address.DomainName;

/** A domain name; an internationalised one is kept in its ASCII form, as DNS and SMTP carry it. */
final class DomainForm {
    static final ValueForm<DomainName> FORM =
            new ValueForm<>("a domain name, such as example.org or xn--exmple-cua.org", DomainName::parse);

    private DomainForm() {}
}
