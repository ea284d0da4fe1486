package io.relayguard.matchers;

import static io.relayguard.matchers.MailForTests.BY_AUTH;
import static io.relayguard.matchers.MailForTests.BY_JMAP;
import static io.relayguard.matchers.MailForTests.FETCHED;
import static io.relayguard.matchers.MailForTests.GATEWAY;
import static io.relayguard.matchers.MailForTests.INSIDE;
import static io.relayguard.matchers.MailForTests.MADE_HERE;
import static io.relayguard.matchers.MailForTests.OUTSIDE;
import static io.relayguard.matchers.MailForTests.addresses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relayguard.guard.GuardForTests;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.base.test.FakeMail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayDeniedTest {
    private static final List<MailAddress> DENIED_TO_OUTSIDERS = addresses(
            "you@elsewhere.example",
            "you@sub.example.org",
            "you@[203.0.113.80]",
            "you%elsewhere.example@example.org",
            "elsewhere.example!you@example.com",
            "\"you@elsewhere.example\"@example.org");

    private final RelayDenied matcher = new RelayDenied(new GuardForTests().guard);

    @BeforeEach
    void set() throws MessagingException {
        MailForTests.set(matcher);
    }

    @Test
    void whatComesFromOutsideIsDeniedToTheOutside() throws MessagingException {
        for (String address : List.of(OUTSIDE, GATEWAY, "10.9.9.9", "::ffff:203.0.113.9", "2001:db8::1")) {
            assertThat(matcher.match(MailForTests.toAll(address)))
                    .as(address)
                    .containsExactlyElementsOf(DENIED_TO_OUTSIDERS);
        }
    }

    @Test
    void whatComesFromInsideIsNotDenied() throws MessagingException {
        assertThat(matcher.match(MailForTests.toAll(INSIDE))).isEmpty();
        assertThat(matcher.match(MailForTests.toAll("fe80::1%eth0"))).isEmpty();
        assertThat(matcher.match(MailForTests.toAll(OUTSIDE, BY_AUTH))).isEmpty();
        assertThat(matcher.match(MailForTests.toAll(OUTSIDE, BY_JMAP))).isEmpty();
        assertThat(matcher.match(MailForTests.toAll(OUTSIDE, MADE_HERE))).isEmpty();
    }

    @Test
    void fetchedMailIsFromOutsideWhateverAddressJamesFilledIn() throws MessagingException {
        assertThat(matcher.match(MailForTests.toAll("127.0.0.1", FETCHED)))
                .containsExactlyElementsOf(DENIED_TO_OUTSIDERS);
        assertThat(matcher.match(MailForTests.toAll("127.0.0.1", FETCHED, MADE_HERE)))
                .containsExactlyElementsOf(DENIED_TO_OUTSIDERS);
    }

    @Test
    void mailOfUnknownOriginIsFromOutsideWhateverAddressJamesFilledIn() throws MessagingException {
        FakeMail mail = FakeMail.builder()
                .name("m1")
                .sender("a@elsewhere.example")
                .recipients(MailForTests.all())
                .remoteAddr("127.0.0.1")
                .build();

        assertThat(matcher.match(mail)).containsExactlyElementsOf(DENIED_TO_OUTSIDERS);
    }

    @Test
    void whatOnlyObservesIsNotDeniedAndIsNotedWhereNoHookAsked() throws MessagingException {
        GuardForTests james =
                new GuardForTests("<relayguard mode=\"observe\"><role>outgoing-relay</role></relayguard>");
        RelayDenied observing = MailForTests.set(new RelayDenied(james.guard));
        String[] local = {"bob@example.com"};

        assertThat(observing.match(MailForTests.mail("127.0.0.1", local, FETCHED)))
                .isEmpty();
        assertThat(james.metrics.countFor("relayguard.observed.not-our-role")).isEqualTo(1);

        assertThat(observing.match(MailForTests.mail(OUTSIDE, local))).isEmpty();
        assertThat(james.metrics.countFor("relayguard.observed.not-our-role")).isEqualTo(1);
    }

    @Test
    void itAsksThePolicyThatHoldsNow() throws MessagingException {
        GuardForTests james = new GuardForTests("<relayguard/>");
        RelayDenied changing = MailForTests.set(new RelayDenied(james.guard));
        String[] foreign = {"you@elsewhere.example"};
        assertThat(changing.match(MailForTests.mail(INSIDE, foreign))).hasSize(1);

        james.write("<relayguard><networks><internal>10.0.0.0/8</internal></networks></relayguard>");
        assertThat(james.guard.reload()).isEmpty();

        assertThat(changing.match(MailForTests.mail(INSIDE, foreign))).isEmpty();
    }

    @Test
    void aMailWithoutASenderIsJudgedAlike() throws MessagingException {
        FakeMail mail = FakeMail.builder()
                .name("m1")
                .sender(MailAddress.nullSender())
                .recipients(MailForTests.all())
                .remoteAddr(OUTSIDE)
                .attribute(MailForTests.BY_SMTP)
                .build();

        assertThat(matcher.match(mail)).containsExactlyElementsOf(DENIED_TO_OUTSIDERS);
    }

    @Test
    void aConditionStopsTheStartSinceItWouldNarrowNothing() {
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> MailForTests.set(new RelayDenied(new GuardForTests().guard), "10.0.0.0/8"))
                .withMessage("RelayDenied: found the condition \"10.0.0.0/8\", expected none");
    }

    @Test
    void whileTheListOfDomainsIsSilentItDoesNotGuess() throws MessagingException {
        RelayDenied blind = MailForTests.set(new RelayDenied(MailForTests.withoutDomains().guard));

        for (String address : List.of(OUTSIDE, INSIDE)) {
            assertThatExceptionOfType(MessagingException.class)
                    .isThrownBy(() -> blind.match(MailForTests.toAll(address)))
                    .withMessageStartingWith("cannot judge the recipients of m1");
        }
    }

    @Test
    void mailForRelayDomainsNeedsNoListOfDomainsAndNoBuffer() throws MessagingException {
        RelayDenied blind = MailForTests.set(new RelayDenied(MailForTests.withoutDomains().guard));

        assertThat(blind.match(MailForTests.mail(OUTSIDE, new String[] {"ann@example.org", "a%b@example.org"})))
                .containsExactlyElementsOf(addresses("a%b@example.org"));
    }
}
