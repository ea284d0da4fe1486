package io.relayguard.matchers;

import static io.relayguard.matchers.MailForTests.addresses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relayguard.guard.GuardForTests;
import javax.mail.MessagingException;
import org.junit.jupiter.api.Test;

class RecipientInRelayDomainTest {
    @Test
    void recipientsOfRelayDomainsMatchAndNoOthers() throws MessagingException {
        RecipientInRelayDomain matcher = MailForTests.set(new RecipientInRelayDomain(new GuardForTests().guard));

        assertThat(matcher.match(MailForTests.toAll(MailForTests.OUTSIDE)))
                .containsExactlyElementsOf(addresses(
                        "ann@example.org",
                        "ann@EXAMPLE.org",
                        "eve@both.example",
                        "you%elsewhere.example@example.org",
                        "\"you@elsewhere.example\"@example.org"));
    }

    @Test
    void itDoesNotNeedTheListOfDomains() throws MessagingException {
        RecipientInRelayDomain matcher =
                MailForTests.set(new RecipientInRelayDomain(MailForTests.withoutDomains().guard));

        assertThat(matcher.match(MailForTests.toAll(MailForTests.OUTSIDE))).hasSize(5);
    }

    @Test
    void aConditionStopsTheStartSinceItWouldNarrowNothing() {
        RecipientInRelayDomain matcher = new RecipientInRelayDomain(new GuardForTests().guard);

        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> MailForTests.set(matcher, "example.org"))
                .withMessage("RecipientInRelayDomain: found the condition \"example.org\", expected none");
    }
}
