package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.relayguard.buffer.PrimaryUnreachable;
import io.relayguard.buffer.smtp.PrimaryAddress;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.TlsRule;
import io.relayguard.core.settings.DnsSettings;
import io.relayguard.core.settings.Self;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** RFC 5321 section 5.1, case by case: the records, and who is left, in order. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "10 a.example, 20 b.example|198.51.100.1 198.51.100.2",
                "20 a.example, 10 b.example|198.51.100.2 198.51.100.1",
                "0 a.example, 65535 b.example|198.51.100.1 198.51.100.2",
                // the same host twice is tried once
                "10 a.example, 20 a.example|198.51.100.1",
                "10 a.example, 10 a.example|198.51.100.1",
                // by name, in whatever case, and whatever its address
                "10 a.example, 20 MX2.Example.NET, 30 b.example|198.51.100.1",
                "10 mx2.example.net, 20 a.example|none is better",
                // by the name or the address that <self> says, behind NAT
                "10 a.example, 20 mail.example.net, 30 b.example|198.51.100.1",
                "10 a.example, 20 nat.example, 30 b.example|198.51.100.1",
                "10 nat.example|none is better",
                // by one of several addresses, of either family
                "10 a.example, 20 mixed.example, 30 b.example|198.51.100.1",
                "10 a.example, 20 loopback6.example, 30 b.example|198.51.100.1",
                // by the name behind an alias
                "10 a.example, 20 alias-of-ours.example, 30 b.example|198.51.100.1",
                // equals go with us
                "10 a.example, 20 b.example, 20 nat.example|198.51.100.1",
                "10 b.example, 10 nat.example|none is better",
                // one that cannot be found does not keep the next from being tried
                "10 gone.example, 20 b.example|198.51.100.2",
                "10 broken.example, 20 b.example|198.51.100.2",
                "10 addressless.example, 20 b.example|198.51.100.2",
                // all that cannot be found are named, each with its own reason
                "10 gone.example|DNS knows no gone.example",
                "10 broken.example|DNS does not answer broken.example A",
                "10 addressless.example|addressless.example has no address",
                // null MX (RFC 7505), alone and among others
                "0 .|null MX",
                "0 ., 10 a.example|null MX",
                // both families, IPv4 first
                "10 both.example|198.51.100.3 2001:db8::3",
                // an alias is followed, though an exchanger should be none (RFC 5321 section 5.1, RFC 2181 section
                // 10.3)
                "10 alias.example|198.51.100.1",
                // an address is no name, be it our own
                "10 127.0.0.1|DNS knows no 127.0.0.1",
                "10 198.51.100.1|DNS knows no 198.51.100.1",
            })
    void theExchangersOfADomain(String records, String found) {
        dns.has("example.org", Type.MX, records.split(", "))
                .has("a.example", Type.A, "198.51.100.1")
                .has("b.example", Type.A, "198.51.100.2")
                .has("both.example", Type.A, "198.51.100.3")
                .has("both.example", Type.AAAA, "2001:db8::3")
                .has("mx2.example.net", Type.A, "198.51.100.9")
                .has("mail.example.net", Type.A, "198.51.100.9")
                .has("nat.example", Type.A, "203.0.113.7")
                .has("mixed.example", Type.A, "198.51.100.9", "203.0.113.7")
                .has("loopback6.example", Type.AAAA, "::1")
                .has("alias.example", Type.CNAME, "a.example")
                .has("alias-of-ours.example", Type.CNAME, "mail.example.net")
                .has("addressless.example", Type.TXT, "nothing")
                .fails("broken.example", Type.A, Rcode.SERVFAIL)
                .fails("broken.example", Type.AAAA, Rcode.SERVFAIL);
        lookup = lookup(
                LONGEST,
                new Self(
                        Set.of(IpAddress.parse("203.0.113.7").orElseThrow()),
                        Set.of(new DomainName("mail.example.net"))),
                dns);

        if (found.matches("[0-9a-f.: ]+")) {
            assertThat(foundOrWhyNot()).isEqualTo(found);
        } else {
            assertThat(foundOrWhyNot()).contains(found);
        }
    }

    private String foundOrWhyNot() {
        try {
            return lookup.of(domain(List.of(MX))).stream()
                    .map(address -> IpAddress.of(address.ip()).toString())
                    .collect(Collectors.joining(" "));
        } catch (PrimaryUnreachable none) {
            return none.why();
        }
    }

    @Test
    void aServersFailureIsToldFromANameThatIsNotThere() {
        assertThat(foundOrWhyNot()).isEqualTo("DNS knows no example.org");
        dns.fails("example.org", Type.MX, Rcode.SERVFAIL);
        assertThat(foundOrWhyNot()).startsWith("DNS does not answer example.org MX: ");
    }

    @Test
    void theRuleForTlsAndTheNameForTheCertificateComeAlong() throws PrimaryUnreachable {
        dns.has("mail.example", Type.A, "198.51.100.1")
                .has("example.org", Type.MX, "10 mx.example")
                .has("mx.example", Type.A, "198.51.100.2");

        assertThat(lookup.of(domain(List.of(
                        new Primary.Host("mail.example", 2525, TlsRule.VERIFIED),
                        new Primary.Host("198.51.100.3", 25, TlsRule.NONE),
                        MX))))
                .extracting(PrimaryAddress::host, PrimaryAddress::tls)
                .containsExactly(
                        tuple("mail.example", TlsRule.VERIFIED),
                        tuple("198.51.100.3", TlsRule.NONE),
                        tuple("mx.example", TlsRule.OPPORTUNISTIC));
    }

    @Test
    void anAddressUnderASecondRuleForTlsIsTriedAgain() throws PrimaryUnreachable {
        assertThat(lookup.of(domain(List.of(
                        new Primary.Host("198.51.100.3", 25, TlsRule.REQUIRED),
                        new Primary.Host("198.51.100.3", 25, TlsRule.NONE),
                        new Primary.Host("198.51.100.3", 25, TlsRule.REQUIRED)))))
                .extracting(PrimaryAddress::tls)
                .containsExactly(TlsRule.REQUIRED, TlsRule.NONE);
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
                .map(address ->
                        IpAddress.of(address.ip()) + ":" + address.socket().getPort())
                .toList();
    }

    private static RelayDomain domain(List<Primary> primaries) {
        return new RelayDomain(new DomainName("example.org"), primaries, "here");
    }

    private static Primary host(String host, int port) {
        return new Primary.Host(host, port);
    }

    private static PrimaryLookup lookup(Duration longest, ScriptedDns... servers) {
        return lookup(longest, Self.UNNAMED, servers);
    }

    private static PrimaryLookup lookup(Duration longest, Self self, ScriptedDns... servers) {
        DnsSettings settings =
                new DnsSettings(Arrays.stream(servers).map(ScriptedDns::server).toList());
        return new PrimaryLookup(new Dns(settings, PER_SERVER, longest), new Ourselves("mx2.example.net", self));
    }
}
