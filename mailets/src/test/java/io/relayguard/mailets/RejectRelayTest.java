package io.relayguard.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relayguard.guard.GuardForTests;
import io.relayguard.guard.LogForTests;
import io.relayguard.guard.RelayGuard;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectRelayTest {
    private static final String DEFAULT = "memory://var/mail/relay-denied";
    private static final String SENDER = "a@elsewhere.example";
    private static final Map<String, Attribute> ATTRIBUTES = Map.of(
            "fetched",
            attribute("org.apache.james.fetchmail.taskName", AttributeValue.of("fetch-bob")),
            "made-here",
            Mail.SENT_BY_MAILET_ATTRIBUTE,
            "by-auth",
            new Attribute(Mail.SMTP_AUTH_USER, AttributeValue.of("bob@example.com")),
            "by-jmap",
            attribute("org.apache.james.jmap.send.MailMetaData.username", AttributeValue.of("bob@example.com")));

    private final GuardForTests james = new GuardForTests();

    @Test
    void withoutParametersTheMailIsKeptInTheDefaultProtocol() throws Exception {
        Mail mail = mail("203.0.113.9", SENDER);

        set(Map.of()).service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(james.repositories.mails(DEFAULT))
                .singleElement()
                .satisfies(kept ->
                        assertThat(kept.getRecipients()).hasToString("[you@elsewhere.example, me@elsewhere.example]"));
        assertNothingSent();
    }

    @Test
    void keepTakesTheRepositoryThatIsNamed() throws Exception {
        set(Map.of("action", " Keep ", "repository", " memory://var/mail/elsewhere "))
                .service(mail("203.0.113.9", SENDER));

        assertThat(james.repositories.mails("memory://var/mail/elsewhere")).hasSize(1);
        assertThat(james.repositories.mails(DEFAULT)).isEmpty();
    }

    @Test
    void discardDropsTheMailAndSaysSoInTheLog() throws Exception {
        Mail mail = mail("203.0.113.9", SENDER);
        try (LogForTests log = new LogForTests("io.relayguard")) {
            log.start();
            set(Map.of("action", "discard")).service(mail);

            assertThat(log.lines())
                    .containsExactly(
                            "WARN event=rejected action=discarded mail=\"m1\" origin=\"client 203.0.113.9\""
                                    + " from=\"<a@elsewhere.example>\" to=\"you@elsewhere.example\"",
                            "WARN event=rejected action=discarded mail=\"m1\" origin=\"client 203.0.113.9\""
                                    + " from=\"<a@elsewhere.example>\" to=\"me@elsewhere.example\"");
        }

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(james.repositories.getUrls()).isEmpty();
        assertThat(james.metrics.countFor("relayguard.rejected.discarded")).isEqualTo(2);
        assertNothingSent();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, none, true",
        "fe80::1%eth0, none, true",
        "203.0.113.9, by-auth, true",
        "127.0.0.1, by-jmap, true",
        "203.0.113.9, none, false",
        "10.0.0.1, none, false",
        "10.9.9.9, none, false",
        "127.0.0.1, fetched, false",
        "127.0.0.1, made-here, false"
    })
    void bounceAnswersOnlyWhomWeBelieve(String address, String attribute, boolean bounced) throws Exception {
        Mail mail = mail(address, SENDER);
        if (ATTRIBUTES.containsKey(attribute)) {
            mail.setAttribute(ATTRIBUTES.get(attribute));
        }

        set(Map.of("action", "bounce")).service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(james.context.getBouncedMails()).hasSize(bounced ? 1 : 0);
        assertThat(james.repositories.mails(DEFAULT)).hasSize(bounced ? 0 : 1);
        assertThat(james.metrics.countFor("relayguard.rejected." + (bounced ? "bounced" : "kept")))
                .isEqualTo(2);
    }

    @Test
    void theBounceNamesTheRecipients() throws Exception {
        set(Map.of("action", "bounce")).service(mail("10.1.2.3", SENDER));

        assertThat(james.context.getBouncedMails())
                .singleElement()
                .satisfies(bounce -> assertThat(bounce.getMessage())
                        .isEqualTo("This server does not relay your message to the following recipients:\r\n"
                                + "[you@elsewhere.example, me@elsewhere.example]"));
    }

    @Test
    void aNotificationIsNeverBouncedButKept() throws Exception {
        Mail mail = mail("10.1.2.3", "<>");

        set(Map.of("action", "bounce")).service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(james.repositories.mails(DEFAULT)).hasSize(1);
        assertNothingSent();
    }

    @Test
    void whatCannotBeKeptIsNotEnded() throws Exception {
        RejectRelay mailet = set(Map.of());
        james.repositories.fill(DEFAULT);
        Mail mail = mail("203.0.113.9", SENDER);

        assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> mailet.service(mail));

        assertThat(mail.getState()).isEqualTo("transport");
        assertThat(james.metrics.countFor("relayguard.rejected.kept")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "", "keep,discard", "KEPT"})
    void anUnknownActionStopsTheStart(String action) {
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> set(Map.of("action", action)))
                .withMessage("RejectRelay: found <action>" + action + "</action>, expected keep, discard or bounce");
    }

    @ParameterizedTest
    @ValueSource(strings = {"var/mail/x", "", "unknown://var/mail/x", "memory:/var"})
    void aRepositoryThatJamesDoesNotKnowStopsTheStart(String url) {
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> set(Map.of("repository", url)))
                .withMessageStartingWith("RejectRelay: found <repository>" + url
                        + "</repository>, expected protocol://path with a protocol of mailrepositorystore.xml");
    }

    @Test
    void withoutARepositoryAndADefaultProtocolTheStartIsStopped() {
        james.repositories.forgetDefaultProtocol();

        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> set(Map.of()))
                .withMessage("RejectRelay: found no <repository> and no <defaultProtocol> in mailrepositorystore.xml,"
                        + " expected one of the two");
    }

    @Test
    void aMisspeltParameterStopsTheStart() {
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> set(Map.of("acton", "discard")))
                .withMessageContaining("acton");
    }

    @Test
    void jamesCanMakeItFromTheGuardAndItsRepositories() throws ReflectiveOperationException {
        assertThat(RejectRelay.class
                        .getConstructor(RelayGuard.class, MailRepositoryStore.class)
                        .isAnnotationPresent(Inject.class))
                .isTrue();
    }

    private void assertNothingSent() {
        assertThat(james.context.getBouncedMails()).isEmpty();
        assertThat(james.context.getSentMails()).isEmpty();
    }

    private RejectRelay set(Map<String, String> parameters) throws MessagingException {
        FakeMailetConfig.Builder config = FakeMailetConfig.builder().mailetContext(james.context);
        parameters.forEach(config::setProperty);
        RejectRelay mailet = new RejectRelay(james.guard, james.repositories);
        mailet.init(config.build());
        return mailet;
    }

    private static Mail mail(String address, String sender) throws Exception {
        MailImpl mail = MailImpl.builder()
                .name("m1")
                .sender(sender.equals("<>") ? MailAddress.nullSender() : new MailAddress(sender))
                .addRecipients(
                        List.of(new MailAddress("you@elsewhere.example"), new MailAddress("me@elsewhere.example")))
                .remoteAddr(address)
                .addAttribute(new Attribute(Mail.SMTP_SESSION_ID, AttributeValue.of("session")))
                .build();
        mail.setState("transport");
        return mail;
    }

    private static Attribute attribute(String name, AttributeValue<String> value) {
        return new Attribute(AttributeName.of(name), value);
    }
}
