package io.relayguard.core.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.DomainName;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {
    private static final ZoneName ZONE = Zones.name("bad.example.com");

    /** As in RFC 5782, sections 2.1, 2.2 and 2.4, each name with the dot that ends it. */
    @Test
    void aZoneIsAskedForTheSubjectBelowIt() {
        assertThat(new Subject.Client(Zones.address("192.0.2.99")).nameIn(ZONE))
                .contains("99.2.0.192.bad.example.com.");
        assertThat(new Subject.Client(Zones.address("2001:db8:1:2:3:4:567:89ab"))
                        .nameIn(Zones.name("ugly.example.com")))
                .contains("b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2.ugly.example.com.");
        assertThat(new Subject.Sender(new DomainName("example.net")).nameIn(Zones.name("doms.example.net")))
                .contains("example.net.doms.example.net.");
        assertThat(new Subject.Helo(new DomainName("mx.example.net")).nameIn(Zones.name("doms.example.net")))
                .contains("mx.example.net.doms.example.net.");
    }

    @Test
    void everySubjectHasItsKind() {
        assertThat(new Subject.Client(Zones.address("192.0.2.99")).kind()).isEqualTo(Kind.CLIENT);
        assertThat(new Subject.Sender(new DomainName("example.net")).kind()).isEqualTo(Kind.SENDER);
        assertThat(new Subject.Helo(new DomainName("example.net")).kind()).isEqualTo(Kind.HELO);
    }

    @Test
    void everySubjectIsShownAsPeopleWriteIt() {
        assertThat(new Subject.Client(Zones.address("2001:DB8::99")).shown()).isEqualTo("2001:db8::99");
        assertThat(new Subject.Sender(new DomainName("example.net")).shown()).isEqualTo("example.net");
        assertThat(new Subject.Helo(new DomainName("mx.example.net")).shown()).isEqualTo("mx.example.net");
    }

    @ParameterizedTest
    @CsvSource({"client, CLIENT", "sender, SENDER", "helo, HELO"})
    void aKindIsWrittenByItsCode(String code, Kind kind) {
        assertThat(Kind.ofCode(code)).contains(kind);
        assertThat(kind.code()).isEqualTo(code);
        assertThat(Kind.ofCode(code.toUpperCase(Locale.ROOT))).isEmpty();
    }

    @Test
    void aNameThatDnsHasNoRoomForIsNotAskedFor() {
        DomainName longest = domain(253 - ".bad.example.com".length());
        assertThat(new Subject.Sender(longest).nameIn(ZONE))
                .hasValueSatisfying(name -> assertThat(name).hasSize(254));
        assertThat(new Subject.Helo(longest).nameIn(ZONE)).isPresent();

        DomainName tooLong = domain(254 - ".bad.example.com".length());
        assertThat(new Subject.Sender(tooLong).nameIn(ZONE)).isEmpty();
        assertThat(new Subject.Helo(tooLong).nameIn(ZONE)).isEmpty();
    }

    @Test
    void everyZoneHasRoomForEveryClient() {
        String longest = domain(189).value();
        assertThat(ZoneForm.read(domain(190).value())).isEmpty();
        assertThat(new Subject.Client(Zones.address("2001:db8::1")).nameIn(Zones.name(longest)))
                .hasValueSatisfying(name -> assertThat(name).hasSize(254));
        assertThat(new ZoneLabel(longest)).hasToString(longest);
    }

    /** Labels of one letter, and a long one at the end. */
    private static DomainName domain(int length) {
        int rest = length - 40;
        return new DomainName("a.".repeat(rest / 2) + (rest % 2 == 0 ? "" : "b") + "b".repeat(40));
    }
}
