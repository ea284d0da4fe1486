package io.relayguard.mailets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.Verdict;
import io.relayguard.guard.GuardForTests;
import io.relayguard.guard.RelayGuard;
import java.io.ByteArrayInputStream;
import java.util.Collection;
import java.util.List;
import javax.inject.Inject;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondaryMxQueueTest {
    private static final String ORG = "memory://var/mail/secondary-mx/mx2-a/example.org";
    private static final String NET = "memory://var/mail/secondary-mx/mx2-a/example.net";

    private final GuardForTests james = new GuardForTests();
    private final SecondaryMxQueue mailet = new SecondaryMxQueue(james.guard);

    @BeforeEach
    void init() throws MessagingException {
        mailet.init(FakeMailetConfig.builder().build());
    }

    @AfterEach
    void destroy() {
        mailet.destroy();
    }

    @Test
    void aMailThatIsWhollyKeptIsDone() throws Exception {
        Mail mail = mail("ann@example.org", "Bea@EXAMPLE.ORG");

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(mail.getRecipients()).isEmpty();
        assertThat(recipients(ORG)).containsExactly("[ann@example.org, Bea@example.org]");
    }

    @Test
    void everyRelayDomainGetsItsShareAndTheOthersGoOn() throws Exception {
        Mail mail = mail(
                "you@elsewhere.example", "ann@example.org", "dan@example.net", "bob@example.com", "bea@example.org");

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo("transport");
        assertThat(mail.getRecipients()).hasToString("[you@elsewhere.example, bob@example.com]");
        assertThat(recipients(ORG)).containsExactly("[ann@example.org, bea@example.org]");
        assertThat(recipients(NET)).containsExactly("[dan@example.net]");
    }

    @Test
    void aMailForNoRelayDomainIsLeftAlone() throws Exception {
        Mail mail = mail("bob@example.com");

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo("transport");
        assertThat(mail.getRecipients()).hasToString("[bob@example.com]");
        assertThat(james.repositories.getUrls()).noneMatch(url -> url.asString().endsWith("example.com"));
    }

    @Test
    void whereTheSecondShareFailsExactlyTheRestStaysWithJames() throws Exception {
        james.repositories.fill(NET);
        Mail mail = mail("ann@example.org", "dan@example.net", "bob@example.com", "bea@example.org");

        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> mailet.service(mail))
                .withMessage(NET + " is full");

        assertThat(mail.getState()).isEqualTo("transport");
        assertThat(mail.getRecipients()).hasToString("[dan@example.net, bob@example.com]");
        assertThat(recipients(ORG)).containsExactly("[ann@example.org, bea@example.org]");
        assertThat(recipients(NET)).isEmpty();
    }

    @Test
    void whereTheFirstShareFailsTheWholeMailStaysWithJames() throws Exception {
        james.repositories.fill(ORG);
        Mail mail = mail("ann@example.org", "dan@example.net");

        assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> mailet.service(mail));

        assertThat(mail.getState()).isEqualTo("transport");
        assertThat(mail.getRecipients()).hasToString("[ann@example.org, dan@example.net]");
        assertThat(recipients(NET)).isEmpty();
    }

    @Test
    void theRestIsKeptOnceThereIsRoomAndNothingTwice() throws Exception {
        james.repositories.fill(NET);
        Mail mail = mail("ann@example.org", "dan@example.net");
        assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> mailet.service(mail));

        james.repositories.empty(NET);
        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(recipients(ORG)).containsExactly("[ann@example.org]");
        assertThat(recipients(NET)).containsExactly("[dan@example.net]");
    }

    @Test
    void oneEntryThatIsDestroyedLeavesTheBufferToTheOther() throws Exception {
        SecondaryMxQueue other = new SecondaryMxQueue(james.guard);
        other.init(FakeMailetConfig.builder().build());

        other.destroy();
        assertThat(verdict()).isInstanceOf(Verdict.KeepForPrimary.class);
        mailet.service(mail("ann@example.org"));
        assertThat(recipients(ORG)).hasSize(1);

        mailet.destroy();
        assertThat(verdict()).isEqualTo(new Verdict.NotNow(Verdict.Postponement.BUFFER_NOT_WIRED));
    }

    @Test
    void afterTheEndAMailStaysWithJames() throws Exception {
        mailet.destroy();
        Mail mail = mail("ann@example.org");

        assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> mailet.service(mail));
        assertThat(mail.getRecipients()).hasToString("[ann@example.org]");
    }

    @Test
    void aParameterStopsTheStartSinceAllIsInRelayguardXml() {
        GuardForTests other = new GuardForTests();
        SecondaryMxQueue wrong = new SecondaryMxQueue(other.guard);

        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> wrong.init(FakeMailetConfig.builder()
                        .setProperty("repository", "file://x")
                        .build()))
                .withMessageContaining("repository");
    }

    @Test
    void whatToDoWithAnExceptionIsJamessParameter() throws Exception {
        SecondaryMxQueue other = new SecondaryMxQueue(james.guard);

        other.init(FakeMailetConfig.builder()
                .setProperty("onMailetException", "propagate")
                .build());
        other.destroy();

        assertThat(other.getMailetInfo()).isEqualTo("Relay Guard: SecondaryMxQueue");
    }

    @Test
    void jamesCanMakeItFromTheGuard() throws ReflectiveOperationException {
        assertThat(SecondaryMxQueue.class.getConstructor(RelayGuard.class).isAnnotationPresent(Inject.class))
                .isTrue();
    }

    private Verdict verdict() {
        return james.guard
                .decide(new Origin.Ourselves(), ReversePath.NULL, new Recipient("ann", "example.org"))
                .verdict();
    }

    private List<String> recipients(String url) {
        return james.repositories.mails(url).stream()
                .map(Mail::getRecipients)
                .map(Collection::toString)
                .toList();
    }

    private static Mail mail(String... recipients) throws Exception {
        MailImpl mail = MailImpl.builder()
                .name("m1")
                .sender(new MailAddress("a@elsewhere.example"))
                .addRecipients(recipients)
                .mimeMessage(new MimeMessage(
                        (Session) null, new ByteArrayInputStream("Subject: m1\r\n\r\n".getBytes(UTF_8))))
                .build();
        mail.setState("transport");
        return mail;
    }
}
