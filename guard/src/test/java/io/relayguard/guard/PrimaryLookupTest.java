package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.relayguard.buffer.PrimaryUnreachable;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.settings.DnsSettings;
import io.relayguard.core.settings.Self;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** Where a relay domain's primaries are, asked of a real DNS server. */
class PrimaryLookupTest {
    private static final Duration PER_SERVER = Duration.ofMillis(300);
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Duration FOREVER = Duration.ofSeconds(30);
    private static final Primary MX = new Primary.Mx();

    private ScriptedDns dns;
    private PrimaryLookup lookup;

    @BeforeEach
    void startDns() throws IOException {
        dns = new ScriptedDns();
        lookup = lookup(LONGEST, dns);
    }

    @AfterEach
    void stopDns() throws IOException {
        dns.close();
    }

    @Test
    void exchangersAreTriedByPreference() throws PrimaryUnreachable {
        dns.has("example.org", Type.MX, "30 c.example", "10 a.example", "20 b.example")
                .has("a.example", Type.A, "198.51.100.1")
                .has("b.example", Type.A, "198.51.100.2")
                .has("c.example", Type.A, "198.51.100.3");

        assertThat(found(MX)).containsExactly("198.51.100.1:25", "198.51.100.2:25", "198.51.100.3:25");
    }

