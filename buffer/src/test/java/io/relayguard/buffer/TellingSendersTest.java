package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.relayguard.core.primary.SmtpReply;
import io.relayguard.core.settings.BufferSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told that a mail waits, or that it was refused, and who is not (RFC 3461, RFC 3464, RFC 5321 section 4.5.5). */
class TellingSendersTest {
    private static final Duration HOUR = Duration.ofHours(1);
    static final BufferSettings WARNING = new BufferSettings(
            Engine.SETTINGS.repository(),
            Engine.SETTINGS.node(),
            Engine.SETTINGS.retry(),
            Engine.SETTINGS.maxAge(),
            Optional.of(HOUR.multipliedBy(4)),
            Engine.SETTINGS.connections(),
            Engine.SETTINGS.limits(),
            Engine.SETTINGS.bounceProcessor(),
            Engine.SETTINGS.relayedProcessor());

    private final List<SmtpReply> replies = new ArrayList<>();
    private Engine engine;

    @BeforeEach
    void begin() throws Exception {
        engine = new Engine(WARNING);
        engine.beforeReturn = (mail, reply) -> replies.add(reply);
        engine.primary.door = FakePrimary.SHUT;
    }

    private static MailImpl asking(Notify... what) throws MessagingException {
        MailImpl mail = Mailbag.mail("mail", "a@example.org");
        EnumSet<Notify> notify = EnumSet.noneOf(Notify.class);
        notify.addAll(List.of(what));
        mail.setDsnParameters(DsnParameters.builder()
                .rcptParameters(ImmutableMap.of(new MailAddress("a@example.org"), RecipientDsnParameters.of(notify)))
                .build()
                .orElseThrow());
        return mail;
    }

    static MailImpl report() throws MessagingException {
        MailImpl mail = Mailbag.mail("report", "a@example.org");
        byte[] message = "Content-Type: Multipart/Report;\r\n report-type=delivery-status; boundary=b\r\n\r\n--b--\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        mail.setMessageContent(MimeMessageInputStreamSource.create("report", new ByteArrayInputStream(message)));
        return mail;
    }

    @Test
    void aSenderIsWarnedOnceThatHisMailWaits() throws Exception {
        engine.keep("mail", "a@example.org", "b@example.org");
        engine.pass(HOUR.multipliedBy(3).plusMinutes(30));
        assertThat(replies).isEmpty();
        engine.pass(HOUR);
        assertThat(replies)
                .containsExactly(new SmtpReply(450, "4.4.7 not taken yet within 4h, last: connection refused"));
        assertThat(engine.returned).hasSize(2);
        engine.pass(Duration.ofDays(4));
        assertThat(replies).hasSize(1);
        assertThat(engine.kept()).hasSize(2);
        engine.pass(Duration.ofDays(1));
        assertThat(replies).hasSize(2);
        assertThat(replies.get(1).code()).as("the end").isEqualTo(550);
        assertThat(engine.kept()).isEmpty();
    }

    @Test
    void norIsHeWarnedAgainAfterARestart() throws Exception {
        engine.keep("mail", "a@example.org");
        engine.pass(HOUR.multipliedBy(5));
        assertThat(replies).hasSize(1);
        engine.restart();
        engine.pass(Duration.ofDays(2));
        assertThat(replies).hasSize(1);
        assertThat(engine.events("delayed")).hasSize(1);
    }

    @Test
    void whereThePrimaryIsThereAndPutsOneRecipientOffOnlyThatOneIsNamed() throws Exception {
        engine.primary.door = () -> {};
        engine.primary.answer =
                (message, recipient) -> recipient.startsWith("later") ? FakePrimary.BUSY : FakePrimary.TAKEN;
        engine.keep("mail", "later@example.org", "b@example.org");
        engine.pass(HOUR.multipliedBy(5));
        assertThat(engine.returned)
                .containsExactly("later@example.org 450 4.4.7 not taken yet within 4h, last: 451 busy");
    }

    @Test
    void aWarningThatFailsIsTriedAgain() throws Exception {
        engine.keep("mail", "a@example.org");
        engine.beforeReturn = (mail, reply) -> {
            engine.beforeReturn = (again, same) -> replies.add(same);
            throw new MessagingException("queue full");
        };
        engine.pass(HOUR.multipliedBy(5));
        assertThat(engine.events("fault")).hasSize(1);
        assertThat(replies).hasSize(1);
    }

    @Test
    void whoAsksToBeToldOfNothingIsToldOfNothing() throws Exception {
        engine.keep(asking(Notify.NEVER));
        engine.pass(Duration.ofDays(6));
        assertThat(replies).isEmpty();
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.events("expired")).hasSize(1);
    }

    @Test
    void whoAsksForFailuresAloneIsNotWarned() throws Exception {
        engine.keep(asking(Notify.FAILURE));
        engine.pass(Duration.ofDays(6));
        assertThat(replies).extracting(SmtpReply::code).containsExactly(550);
    }

    @Test
    void whoAsksForDelaysAloneIsWarnedAndNoMore() throws Exception {
        engine.keep(asking(Notify.DELAY, Notify.SUCCESS));
        engine.pass(Duration.ofDays(6));
        assertThat(replies).extracting(SmtpReply::code).containsExactly(450);
    }

    @Test
    void aWishThatNobodyCanReadDoesNotKeepHimFromBeingTold() throws Exception {
        MailImpl mail = Mailbag.mail("odd", "a@example.org");
        mail.setAttribute(new Attribute(AttributeName.of("dsn-ret"), AttributeValue.of("SOMETHING")));
        engine.keep(mail);
        engine.pass(Duration.ofDays(6));
        assertThat(replies).extracting(SmtpReply::code).containsExactly(450, 550);
        assertThat(engine.kept()).isEmpty();
    }

    @Test
    void nobodyIsToldOfANotificationWhetherItHasASenderOrNot() throws Exception {
        engine.keep(report());
        engine.keep(Mailbag.notification("bounce", "a@example.org"));
        engine.pass(Duration.ofDays(6));
        assertThat(replies).isEmpty();
        assertThat(engine.undeliverable())
                .extracting(line -> line.replaceFirst("-?!\\S+", ""))
                .containsExactly("bounce a@example.org", "report a@example.org");
        assertThat(engine.kept()).isEmpty();
    }
}
