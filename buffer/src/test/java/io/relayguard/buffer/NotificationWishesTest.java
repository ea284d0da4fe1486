package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.EnvId;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.DsnParameters.Ret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationWishesTest {
    private static NotificationWishes wishes(MailImpl mail) {
        return KeptMail.outgoing(mail, List.copyOf(mail.getRecipients())).wishes();
    }

    @Test
    void whoWishesNothingIsToldAsEverybodyIs() throws Exception {
        assertThat(wishes(Mailbag.mail("plain", "a@example.org"))).isEqualTo(NotificationWishes.NONE);
    }

    @Test
    void eachWishBecomesAParameterOfItsCommand() throws Exception {
        MailImpl mail = Mailbag.mail("wishes", "a@example.org", "B@example.org", "c@example.org");
        mail.setDsnParameters(DsnParameters.builder()
                .envId(EnvId.of("QQ+3D314159"))
                .ret(Ret.FULL)
                .addRcptParameter(
                        new MailAddress("a@example.org"),
                        RecipientDsnParameters.of(
                                EnumSet.of(Notify.DELAY, Notify.SUCCESS), new MailAddress("you@example.net")))
                .addRcptParameter(new MailAddress("b@example.org"), RecipientDsnParameters.of(EnumSet.of(Notify.NEVER)))
                .addRcptParameter(
                        new MailAddress("gone@example.org"), RecipientDsnParameters.of(EnumSet.of(Notify.NEVER)))
                .build()
                .orElseThrow());

        assertThat(wishes(mail))
                .isEqualTo(new NotificationWishes(
                        List.of("RET=FULL", "ENVID=QQ+3D314159"),
                        Map.of(
                                "a@example.org",
                                List.of("NOTIFY=SUCCESS,DELAY", "ORCPT=rfc822;you@example.net"),
                                "B@example.org",
                                List.of("NOTIFY=NEVER"))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "you+2Btag@example.net, you+2Btag@example.net",
        "you+tag@example.net, you+2Btag@example.net",
        "you=x@example.net, you+3Dx@example.net",
    })
    void theOriginalRecipientIsInXtextOnce(String kept, String sent) throws Exception {
        MailImpl mail = Mailbag.mail("original", "a@example.org");
        mail.setDsnParameters(DsnParameters.builder()
                .addRcptParameter(new MailAddress("a@example.org"), RecipientDsnParameters.of(new MailAddress(kept)))
                .build()
                .orElseThrow());

        assertThat(wishes(mail).forRecipient("a@example.org")).containsExactly("ORCPT=rfc822;" + sent);
    }

    @Test
    void aWishThatNobodyCanReadDoesNotKeepTheMail() throws Exception {
        MailImpl mail = Mailbag.mail("odd", "a@example.org");
        mail.setAttribute(new Attribute(AttributeName.of("dsn-ret"), AttributeValue.of("SOMETHING")));

        assertThat(wishes(mail)).isEqualTo(NotificationWishes.NONE);
    }

    @Test
    void theSizeIsThatOfTheMessage() throws Exception {
        MailImpl mail = Mailbag.mail("size", "a@example.org");
        OutgoingMessage message = KeptMail.outgoing(mail, List.copyOf(mail.getRecipients()));

        try (var octets = message.content().open()) {
            assertThat(message.content().size()).isEqualTo(octets.readAllBytes().length);
        }
    }
}
