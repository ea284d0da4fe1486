package io.relayguard.core.address;

import com.google.common.base.Ascii;
import io.relayguard.core.net.IpAddress;
import java.util.Optional;

/** What stands behind the last {@code @} of an address: a name, an address literal, or neither. */
public sealed interface MailHost {
    /** A domain name, whatever way it was written. */
    record Named(DomainName name) implements MailHost {
        @Override
        public String toString() {
            return name.value();
        }
    }

    /** {@code [192.0.2.1]} or {@code [IPv6:2001:db8::1]} (RFC 5321 section 4.1.3). */
    record Literal(IpAddress address) implements MailHost {
        @Override
        public String toString() {
            return address.family() == IpAddress.Family.IPV6 ? "[IPv6:" + address + "]" : "[" + address + "]";
        }
    }

    /** Nothing that a mail could be sent to, or nothing at all; it is nobody's. */
    record Unreadable(String written) implements MailHost {
        @Override
        public String toString() {
            return written;
        }
    }

    /** Literals may come without their brackets (James's Domain drops them) and without the tag. */
    static MailHost of(String written) {
        return literal(written)
                .<MailHost>map(Literal::new)
                .or(() -> DomainName.parse(written).map(Named::new))
                .orElseGet(() -> new Unreadable(written));
    }

    private static Optional<IpAddress> literal(String written) {
        boolean bracketed = written.startsWith("[") && written.endsWith("]");
        String inner = bracketed ? written.substring(1, written.length() - 1) : written;
        return IpAddress.parse(isTagged(inner) ? inner.substring(5) : inner);
    }

    /** In ASCII: a string's own comparison without case takes {@code İ} for {@code i}. */
    private static boolean isTagged(String inner) {
        return inner.length() > 5 && Ascii.equalsIgnoreCase(inner.substring(0, 5), "IPv6:");
    }
}
