package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.primary.SmtpReply;
import java.util.EnumSet;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told that a primary has his mail which will not tell him itself (RFC 3461 section 5.2.2). */
class TellingOfRelayingTest {
    private Engine engine;

    @BeforeEach
    void begin() throws Exception {
        engine = new Engine();
        engine.primary.speaksDsn = false;
    }

    /** Its first recipient asks for these notices, its others say nothing. */
    private static <M extends Mail> M asking(M mail, EnumSet<Notify> notify) throws MessagingException {
        MailAddress first = mail.getRecipients().iterator().next();
        mail.setDsnParameters(DsnParameters.builder()
                .addRcptParameter(first, RecipientDsnParameters.of(notify))
                .build()
                .orElseThrow());
        return mail;
    }

    private void deliver(Mail mail) throws MessagingException {
        engine.keep(mail);
        engine.run();
        assertThat(engine.kept()).isEmpty();
    }

    private static MailImpl mail() throws MessagingException {
        return Mailbag.mail("mail", "a@example.org", "b@example.org");
    }

    @Test
    void whoAsksForItIsToldForThoseForWhomHeAsks() throws Exception {
        deliver(asking(mail(), EnumSet.of(Notify.SUCCESS, Notify.FAILURE)));
        assertThat(engine.primary.taken).hasSize(2);
        assertThat(engine.relayed).containsExactly("mail [a@example.org]");
        assertThat(engine.events("relayed")).singleElement().asString().endsWith(" <a@example.org>");
    }

    @ParameterizedTest
    @CsvSource({"NEVER", "FAILURE", "DELAY"})
    void whoAsksForSomethingElseIsNot(Notify other) throws Exception {
        deliver(asking(mail(), EnumSet.of(other)));
        assertThat(engine.relayed).isEmpty();
    }

    @Test
    void norIsWhoAsksForNothing() throws Exception {
        deliver(mail());
        assertThat(engine.relayed).isEmpty();
    }

    @Test
    void aPrimaryThatSpeaksDsnTellsHimItself() throws Exception {
        engine.primary.speaksDsn = true;
        deliver(asking(mail(), EnumSet.of(Notify.SUCCESS)));
        assertThat(engine.relayed).isEmpty();
    }

    @Test
    void nobodyIsToldOfANotificationWhateverItAsksFor() throws Exception {
        deliver(asking(Mailbag.notification("bounce", "a@example.org"), EnumSet.of(Notify.SUCCESS)));
        deliver(asking(TellingSendersTest.report(), EnumSet.of(Notify.SUCCESS)));
        assertThat(engine.primary.taken).hasSize(2);
        assertThat(engine.relayed).isEmpty();
    }

    @Test
    void whoWasRefusedWasNotRelayed() throws Exception {
        engine.primary.answer = (message, recipient) -> FakePrimary.refused("5.1.1 unknown");
        deliver(asking(mail(), EnumSet.of(Notify.SUCCESS, Notify.FAILURE)));
        assertThat(engine.relayed).isEmpty();
        assertThat(engine.returned)
                .contains("a@example.org " + new SmtpReply(550, "5.1.1 unknown"))
                .hasSize(2);
    }

    @Test
    void whoIsPutOffIsToldOnceHeIsServed() throws Exception {
        engine.primary.answer =
                (message, recipient) -> recipient.startsWith("a") ? FakePrimary.BUSY : FakePrimary.TAKEN;
        engine.keep(asking(mail(), EnumSet.of(Notify.SUCCESS)));
        engine.run();
        assertThat(engine.relayed).isEmpty();

        engine.primary.answer = (message, recipient) -> FakePrimary.TAKEN;
        engine.destination.flush("the test");
        engine.run();
        assertThat(engine.relayed).containsExactly("mail [a@example.org]");
        assertThat(engine.kept()).isEmpty();
    }

    @Test
    void whereNobodyIsToldNothingIsLogged() throws Exception {
        engine.telling = () -> false;
        deliver(asking(mail(), EnumSet.of(Notify.SUCCESS)));
        assertThat(engine.events("relayed")).isEmpty();
    }

    @Test
    void aNoticeThatFailsDoesNotKeepTheMailNorSendItAgain() throws Exception {
        engine.telling = () -> {
            throw new MessagingException("queue full");
        };
        deliver(asking(mail(), EnumSet.of(Notify.SUCCESS)));
        assertThat(engine.primary.taken).hasSize(2);
        assertThat(engine.events("fault"))
                .singleElement()
                .asString()
                .contains("cannot tell that it was relayed", "queue full");
    }
}
