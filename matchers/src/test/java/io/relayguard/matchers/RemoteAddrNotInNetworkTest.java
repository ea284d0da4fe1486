package io.relayguard.matchers;

import static io.relayguard.matchers.MailForTests.BY_AUTH;
import static io.relayguard.matchers.MailForTests.BY_JMAP;
import static io.relayguard.matchers.MailForTests.FETCHED;
import static io.relayguard.matchers.MailForTests.GATEWAY;
import static io.relayguard.matchers.MailForTests.INSIDE;
import static io.relayguard.matchers.MailForTests.MADE_HERE;
import static io.relayguard.matchers.MailForTests.OUTSIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relayguard.guard.GuardForTests;
import javax.mail.MessagingException;
import org.apache.mailet.Attribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAddrNotInNetworkTest {
    private final RemoteAddrNotInNetwork matcher = new RemoteAddrNotInNetwork(new GuardForTests().guard);

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false",
        "10.1.2.3, false",
        "::ffff:10.1.2.3, false",
        "fd00::1, false",
        "fe80::1%eth0, false",
        "10.9.9.9, true",
        "10.0.0.1, true",
        "::ffff:10.0.0.1, true",
        "127.0.0.2, true",
        "203.0.113.9, true",
        "2001:db8::1, true"
    })
    void withoutAConditionTheNetworksOfTheFileDecide(String address, boolean matches) throws MessagingException {
        assertMatches(MailForTests.set(matcher), matches, address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void anEmptyConditionIsNone(String condition) throws MessagingException {
        assertMatches(MailForTests.set(matcher, condition), false, INSIDE);
        assertMatches(matcher, true, GATEWAY);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, false",
        "192.0.2.9, true",
        "2001:db8:1::9, false",
        "2001:db8:2::9, true",
        "10.0.0.1, false",
        "10.1.2.3, true",
        "127.0.0.1, true"
    })
    void aConditionReplacesTheNetworksOfTheFile(String address, boolean matches) throws MessagingException {
        assertMatches(
                MailForTests.set(matcher, "192.0.2.0/24, !192.0.2.9, 2001:db8:1::/48, 10.0.0.1"), matches, address);
    }

    @Test
    void onlyAnSmtpClientHasAnAddressThatCounts() throws MessagingException {
        MailForTests.set(matcher);

        assertMatches(matcher, true, INSIDE, FETCHED);
        assertMatches(matcher, true, INSIDE, FETCHED, MADE_HERE, BY_AUTH);
        assertMatches(matcher, false, OUTSIDE, MADE_HERE);
    }

    @Test
    void aUserCountsByTheClientsAddressAndInJmapThereIsNone() throws MessagingException {
        MailForTests.set(matcher, "192.0.2.0/24");

        assertMatches(matcher, true, OUTSIDE, BY_AUTH);
        assertMatches(matcher, false, "192.0.2.7", BY_AUTH);
        assertMatches(matcher, false, "127.0.0.1", BY_JMAP);
    }

    @Test
    void aWrongConditionStopsTheStartWithEveryProblemNamed() {
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> MailForTests.set(matcher, "10.0.0.1/8, gw.example.net, 10.0.0.0/8"))
                .withMessageContainingAll(
                        "RemoteAddrNotInNetwork: found \"10.0.0.1/8\"",
                        "RemoteAddrNotInNetwork: found \"gw.example.net\"");
    }

    @Test
    void anAddressThatIsNoneIsNotGuessedAt() throws MessagingException {
        MailForTests.set(matcher);

        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> matcher.match(MailForTests.toAll("gw.example.net")))
                .withMessage("mail m1 came from \"gw.example.net\", expected an IP address");
    }

    private static void assertMatches(
            RemoteAddrNotInNetwork matcher, boolean matches, String address, Attribute... attributes)
            throws MessagingException {
        assertThat(matcher.match(MailForTests.toAll(address, attributes)))
                .as(address)
                .containsExactlyInAnyOrderElementsOf(matches ? MailForTests.all() : MailForTests.addresses());
    }
}
