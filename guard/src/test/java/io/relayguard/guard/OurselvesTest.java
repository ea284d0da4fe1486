package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.settings.Self;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OurselvesTest {
    private final Ourselves ourselves = new Ourselves(
            "mx2",
            new Self(Set.of(IpAddress.parse("198.51.100.2").orElseThrow()), Set.of(new DomainName("mx2.example.net"))));

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.9.9.9, true",
        "::1, true",
        "0.0.0.0, true",
        "198.51.100.2, true",
        "198.51.100.3, false",
        "2001:db8::2, false"
    })
    void anAddressIsOursByInterfaceOrByWord(String address, boolean ours) {
        assertThat(ourselves.contains(IpAddress.parse(address).orElseThrow())).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({
        "mx2, true",
        "MX2, true",
        "mx2., true",
        "mx2.example.net., true",
        "MX2.example.NET, true",
        "mx1.example.net, false"
    })
    void aNameIsOursByHostOrByWord(String name, boolean ours) {
        assertThat(ourselves.isNamed(name)).isEqualTo(ours);
    }
}
