package io.relayguard.matchers;

import static io.relayguard.matchers.MailForTests.addresses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relayguard.guard.GuardForTests;
import javax.mail.MessagingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientNotLocalDomainTest {
    private final RecipientNotLocalDomain matcher = new RecipientNotLocalDomain(new GuardForTests().guard);

    @Test
    void recipientsMatchWhoseDomainIsNeitherJamessNorARelayDomain() throws MessagingException {
        assertThat(MailForTests.set(matcher).match(MailForTests.toAll(MailForTests.OUTSIDE)))
                .containsExactlyElementsOf(
                        addresses("you@elsewhere.example", "you@sub.example.org", "you@[203.0.113.80]"));
    }

    @Test
    void whereTheMailIsFromDoesNotMatter() throws MessagingException {
        assertThat(MailForTests.set(matcher).match(MailForTests.toAll(MailForTests.INSIDE, MailForTests.MADE_HERE)))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "elsewhere.example,sub.example.org",
                " Elsewhere.Example. ,\n SUB.example.org ",
                "elsewhere.example, sub.example.org, elsewhere.example"
            })
    void aConditionAddsDomains(String condition) throws MessagingException {
        assertThat(MailForTests.set(matcher, condition).match(MailForTests.toAll(MailForTests.OUTSIDE)))
                .containsExactlyElementsOf(addresses("you@[203.0.113.80]"));
    }

    @Test
    void anAddedDomainBringsNoSubdomains() throws MessagingException {
        assertThat(MailForTests.set(matcher, "example").match(MailForTests.toAll(MailForTests.OUTSIDE)))
                .hasSize(3);
    }

    @Test
    void aWrongConditionStopsTheStartWithEveryProblemNamed() {
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> MailForTests.set(matcher, "example.com, 192.0.2.1, *.example.net,, -x"))
                .withMessage("RecipientNotLocalDomain: found \"192.0.2.1\", \"*.example.net\", \"\", \"-x\", expected"
                        + " domain names separated by commas, such as example.com, example.net");
    }

    @Test
    void whileTheListOfDomainsIsSilentItDoesNotGuess() throws MessagingException {
        RecipientNotLocalDomain blind =
                MailForTests.set(new RecipientNotLocalDomain(MailForTests.withoutDomains().guard));

        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> blind.match(MailForTests.toAll(MailForTests.OUTSIDE)))
                .withMessageStartingWith("cannot judge the recipients of m1")
                .withStackTraceContaining("the backend is down");
    }

    @Test
    void whatOurOwnFileSaysIsKnownEvenThen() throws MessagingException {
        RecipientNotLocalDomain blind =
                MailForTests.set(new RecipientNotLocalDomain(MailForTests.withoutDomains().guard), "example.net");

        assertThat(blind.match(
                        MailForTests.mail(MailForTests.OUTSIDE, new String[] {"a@example.org", "b@example.net"})))
                .isEmpty();
    }
}
