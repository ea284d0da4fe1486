package io.relayguard.matchers;

import static io.relayguard.guard.GuardWithLists.STRANGER;
import static io.relayguard.matchers.MailForTests.BY_AUTH;
import static io.relayguard.matchers.MailForTests.BY_JMAP;
import static io.relayguard.matchers.MailForTests.FETCHED;
import static io.relayguard.matchers.MailForTests.MADE_HERE;
import static io.relayguard.matchers.MailForTests.addresses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.relayguard.guard.GuardWithLists;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsblListedTest {
    private static final String[] RECIPIENTS = {
        "bob@example.com", "postmaster@example.com", "Abuse@example.org", "ann@example.org"
    };
    private static final String KEY = "SECRETKEY0123456789ABCDEF";

    private GuardWithLists given;
    private DnsblListed matcher;

    @BeforeEach
    void start() throws IOException, MessagingException {
        given = new GuardWithLists();
        matcher = MailForTests.set(new DnsblListed(given.james.guard));
    }

    @AfterEach
    void stop() throws IOException {
        given.close();
    }

    private static FakeMail mail(String client, Attribute... attributes) throws MessagingException {
        return MailForTests.mail(client, RECIPIENTS, attributes);
    }

    private static Optional<String> attribute(Mail mail, String name) {
        return AttributeUtils.getValueAndCastFromMail(mail, AttributeName.of(name), String.class);
    }

    @Test
    void allRecipientsOfAListedClientMatchButPostmasterAndAbuse() throws MessagingException {
        given.lists("zen.example", STRANGER, "listed");

        assertThat(matcher.match(mail(STRANGER)))
                .containsExactlyElementsOf(addresses("bob@example.com", "ann@example.org"));
    }

    @Test
    void aListedMailCarriesItsScoreAndTheLabels() throws MessagingException {
        given.lists("zen.example", STRANGER, "listed").lists("bl.example", STRANGER, "listed");
        askAll();
        FakeMail mail = mail(STRANGER);

        assertThat(matcher.match(mail)).isNotEmpty();

        assertThat(attribute(mail, DnsblListed.SCORE)).contains("4");
        assertThat(attribute(mail, DnsblListed.LABELS)).contains("zen, bl");
    }

    @Test
    void aMailBelowTheThresholdCarriesThemAndDoesNotMatch() throws MessagingException {
        given.lists("bl.example", STRANGER, "listed").lists("watched.example", STRANGER, "listed");
        askAll();
        FakeMail mail = mail(STRANGER);

        assertThat(matcher.match(mail)).isEmpty();

        assertThat(attribute(mail, DnsblListed.SCORE)).contains("1");
        assertThat(attribute(mail, DnsblListed.LABELS)).contains("bl, watched");
    }

    /** It is decided before all have answered; what they said is there for the next mail. */
    private void askAll() throws MessagingException {
        var unused = matcher.match(mail(STRANGER));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Stream.of("zen", "bl", "watched", "dbl")
                        .allMatch(zone -> given.james.metrics.countFor("relayguard.dnsbl." + zone + ".answered") == 1));
    }

    @Test
    void aMailThatNobodyListsCarriesNothing() throws MessagingException {
        FakeMail mail = mail(STRANGER);

        assertThat(matcher.match(mail)).isEmpty();

        assertThat(attribute(mail, DnsblListed.SCORE)).isEmpty();
        assertThat(attribute(mail, DnsblListed.LABELS)).isEmpty();
    }

    @Test
    void theSenderAndTheGreetingAreAskedAboutToo() throws MessagingException {
        given.listsDomain("dbl.example", "elsewhere.example", "a bad domain")
                .listsDomain("greet.example", "bad.example", "a bad host");

        assertThat(matcher.match(mail(STRANGER))).hasSize(2);

        FakeMail greeted = FakeMail.builder()
                .name("m1")
                .sender(MailAddress.nullSender())
                .recipients(RECIPIENTS)
                .remoteAddr("1.2.3.5")
                .attribute(MailForTests.BY_SMTP)
                .attribute(new Attribute(Mail.SMTP_HELO, AttributeValue.of("bad.example")))
                .build();
        assertThat(matcher.match(greeted)).hasSize(2);
        assertThat(attribute(greeted, DnsblListed.LABELS)).contains("greet");
    }

    @Test
    void onlyMailOfAStrangersSmtpSessionIsAskedAbout() throws MessagingException {
        given.lists("zen.example", STRANGER, "listed");
        List<Attribute> origins = List.of(BY_AUTH, BY_JMAP, MADE_HERE, FETCHED);

        for (Attribute origin : origins) {
            assertThat(matcher.match(mail(STRANGER, origin)))
                    .as(origin.toString())
                    .isEmpty();
        }
        for (String client : Arrays.asList("10.1.2.3", "127.0.0.1", "1.2.3.100", "203.0.113.9")) {
            assertThat(matcher.match(mail(client))).as(client).isEmpty();
        }

        assertThat(given.dns.askedBelow("zen.example")).isEmpty();
    }

    @Test
    void mailOfUnknownOriginIsNotAskedAbout() throws MessagingException {
        given.lists("zen.example", STRANGER, "listed");
        FakeMail untraced = FakeMail.builder()
                .name("m1")
                .sender("a@elsewhere.example")
                .recipients(RECIPIENTS)
                .remoteAddr(STRANGER)
                .build();

        assertThat(matcher.match(untraced)).isEmpty();
        assertThat(given.dns.askedBelow("zen.example")).isEmpty();
    }

    @Test
    void whatTheHookAskedIsNotAskedAgain() throws MessagingException {
        given.lists("zen.example", STRANGER, "listed");
        assertThat(matcher.match(mail(STRANGER))).isNotEmpty();
        assertThat(matcher.match(mail(STRANGER))).isNotEmpty();

        assertThat(given.dns.askedBelow("zen.example")).containsExactly("UDP 4.3.2.1.zen.example. A");
    }

    @Test
    void withAConditionItsOwnZonesAreAskedInstead() throws MessagingException {
        given.works("own.example");
        DnsblListed own = MailForTests.set(
                new DnsblListed(given.james.guard), " own.example=127.0.0.[2..4]*2, bl.example;threshold=3 ");
        given.awaitTests();
        given.lists("own.example", STRANGER, "listed")
                .lists("bl.example", STRANGER, "listed")
                .lists("own.example", "1.2.3.5", "listed")
                .lists("zen.example", "1.2.3.5", "listed");
        FakeMail mail = mail(STRANGER);

        assertThat(own.match(mail)).hasSize(2);
        assertThat(attribute(mail, DnsblListed.SCORE)).contains("3");
        assertThat(attribute(mail, DnsblListed.LABELS)).contains("own.example, bl.example");
        assertThat(own.match(mail("1.2.3.5"))).isEmpty();
        assertThat(given.dns.askedBelow("zen.example")).isEmpty();
    }

    @Test
    void aBlankConditionIsNone() throws MessagingException {
        given.lists("zen.example", STRANGER, "listed");
        DnsblListed blank = MailForTests.set(new DnsblListed(given.james.guard), "  ");

        assertThat(blank.match(mail(STRANGER))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zen | DnsblListed: found a text of 3 characters at character 1, expected the name of a zone",
                "zen.example;threshold=2 | DnsblListed: found \"2\" at character 23, expected a threshold from 1 to 1",
                "zen.example*0 | DnsblListed: found \"0\" at character 13, expected a weight from 1 to 100"
            })
    void aConditionThatIsWrongStopsTheStart(String condition, String message) {
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> MailForTests.set(new DnsblListed(given.james.guard), condition))
                .withMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY + ".zen.example",
                KEY + ".zen.example=127.0.0.2",
                "zen.example," + KEY + ".zen.example*3;threshold=1",
                KEY + "@zen.example",
                KEY
            })
    void noErrorShowsAKey(String condition) {
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> MailForTests.set(new DnsblListed(given.james.guard), condition))
                .satisfies(error -> assertThat(error.toString() + error.getCause())
                        .startsWith("javax.mail.MessagingException: DnsblListed: found a text of ")
                        .doesNotContainIgnoringCase(KEY));
    }
}
