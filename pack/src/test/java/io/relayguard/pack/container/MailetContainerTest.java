package io.relayguard.pack.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.james.core.MailAddress;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a mail ends that comes through RelayDenied and RecipientInRelayDomain, as the samples have them. */
class MailetContainerTest {
    private static final String OUTSIDE = "203.0.113.9";
    private static final String INSIDE = "10.1.2.3";
    private static final String DENIED = "memory://var/mail/relay-denied";
    private static final String BUFFER = "memory://var/mail/secondary-mx/mx2-a/";

    private static final String PROCESSORS = """
            <processor state="root">
              <mailet match="All" class="ToProcessor"><processor>transport</processor></mailet>
            </processor>
            <processor state="transport">
              <mailet match="io.relayguard.matchers.RelayDenied" class="io.relayguard.mailets.RejectRelay">
                <repository>memory://var/mail/relay-denied</repository>
              </mailet>
              <mailet match="io.relayguard.matchers.RecipientInRelayDomain"
                      class="io.relayguard.mailets.SecondaryMxQueue"/>
              <mailet match="io.relayguard.matchers.RemoteAddrNotInNetwork=10.0.0.0/8" class="ToProcessor">
                <processor>from-outside</processor>
              </mailet>
              <mailet match="io.relayguard.matchers.RecipientNotLocalDomain" class="ToProcessor">
                <processor>relay</processor>
              </mailet>
              <mailet match="All" class="ToProcessor"><processor>local-delivery</processor></mailet>
            </processor>
            <processor state="from-outside"><mailet match="All" class="Arrived"/></processor>
            <processor state="relay"><mailet match="All" class="Arrived"/></processor>
            <processor state="local-delivery"><mailet match="All" class="Arrived"/></processor>
            <processor state="error"><mailet match="All" class="Arrived"/></processor>
            """;

    private MailetContainer container;

    @BeforeEach
    void start() throws Exception {
        container = new MailetContainer(PROCESSORS);
    }

    @AfterEach
    void stop() {
        container.close();
    }

    @Test
    void fromOutsideToOutsideEndsInTheRepositoryForDeniedMail() throws Exception {
        container.service(mail(OUTSIDE, "you@elsewhere.example", "you%elsewhere.example@example.org"));

        assertThat(container.kept(DENIED))
                .containsExactly("[you@elsewhere.example, you%elsewhere.example@example.org]");
        assertThat(container.kept(BUFFER + "example.org")).isEmpty();
        assertThat(container.arrivals()).isEmpty();
    }

    @Test
    void mailForARelayDomainEndsInTheBuffer() throws Exception {
        container.service(mail(OUTSIDE, "ann@example.org"));

        assertThat(container.kept(BUFFER + "example.org")).containsExactly("[ann@example.org]");
        assertThat(container.kept(DENIED)).isEmpty();
        assertThat(container.arrivals()).isEmpty();
    }

    @Test
    void eachRecipientOfOneMailGoesItsOwnWay() throws Exception {
        container.service(
                mail(OUTSIDE, "you@elsewhere.example", "ann@example.org", "dan@example.net", "bob@example.com"));

        assertThat(container.kept(DENIED)).containsExactly("[you@elsewhere.example]");
        assertThat(container.kept(BUFFER + "example.org")).containsExactly("[ann@example.org]");
        assertThat(container.kept(BUFFER + "example.net")).containsExactly("[dan@example.net]");
        assertThat(container.arrivals()).containsExactly("from-outside: bob@example.com");
    }

    @Test
    void mailFromInsideGoesOut() throws Exception {
        container.service(mail(INSIDE, "you@elsewhere.example", "ann@example.org", "bob@example.com"));

        assertThat(container.kept(DENIED)).isEmpty();
        assertThat(container.kept(BUFFER + "example.org")).containsExactly("[ann@example.org]");
        assertThat(container.arrivals())
                .containsExactlyInAnyOrder("relay: you@elsewhere.example", "local-delivery: bob@example.com");
    }

    @Test
    void whatCannotBeStoredIsNotLost() throws Exception {
        container.james.repositories.fill(BUFFER + "example.org");

        container.service(mail(INSIDE, "ann@example.org", "bob@example.com"));

        assertThat(container.arrivals())
                .containsExactlyInAnyOrder("error: ann@example.org", "local-delivery: bob@example.com");
    }

    @Test
    void whileTheListOfDomainsDoesNotAnswerNothingGoesOutAndNothingIsLost() throws Exception {
        container.james.domains.goDown();

        container.service(mail(OUTSIDE, "you@elsewhere.example", "bob@example.com"));

        assertThat(container.kept(DENIED)).isEmpty();
        assertThat(container.arrivals())
                .containsExactlyInAnyOrder("error: you@elsewhere.example", "error: bob@example.com");
    }

    @Test
    void aWrongParameterStopsTheContainer() {
        assertThatThrownBy(() ->
                        new MailetContainer(PROCESSORS.replace("<repository>", "<action>burn</action><repository>")))
                .hasMessageContaining("io.relayguard.mailets.RejectRelay")
                .hasStackTraceContaining("burn");
    }

    @Test
    void aWrongConditionStopsTheContainer() {
        assertThatThrownBy(() -> new MailetContainer(PROCESSORS.replace("=10.0.0.0/8", "=10.0.0.0/33")))
                .hasStackTraceContaining("10.0.0.0/33");
    }

    private static Mail mail(String address, String... recipients) throws Exception {
        return MailImpl.builder()
                .name("m1")
                .sender(new MailAddress("a@elsewhere.example"))
                .addRecipients(recipients)
                .remoteAddr(address)
                .addAttribute(new Attribute(Mail.SMTP_SESSION_ID, AttributeValue.of("session")))
                .mimeMessage(
                        MimeMessageBuilder.mimeMessageBuilder().setSubject("a").setText("b"))
                .state(Mail.DEFAULT)
                .build();
    }
}
