package io.relayguard.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.net.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailHostTest {
    @ParameterizedTest
    @CsvSource({
        "[192.0.2.1], [192.0.2.1]",
        "192.0.2.1, [192.0.2.1]",
        "[IPv6:2001:db8::1], [IPv6:2001:db8::1]",
        "[ipv6:2001:DB8:0::1], [IPv6:2001:db8::1]",
        "IPv6:2001:db8::1, [IPv6:2001:db8::1]",
        "[2001:db8::1], [IPv6:2001:db8::1]",
        "2001:db8::a, [IPv6:2001:db8::a]",
        "::, [IPv6:::]",
        "[IPv6:::ffff:192.0.2.1], [192.0.2.1]",
        "[IPv6:::ffff:c000:201], [192.0.2.1]"
    })
    void anAddressLiteralIsOneWithAndWithoutItsBracketsAndTag(String written, String literal) {
        assertThat(MailHost.of(written)).isInstanceOf(MailHost.Literal.class).hasToString(literal);
        assertThat(MailHost.of(MailHost.of(written).toString())).isEqualTo(MailHost.of(written));
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org",
        "Example.ORG., example.org",
        "exämple.org, xn--exmple-cua.org",
        "mx9, mx9",
        "1.2.3.4.example9, 1.2.3.4.example9"
    })
    void aNameIsOne(String written, String name) {
        assertThat(MailHost.of(written))
                .isEqualTo(new MailHost.Named(new DomainName(name)))
                .hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "[",
                "]",
                "[]",
                "[x",
                "[example.org]",
                "[192.0.2.1",
                "192.0.2.1]",
                "[[192.0.2.1]]",
                "[192.0.2.1].",
                "192.0.2.1.",
                "192.0.2",
                "192.0.2.256",
                "192.0.02.1",
                "0x7f.1",
                "3221225985",
                "[IPv6:]",
                "[İPv6:2001:db8::1]",
                "[ıPv6:2001:db8::1]",
                "IPv6:",
                "[IPv6:fe80::1%eth0]",
                "[General:x]",
                "fe80::1%eth0",
                "2001:db8::1::",
                "１９２.0.2.1",
                "example..org",
                "#123",
                "a b"
            })
    void whatIsNeitherIsNobodys(String written) {
        assertThat(MailHost.of(written))
                .isEqualTo(new MailHost.Unreadable(written))
                .hasToString(written);
    }

    @Test
    void aRecipientIsWhereItsHostIs() {
        assertThat(Recipient.parse("you@[192.0.2.1]").host())
                .isEqualTo(new MailHost.Literal(IpAddress.parse("192.0.2.1").orElseThrow()));
        assertThat(Recipient.parse("you").host()).isEqualTo(new MailHost.Unreadable(""));
    }
}