    @Test
    void exchangersOfOnePreferenceShareTheLoad() throws PrimaryUnreachable {
        dns.has("example.org", Type.MX, "10 a.example", "10 b.example", "20 c.example")
                .has("a.example", Type.A, "198.51.100.1")
                .has("b.example", Type.A, "198.51.100.2")
                .has("c.example", Type.A, "198.51.100.3");

        Set<List<String>> orders = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            orders.add(found(MX));
        }
        assertThat(orders)
                .containsExactlyInAnyOrder(
                        List.of("198.51.100.1:25", "198.51.100.2:25", "198.51.100.3:25"),
                        List.of("198.51.100.2:25", "198.51.100.1:25", "198.51.100.3:25"));
    }

    @Test
    void bothFamiliesCount() throws PrimaryUnreachable {
        dns.has("example.org", Type.MX, "10 a.example", "20 b.example")
                .has("a.example", Type.A, "198.51.100.1")
                .has("a.example", Type.AAAA, "2001:db8::1")
                .has("b.example", Type.AAAA, "2001:db8::2");

        assertThat(found(MX)).containsExactly("198.51.100.1:25", "2001:db8::1:25", "2001:db8::2:25");
    }

    @Test
    void oneFamilysFailureDoesNotHideTheOther() throws PrimaryUnreachable {
        dns.has("example.org", Type.MX, "10 a.example", "20 b.example")
                .has("a.example", Type.A, "198.51.100.1")
                .fails("a.example", Type.AAAA, Rcode.SERVFAIL)
                .fails("b.example", Type.A, Rcode.REFUSED)
                .has("b.example", Type.AAAA, "2001:db8::2");

        assertThat(found(MX)).containsExactly("198.51.100.1:25", "2001:db8::2:25");
    }

    @Test
    void aDomainWithoutMxIsItsOwnExchanger() throws PrimaryUnreachable {
        dns.has("example.org", Type.A, "198.51.100.1").has("example.org", Type.AAAA, "2001:db8::1");

        assertThat(found(MX)).containsExactly("198.51.100.1:25", "2001:db8::1:25");
    }

    @Test
    void aDomainWithoutMxWhoseAddressIsOursHasNoPrimary() {
        dns.has("example.org", Type.A, "127.0.0.1");

        assertUnreachable(
                MX,
                "of the mail exchangers of example.org none is better than this host:"
                        + " give its <primary> as smtp://host:port");
    }

    @Test
    void aNullMxIsAMistakeThatIsNamed() {
        dns.has("example.org", Type.MX, "0 .").has("example.org", Type.A, "198.51.100.1");

        assertUnreachable(
                MX,
                "example.org has a null MX (RFC 7505), expected a mail exchanger:"
                        + " give its <primary> as smtp://host:port");
    }

    @Test
    void aDomainThatDnsDoesNotKnowIsNamed() {
        assertUnreachable(MX, "DNS knows no example.org");
    }

    @Test
    void anExchangerThatDnsDoesNotKnowIsNamedOnce() {
        dns.has("example.org", Type.MX, "10 gone.example");

        assertUnreachable(MX, "DNS knows no gone.example");
    }

    @Test
    void anExchangerWithoutAddressesIsNamed() {
        dns.has("example.org", Type.MX, "10 a.example").has("a.example", Type.TXT, "nothing");

        assertUnreachable(MX, "a.example has no address");
    }

    @Test
    void aServersFailureIsNeitherNoMxNorNoSuchDomain() {
        dns.has("example.org", Type.A, "198.51.100.1").fails("example.org", Type.MX, Rcode.SERVFAIL);

        assertThatExceptionOfType(PrimaryUnreachable.class)
                .isThrownBy(() -> found(MX))
                .withMessageStartingWith("DNS does not answer example.org MX: ");
    }

    @Test
    void aFailureIsNotRememberedOverTheNextAnswer() throws PrimaryUnreachable {
        dns.fails("mail.example", Type.A, Rcode.SERVFAIL).fails("mail.example", Type.AAAA, Rcode.SERVFAIL);
        assertThatExceptionOfType(PrimaryUnreachable.class).isThrownBy(() -> found(host("mail.example", 25)));

        dns.recovers().has("mail.example", Type.A, "198.51.100.1");

        assertThat(found(host("mail.example", 25))).containsExactly("198.51.100.1:25");
    }

    @Test
    void silenceIsBoundedAndNamed() {
        dns.fallsSilent();
        lookup = lookup(Duration.ofSeconds(1), dns);

        assertTimeoutPreemptively(
                FOREVER,
                () -> assertThatExceptionOfType(PrimaryUnreachable.class)
                        .isThrownBy(() -> found(MX))
                        .withMessageStartingWith("DNS does not answer example.org MX"));
    }

    @Test
    void aSilentServerIsPassedOverForTheNext() throws Exception {
        try (ScriptedDns second = new ScriptedDns()) {
            second.has("example.org", Type.MX, "10 a.example").has("a.example", Type.A, "198.51.100.1");
            dns.fallsSilent();
            lookup = lookup(LONGEST, dns, second);

            assertThat(found(MX)).containsExactly("198.51.100.1:25");
            assertThat(dns.asked()).isNotEmpty();
        }
    }

    @Test
    void theFirstServerIsAskedFirstAndTheSecondOnlyIfNeeded() throws Exception {
        try (ScriptedDns second = new ScriptedDns()) {
            dns.has("mail.example", Type.A, "198.51.100.1");
            lookup = lookup(LONGEST, dns, second);

            assertThat(found(host("mail.example", 25))).containsExactly("198.51.100.1:25");
            assertThat(second.asked()).isEmpty();
        }
    }

    @Test
    void namesAreAskedForAsTheyAreWithoutASearchPath() {
        assertThatExceptionOfType(PrimaryUnreachable.class).isThrownBy(() -> found(host("mail", 25)));

        assertThat(dns.asked()).containsExactly("UDP mail. A", "UDP mail. AAAA");
    }

    @Test
    void aTruncatedAnswerIsAskedForByTcp() throws PrimaryUnreachable {
        dns.truncates("example.org")
                .has("example.org", Type.MX, "10 a.example")
                .has("a.example", Type.A, "198.51.100.1");

        assertThat(found(MX)).containsExactly("198.51.100.1:25");
        assertThat(dns.asked()).contains("UDP example.org. MX", "TCP example.org. MX");
    }

    @Test
    void aliasesAreFollowed() throws PrimaryUnreachable {
        dns.has("example.org", Type.MX, "10 alias.example")
                .has("alias.example", Type.CNAME, "a.example")
                .has("a.example", Type.A, "198.51.100.1");

        assertThat(found(MX)).containsExactly("198.51.100.1:25");
    }

    @Test
    void aLoopOfAliasesEnds() {
        dns.has("a.example", Type.CNAME, "b.example").has("b.example", Type.CNAME, "a.example");

        assertTimeoutPreemptively(
                FOREVER,
                () -> assertThatExceptionOfType(PrimaryUnreachable.class)
                        .isThrownBy(() -> found(host("a.example", 25)))
                        .withMessageStartingWith("DNS does not answer a.example A"));
    }

    @Test
    void ourselvesAndAllThatAreNoBetterAreDroppedByName() throws PrimaryUnreachable {
        dns.has("example.org", Type.MX, "10 a.example", "20 MX2.example.net", "20 twin.example", "30 worse.example")
                .has("a.example", Type.A, "198.51.100.1")
                .has("mx2.example.net", Type.A, "198.51.100.2")
                .has("twin.example", Type.A, "198.51.100.3")
                .has("worse.example", Type.A, "198.51.100.4");

        assertThat(found(MX)).containsExactly("198.51.100.1:25");
    }

    @Test
    void ourselvesAndAllThatAreNoBetterAreDroppedByAddress() throws PrimaryUnreachable {
        dns.has("example.org", Type.MX, "10 a.example", "20 another-name-of-ours.example", "30 worse.example")
                .has("a.example", Type.A, "198.51.100.1")
                .has("another-name-of-ours.example", Type.A, "127.0.0.1")
                .has("worse.example", Type.A, "198.51.100.4");

        assertThat(found(MX)).containsExactly("198.51.100.1:25");
    }

    @Test
    void whereWeAreTheBestThereIsNoPrimary() {
        dns.has("example.org", Type.MX, "10 mx2.example.net", "20 b.example").has("b.example", Type.A, "198.51.100.2");

        assertUnreachable(
                MX,
                "of the mail exchangers of example.org none is better than this host:"
                        + " give its <primary> as smtp://host:port");
    }

    @Test
    void aNamedHostIsTakenWithAllItsAddressesAndItsPort() throws PrimaryUnreachable {
        dns.has("mail.example", Type.A, "198.51.100.1", "198.51.100.2").has("mail.example", Type.AAAA, "2001:db8::1");

        assertThat(found(host("mail.example", 2525)))
                .containsExactlyInAnyOrder("198.51.100.1:2525", "198.51.100.2:2525", "2001:db8::1:2525")
                .endsWith("2001:db8::1:2525");
    }

    @Test
    void anAddressIsTakenAsItStandsAndDnsIsNotAsked() throws PrimaryUnreachable {
        assertThat(found(host("198.51.100.25", 2525), host("2001:db8::25", 25)))
                .containsExactly("198.51.100.25:2525", "2001:db8::25:25");
        assertThat(dns.asked()).isEmpty();
    }

    @Test
    void aDeadPrimaryDoesNotHideTheNext() throws PrimaryUnreachable {
        dns.fails("dead.example", Type.A, Rcode.SERVFAIL)
                .fails("dead.example", Type.AAAA, Rcode.SERVFAIL)
                .has("mail.example", Type.A, "198.51.100.1");

        assertThat(found(host("dead.example", 25), MX, host("gone.example", 25), host("mail.example", 25)))
                .containsExactly("198.51.100.1:25");
    }

    @Test
    void aDeadExchangerDoesNotHideTheNext() throws PrimaryUnreachable {
        dns.has("example.org", Type.MX, "10 gone.example", "20 b.example").has("b.example", Type.A, "198.51.100.2");

        assertThat(found(MX)).containsExactly("198.51.100.2:25");
    }

    @Test
    void whereAllAreDeadAllAreNamed() {
        dns.has("example.org", Type.MX, "10 a.example", "20 b.example");

        assertUnreachable(
                List.of(host("mail.example", 25), MX),
                "DNS knows no mail.example; DNS knows no a.example; DNS knows no b.example");
    }

    @Test
    void anAddressThatTwoPrimariesShareIsTriedOnce() throws PrimaryUnreachable {
        dns.has("a.example", Type.A, "198.51.100.1").has("b.example", Type.A, "198.51.100.1", "198.51.100.2");

        assertThat(found(host("a.example", 25), host("b.example", 25), host("b.example", 2525)))
                .startsWith("198.51.100.1:25")
                .containsExactlyInAnyOrder(
                        "198.51.100.1:25", "198.51.100.2:25", "198.51.100.1:2525", "198.51.100.2:2525");
    }

    private void assertUnreachable(Primary primary, String why) {
        assertUnreachable(List.of(primary), why);
    }

    private void assertUnreachable(List<Primary> primaries, String why) {
        assertThatExceptionOfType(PrimaryUnreachable.class)
                .isThrownBy(() -> lookup.of(domain(primaries)))
                .withMessage(why);
    }

    private List<String> found(Primary... primaries) throws PrimaryUnreachable {
        return lookup.of(domain(List.of(primaries))).stream()
                .map(address -> IpAddress.of(address.getAddress()) + ":" + address.getPort())
                .toList();
    }

    private static RelayDomain domain(List<Primary> primaries) {
        return new RelayDomain(new DomainName("example.org"), primaries, "here");
    }

    private static Primary host(String host, int port) {
        return new Primary.Host(host, port);
    }

    private static PrimaryLookup lookup(Duration longest, ScriptedDns... servers) {
        DnsSettings settings =
                new DnsSettings(Arrays.stream(servers).map(ScriptedDns::server).toList());
        return new PrimaryLookup(
                new Dns(settings, PER_SERVER, longest), new Ourselves("mx2.example.net", Self.UNNAMED));
    }
}
