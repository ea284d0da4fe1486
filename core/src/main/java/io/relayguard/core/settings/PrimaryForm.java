package io.relayguard.core.settings;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.TlsRule;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code mx}, or {@code smtp://host[:port][?tls=rule]}; host names are kept in lower case, addresses in their one form.
 */
final class PrimaryForm {
    static final ValueForm<Primary> FORM = new ValueForm<>(
            "mx, or smtp://host or smtp://host:port, such as smtp://mail.example.org:25 or smtp://[2001:db8::1];"
                    + " behind it ?tls= and none, opportunistic, required or verified may stand",
            PrimaryForm::read);

    private static final String MX = "mx";
    private static final Pattern SMTP = Pattern.compile("smtp://(?<at>[^?]*)(?:\\?tls=(?<tls>[a-z]+))?");

    private PrimaryForm() {}

    private static Optional<Primary> read(String text) {
        if (text.equals(MX)) {
            return Optional.of(new Primary.Mx());
        }
        Matcher form = SMTP.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String tls = form.group("tls");
        return (tls == null ? Optional.of(Primary.Host.DEFAULT_TLS) : TlsRule.of(tls))
                .flatMap(rule -> HostPort.parse(form.group("at")).flatMap(at -> host(at, rule)));
    }

    private static Optional<Primary> host(HostPort given, TlsRule tls) {
        return IpAddress.parse(given.host())
                .map(IpAddress::toString)
                .or(() -> DomainName.parse(given.host()).map(DomainName::value))
                .map(host -> new Primary.Host(host, given.port().orElse(Primary.Host.DEFAULT_PORT), tls));
    }
}
