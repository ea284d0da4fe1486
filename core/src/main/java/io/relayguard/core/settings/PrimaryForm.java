package io.relayguard.core.settings;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.primary.Primary;
import java.util.Optional;

/** {@code mx}, or {@code smtp://host[:port]}; host names are kept in lower case, addresses in their one form. */
final class PrimaryForm {
    static final ValueForm<Primary> FORM = new ValueForm<>(
            "mx, or smtp://host or smtp://host:port, such as smtp://mail.example.org:25 or smtp://[2001:db8::1]",
            PrimaryForm::read);

    private static final String MX = "mx";
    private static final String SMTP = "smtp://";

    private PrimaryForm() {}

    private static Optional<Primary> read(String text) {
        if (text.equals(MX)) {
            return Optional.of(new Primary.Mx());
        }
        return text.startsWith(SMTP)
                ? HostPort.parse(text.substring(SMTP.length())).flatMap(PrimaryForm::host)
                : Optional.empty();
    }

    private static Optional<Primary> host(HostPort given) {
        return IpAddress.parse(given.host())
                .map(IpAddress::toString)
                .or(() -> DomainName.parse(given.host()).map(DomainName::value))
                .map(host -> new Primary.Host(host, given.port().orElse(Primary.Host.DEFAULT_PORT)));
    }
}
