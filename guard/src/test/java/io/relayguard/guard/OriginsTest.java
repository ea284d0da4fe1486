package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relayguard.core.net.IpAddress;
import io.relayguard.core.relay.Origin;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    private static final Attribute FETCHED = attribute("org.apache.james.fetchmail.taskName", "fetch-bob");
    private static final Attribute MADE_HERE = Mail.SENT_BY_MAILET_ATTRIBUTE;
    private static final Attribute BY_SMTP = new Attribute(Mail.SMTP_SESSION_ID, AttributeValue.of("session"));
    private static final Attribute HELO = new Attribute(Mail.SMTP_HELO, AttributeValue.of("client.example"));
    private static final Attribute BY_AUTH = new Attribute(Mail.SMTP_AUTH_USER, AttributeValue.of("bob@example.com"));
    private static final Attribute BY_JMAP =
            attribute("org.apache.james.jmap.send.MailMetaData.username", "eve@example.com");
    private static final Attribute BY_JAMES_NETWORKS = attribute("org.apache.james.SMTPIsAuthNetwork", "true");

    @Test
    void theAddressCountsWhereJamessSmtpServerTookTheMail() throws MessagingException {
        assertThat(Origins.of(mail("203.0.113.9", BY_SMTP))).isEqualTo(client("203.0.113.9"));
        assertThat(Origins.of(mail("::ffff:203.0.113.9", BY_SMTP))).isEqualTo(client("203.0.113.9"));
        assertThat(Origins.of(mail("2001:db8:0:0:0:0:0:9", BY_SMTP))).isEqualTo(client("2001:db8::9"));
        assertThat(Origins.of(mail("203.0.113.9", HELO))).isEqualTo(client("203.0.113.9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.1.2.3", "203.0.113.9", "", "localhost"})
    void anAddressMeansNothingByItself(String noted) throws MessagingException {
        assertThat(Origins.of(mail(noted))).isEqualTo(new Origin.Untraced());
        assertThat(Origins.client(mail(noted))).isEmpty();
    }

    @Test
    void eachAttributeSaysWhereTheMailIsFrom() throws MessagingException {
        assertThat(Origins.of(mail("127.0.0.1", FETCHED))).isEqualTo(new Origin.Collected("fetch-bob"));
        assertThat(Origins.of(mail("127.0.0.1", MADE_HERE))).isEqualTo(new Origin.Ourselves());
        assertThat(Origins.of(mail("203.0.113.9", BY_AUTH))).isEqualTo(new Origin.User("bob@example.com"));
        assertThat(Origins.of(mail("127.0.0.1", BY_JMAP))).isEqualTo(new Origin.User("eve@example.com"));
    }

    @Test
    void whatJamesThinksOfTheNetworkDoesNotCount() throws MessagingException {
        assertThat(Origins.of(mail("203.0.113.9", BY_SMTP, BY_JAMES_NETWORKS))).isEqualTo(client("203.0.113.9"));
    }

    @Test
    void fetchedMailStaysFetchedWhateverElseItBecomes() throws MessagingException {
        assertThat(Origins.of(mail("127.0.0.1", FETCHED, MADE_HERE, BY_AUTH, BY_JMAP)))
                .isEqualTo(new Origin.Collected("fetch-bob"));
    }

    @Test
    void whatThisServerMadeOutOfAUsersMailIsItsOwn() throws MessagingException {
        assertThat(Origins.of(mail("203.0.113.9", MADE_HERE, BY_AUTH, BY_JMAP))).isEqualTo(new Origin.Ourselves());
    }

    @Test
    void theFetchedAttributeCountsWhateverItsValueIs() throws MessagingException {
        Attribute odd = new Attribute(AttributeName.of("org.apache.james.fetchmail.taskName"), AttributeValue.of(7));

        assertThat(Origins.of(mail("127.0.0.1", odd))).isEqualTo(new Origin.Collected("7"));
    }

    @Test
    void anAttributeThatSaysNotSentByMailetSaysNothing() throws MessagingException {
        Attribute no = new Attribute(MADE_HERE.getName(), AttributeValue.of(false));

        assertThat(Origins.of(mail("203.0.113.9", BY_SMTP, no))).isEqualTo(client("203.0.113.9"));
    }

    @ParameterizedTest
    @CsvSource({"fe80::1%eth0, fe80::1", "fe80:0:0:0:0:0:0:1%2, fe80::1", "fe80::1%, fe80::1"})
    void aLinkLocalClientIsJudgedWithoutItsZone(String noted, String address) throws MessagingException {
        assertThat(Origins.of(mail(noted, BY_SMTP))).isEqualTo(client(address));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "localhost", "mail.example.com", "10.0.0", "10.0.0.1%eth0", "010.0.0.1", "/10.0.0.1"})
    void anAddressThatIsNoneDecidesNothing(@Nullable String noted) {
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> Origins.of(mail(noted, BY_SMTP)))
                .withMessage("mail m1 came from \"" + noted + "\", expected an IP address");
    }

    @Test
    void anAddressThatIsNoneDoesNotMatterWhereItIsNotAsked() throws MessagingException {
        assertThat(Origins.of(mail("", FETCHED))).isEqualTo(new Origin.Collected("fetch-bob"));
        assertThat(Origins.of(mail("", MADE_HERE))).isEqualTo(new Origin.Ourselves());
    }

    @Test
    void onlyAnSmtpClientHasAnAddressThatCounts() throws MessagingException {
        Optional<IpAddress> address = IpAddress.parse("203.0.113.9");

        assertThat(Origins.client(mail("203.0.113.9", BY_SMTP))).isEqualTo(address);
        assertThat(Origins.client(mail("203.0.113.9", BY_SMTP, BY_AUTH))).isEqualTo(address);
        for (Attribute made : List.of(FETCHED, MADE_HERE, BY_JMAP)) {
            assertThat(Origins.client(mail("127.0.0.1", made)))
                    .as("%s", made.getName())
                    .isEmpty();
        }
        for (Attribute sentOn : List.of(FETCHED, MADE_HERE)) {
            assertThat(Origins.client(mail("203.0.113.9", BY_SMTP, sentOn)))
                    .as("%s", sentOn.getName())
                    .isEmpty();
        }
    }

    private static Origin client(String address) {
        return new Origin.Client(IpAddress.parse(address).orElseThrow());
    }

    private static Mail mail(@Nullable String noted, Attribute... attributes) throws MessagingException {
        MailImpl mail = MailImpl.builder()
                .name("m1")
                .sender("a@elsewhere.example")
                .addRecipient("bob@example.com")
                .addAttributes(List.of(attributes))
                .build();
        mail.setRemoteAddr(noted);
        return mail;
    }

    private static Attribute attribute(String name, String value) {
        return new Attribute(AttributeName.of(name), AttributeValue.of(value));
    }
}
