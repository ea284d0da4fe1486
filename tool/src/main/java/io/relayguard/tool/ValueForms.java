package io.relayguard.tool;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.Excerpt;
import io.relayguard.core.net.IpAddress;
import io.relayguard.relaytest.Target;
import java.net.IDN;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the values of options are written. What is wrong with one is said as: found, expected. */
final class ValueForms {
    private ValueForms() {}

    private static TypeConversionException wrong(String found, String expected) {
        return new TypeConversionException(Excerpt.quote(found) + " is not " + expected);
    }

    /** A server. */
    static final class TargetForm implements ITypeConverter<Target> {
        @Override
        public Target convert(String text) {
            return Target.parse(text)
                    .orElseThrow(() -> wrong(text, "a server: expected HOST, HOST:PORT, [IPV6] or [IPV6]:PORT"));
        }
    }

    /** A domain, of which U-labels are turned into A-labels. */
    static final class DomainForm implements ITypeConverter<DomainName> {
        @Override
        public DomainName convert(String text) {
            return ascii(text)
                    .flatMap(DomainName::parse)
                    .orElseThrow(() -> wrong(text, "a domain name, such as example.net"));
        }

        private static Optional<String> ascii(String text) {
            try {
                return Optional.of(IDN.toASCII(text));
            } catch (IllegalArgumentException notAName) {
                return Optional.empty();
            }
        }
    }

    /** An address literal. */
    static final class AddressForm implements ITypeConverter<IpAddress> {
        @Override
        public IpAddress convert(String text) {
            return IpAddress.parse(text).orElseThrow(() -> wrong(text, "an IPv4 or IPv6 address, such as 192.0.2.1"));
        }
    }

    /** A name that goes behind HELO: visible ASCII, so that it is one word on one line. */
    static final class HeloForm implements ITypeConverter<String> {
        private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

        @Override
        public String convert(String text) {
            if (!FORM.matcher(text).matches()) {
                throw wrong(text, "a HELO name: expected one word of visible ASCII characters");
            }
            return text;
        }
    }

    /** A mailbox, without brackets. */
    static final class MailboxForm implements ITypeConverter<String> {
        private static final Pattern FORM = Pattern.compile("[!-~&&[^@<>]]{1,64}@(?<domain>[^@]{1,255})");

        @Override
        public String convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches() || DomainName.parse(form.group("domain")).isEmpty()) {
                throw wrong(text, "a mailbox, such as user@example.net");
            }
            return text;
        }
    }

    /** A time with its unit. */
    static final class DurationForm implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m|h)");
        private static final Map<String, Duration> UNITS = Map.of(
                "ms", Duration.ofMillis(1),
                "s", Duration.ofSeconds(1),
                "m", Duration.ofMinutes(1),
                "h", Duration.ofHours(1));

        @Override
        public Duration convert(String text) {
            Matcher form = FORM.matcher(text);
            return Optional.of(form)
                    .filter(Matcher::matches)
                    .flatMap(parts -> Optional.ofNullable(UNITS.get(parts.group(2))))
                    .map(unit -> unit.multipliedBy(Long.parseLong(form.group(1))))
                    .orElseThrow(() -> wrong(text, "a time with its unit (ms, s, m, h), such as 30s"));
        }
    }
}
