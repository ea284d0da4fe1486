package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.MailHost;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@link MailHost#of}: an address is never taken for a name, nor anything unreadable for either. */
class MailHostFuzzTest {
    private static final Pattern LITERAL = Pattern.compile("(?s)\\[(.*)]");
    private static final Pattern TAG = Pattern.compile("^(?i:ipv6:)");

    @FuzzTest
    void whatStandsBehindTheAtIsAnAddressANameOrNobodys(byte[] input) {
        String text = Text.of(input);
        MailHost host = MailHost.of(text);

        assertEquals(literal(text), address(host), text);
        assertEquals(literal(text).isPresent() ? Optional.empty() : DomainName.parse(text), name(host), text);
        assertEquals(host, MailHost.of(host.toString()));
        if (host instanceof MailHost.Unreadable unreadable) {
            assertEquals(text, unreadable.written());
        }
    }

    private static Optional<PlainAddress> literal(String text) {
        Matcher literal = LITERAL.matcher(text);
        return PlainAddress.read(
                TAG.matcher(literal.matches() ? literal.group(1) : text).replaceFirst(""));
    }

    private static Optional<PlainAddress> address(MailHost host) {
        return host instanceof MailHost.Literal literal
                ? Optional.of(PlainAddress.of(literal.address()))
                : Optional.empty();
    }

    private static Optional<DomainName> name(MailHost host) {
        return host instanceof MailHost.Named named ? Optional.of(named.name()) : Optional.empty();
    }
}
