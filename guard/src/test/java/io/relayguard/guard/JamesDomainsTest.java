package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relayguard.core.relay.LocalDomains.Unavailable;
import org.apache.james.domainlist.api.DomainListException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JamesDomainsTest {
    private final DomainsForTests james = new DomainsForTests("example.com", "198.51.100.2");
    private final JamesDomains domains = new JamesDomains(james);

    @Test
    void jamesSaysWhichDomainsAreItsOwn() throws Unavailable {
        assertThat(domains.contains("example.com")).isTrue();
        assertThat(domains.contains("EXAMPLE.com")).isTrue();
        assertThat(domains.contains("elsewhere.example")).isFalse();
    }

    @Test
    void anAddressLiteralIsLocalIfJamesHasTheAddressAmongItsDomains() throws Unavailable {
        assertThat(domains.contains("198.51.100.2")).isTrue();
        assertThat(domains.contains("[198.51.100.2]")).isTrue();
        assertThat(domains.contains("203.0.113.80")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("oddTexts")
    void whatIsNoDomainIsNotOurs(String odd) throws Unavailable {
        assertThat(domains.contains(odd)).isFalse();
    }

    static String[] oddTexts() {
        return new String[] {
            "",
            ".",
            "..",
            "[",
            "]",
            "[]",
            "[[]]",
            "example.com.",
            "example..com",
            "-example.com",
            "example.com-",
            "1",
            "1.2.3",
            "IPv6:2001:db8::1",
            "[IPv6:2001:db8::1]",
            "a b",
            "a@b",
            "\u0000",
            "\ud83d",
            "x".repeat(10_000),
            "example.com\r\n"
        };
    }

    @Test
    void aBackendThatFailsSaysNeitherYesNorNo() {
        james.failWith(new DomainListException("down"));

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> domains.contains("example.com"))
                .withMessage("the list of local domains does not answer: down");
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, IllegalArgumentException.class, NullPointerException.class})
    void aBackendThatFailsUnforeseenIsNotTakenForANo(Class<? extends RuntimeException> kind)
            throws ReflectiveOperationException {
        james.failWith(kind.getConstructor().newInstance());

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> domains.contains("elsewhere.example"));
    }
}
