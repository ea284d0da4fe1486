package io.relayguard.buffer.smtp;

import static io.relayguard.buffer.smtp.ScriptedPrimary.CLOSE;
import static io.relayguard.buffer.smtp.ScriptedPrimary.IN_TLS;
import static io.relayguard.buffer.smtp.ScriptedPrimary.SILENCE;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.relayguard.buffer.Conversation;
import io.relayguard.buffer.PrimaryUnreachable;
import io.relayguard.core.primary.TlsRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STARTTLS with a primary on a real socket, with real certificates. */
@Timeout(120)
class TlsTest extends AgainstAPrimary {
    /** Newer Javas put TLS's own name of a failure before their words. */
    private static final String ALERT = "\\([a-z_]+\\) ";

    private static final String HOST = "primary.example.org";

    private static Certificates right;
    private static Certificates otherName;

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        right = Certificates.of(folder, "dns:" + HOST);
        otherName = Certificates.of(folder, "dns:other.example.org");
    }

    private Conversation open(ScriptedPrimary primary, TlsRule rule, Certificates trusted, Duration patience)
            throws PrimaryUnreachable, GeneralSecurityException {
        return conversations(
                        timeouts(patience, PATIENT),
                        new TlsEngines(trusted::trusted),
                        new PrimaryAddress(primary.address(), HOST, rule))
                .open(DOMAIN);
    }

    private Conversation open(ScriptedPrimary primary, TlsRule rule)
            throws PrimaryUnreachable, GeneralSecurityException {
        return open(primary, rule, right, PATIENT);
    }

    private void assertRefused(ScriptedPrimary primary, TlsRule rule, String why) {
        assertRefused(primary, rule, right, PATIENT, why);
    }

    private void assertRefused(
            ScriptedPrimary primary, TlsRule rule, Certificates trusted, Duration patience, String why) {
        assertThatThrownBy(() -> open(primary, rule, trusted, patience))
                .isInstanceOf(PrimaryUnreachable.class)
                .extracting(
                        refused -> String.valueOf(refused.getMessage()).replaceFirst(ALERT, ""),
                        as(InstanceOfAssertFactories.STRING))
                .startsWith("127.0.0.1:" + primary.address().getPort() + " " + why)
                .endsWith(", expected TLS (tls=" + rule.word() + ")");
        await().untilAsserted(() -> assertThat(primary.ended()).isEqualTo(1));
        assertThat(primary.connections()).isEqualTo(1);
        assertThat(primary.commands).noneMatch(command -> command.startsWith("MAIL"));
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsRule.class,
            names = {"OPPORTUNISTIC", "REQUIRED", "VERIFIED"})
    void whereTlsIsOfferedEverythingGoesOverIt(TlsRule rule) throws Exception {
        ScriptedPrimary primary = primary().speaking(right.own());
        try (Conversation conversation = open(primary, rule)) {
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
        }
        await().until(() -> primary.commands.contains("QUIT"));
        assertThat(fallbacks).isEmpty();
        assertThat(primary.commands)
                .startsWith(
                        "EHLO mx2.example.net",
                        "STARTTLS",
                        IN_TLS.strip(),
                        "EHLO mx2.example.net",
                        "MAIL FROM:<sender@example.net> BODY=8BITMIME");
        assertThat(primary.messages).containsExactly(SHORT, SHORT);
        assertThat(primary.connections()).isEqualTo(1);
        await().until(() -> primary.ended() == 1);
    }

    @Test
    void whereTlsIsNotWantedItIsNotAskedFor() throws Exception {
        ScriptedPrimary primary = primary().speaking(right.own());
        try (Conversation conversation = open(primary, TlsRule.NONE)) {
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
        }
        assertThat(primary.commands).doesNotContain("STARTTLS");
        assertThat(fallbacks).isEmpty();
    }

    @Test
    void whereTlsIsNotOfferedMailGoesInTheOpenUnlessItIsDemanded() throws Exception {
        ScriptedPrimary primary = primary();
        try (Conversation conversation = open(primary, TlsRule.OPPORTUNISTIC)) {
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
        }
        assertFellBack(primary, "not-offered it does not offer STARTTLS");
        assertRefused(primary(), TlsRule.REQUIRED, "it does not offer STARTTLS");
        assertRefused(primary(), TlsRule.VERIFIED, "it does not offer STARTTLS");
        assertRefused(primary("EHLO", "502 5.5.1 no"), TlsRule.REQUIRED, "it does not offer STARTTLS");
        assertThat(fallbacks).as("a primary that is not there").hasSize(1);
    }

    /** Once for the connection, however much it carries. */
    private void assertFellBack(ScriptedPrimary primary, String why) {
        assertThat(fallbacks)
                .singleElement(as(InstanceOfAssertFactories.STRING))
                .startsWith("example.org 127.0.0.1:" + primary.address().getPort() + " " + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"454 4.7.0 not now", "500 5.5.1 what?", "250 2.0.0 fine"})
    void whereTlsIsRefusedMailGoesInTheOpenOnTheSameConnectionUnlessItIsDemanded(String refusal) throws Exception {
        ScriptedPrimary primary = primary("EHLO", "250-primary.example.org\r\n250 STARTTLS", "STARTTLS", refusal);
        try (Conversation conversation = open(primary, TlsRule.OPPORTUNISTIC)) {
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
        }
        assertThat(primary.connections()).isEqualTo(1);
        assertFellBack(primary, "refused it offers STARTTLS and refuses it");
        assertRefused(
                primary("EHLO", "250-primary.example.org\r\n250 STARTTLS", "STARTTLS", refusal),
                TlsRule.REQUIRED,
                "it offers STARTTLS and refuses it");
    }

    private ScriptedPrimary broken(String reply) throws IOException {
        return primary("EHLO", "250-primary.example.org\r\n250 STARTTLS", "STARTTLS", reply);
    }

    /** Behind its 220 this primary says something that is no TLS, or nothing, or goes. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "close|TLS does not come about: no answer to STARTTLS: ",
                "silence|TLS does not come about: no answer to STARTTLS in time",
                "220 go ahead\\nclose|TLS does not come about: ",
                "220 go ahead|TLS does not come about: ",
                "220-go\\n220 ahead|TLS does not come about: ",
                "220 go ahead\\n250 injected|TLS does not come about: octets came behind the reply to STARTTLS",
                "220 go ahead\\n250-inj|TLS does not come about: octets came behind the reply to STARTTLS",
            })
    void whereTlsDoesNotComeAboutMailGoesInTheOpenOverANewConnectionUnlessItIsDemanded(String reply, String why)
            throws Exception {
        String said = reply.replace("\\n", "\r\n");
        Duration patience = said.contains("inj") || said.contains(CLOSE) ? PATIENT : IMPATIENT.multipliedBy(5);
        assertRefused(broken(said), TlsRule.REQUIRED, right, patience, why);
        ScriptedPrimary primary = broken(said);
        try (Conversation conversation = open(primary, TlsRule.OPPORTUNISTIC, right, patience)) {
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
        }
        assertThat(primary.connections()).isEqualTo(2);
        assertFellBack(primary, "failed " + why);
        assertThat(primary.commands.stream().filter("STARTTLS"::equals)).hasSize(1);
    }

    /** A line without an end before TLS would begin the first line that comes over it. */
    @Test
    void whatIsSaidBetweenStarttlsAndTlsIsNeverTakenForThePrimarysWord() throws Exception {
        ScriptedPrimary primary = primary().speaking(right.own());
        primary.answer("STARTTLS", "220 go ahead\r\n250-SMTPUTF8");
        assertRefused(primary, TlsRule.VERIFIED, "TLS does not come about: octets came behind the reply to STARTTLS");
    }

    @Test
    void whatWasOfferedBeforeTlsCountsNoMore() throws Exception {
        ScriptedPrimary primary = primary().speaking(right.own());
        primary.answer("EHLO", "250-primary.example.org\r\n250-STARTTLS\r\n250-8BITMIME\r\n250 PIPELINING");
        primary.answer(IN_TLS + "EHLO", "250 primary.example.org");
        try (Conversation conversation = open(primary, TlsRule.REQUIRED)) {
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
        }
        assertThat(primary.commands).contains("MAIL FROM:<sender@example.net>");
    }

    @Test
    void afterTlsOurOwnNameIsALoopAsWell() throws Exception {
        ScriptedPrimary primary = primary().speaking(right.own());
        primary.answer(IN_TLS + "EHLO", "250 mx2.example.net");
        assertRefused(primary, TlsRule.REQUIRED, "TLS does not come about: after TLS had begun, 5.4.6 mail loops back");
    }

    @Test
    void aCertificateForAnotherNameIsGoodEnoughUnlessItIsVerified() throws Exception {
        try (Conversation conversation = open(primary().speaking(otherName.own()), TlsRule.REQUIRED)) {
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
        }
        assertRefused(
                primary().speaking(otherName.own()),
                TlsRule.VERIFIED,
                otherName,
                PATIENT,
                "TLS does not come about: No subject alternative DNS name matching " + HOST + " found");
    }

    @Test
    void aCertificateThatNobodySignedIsGoodEnoughUnlessItIsVerified() throws Exception {
        try (Conversation conversation = open(primary().speaking(right.own()), TlsRule.REQUIRED, otherName, PATIENT)) {
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
        }
        assertRefused(
                primary().speaking(right.own()),
                TlsRule.VERIFIED,
                otherName,
                PATIENT,
                "TLS does not come about: PKIX path ");
    }

    @Test
    void aTrustStoreThatCannotBeReadKeepsOnlyThoseWaitingWhoWantIt() throws Exception {
        TlsEngines engines = new TlsEngines(() -> {
            throw new GeneralSecurityException("keystore was tampered with");
        });
        ScriptedPrimary verified = primary().speaking(right.own());
        ScriptedPrimary required = primary().speaking(right.own());
        NioConversations conversations = conversations(
                timeouts(PATIENT, PATIENT),
                engines,
                new PrimaryAddress(verified.address(), HOST, TlsRule.VERIFIED),
                new PrimaryAddress(required.address(), HOST, TlsRule.REQUIRED));
        try (Conversation conversation = conversations.open(DOMAIN)) {
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
        }
        assertThat(verified.commands).noneMatch(command -> command.startsWith("MAIL"));
        assertThat(required.messages).containsExactly(SHORT);
    }

    @Test
    void aLargeMessageArrivesOctetForOctetOverTls() throws Exception {
        byte[] octets = new byte[3 * 1024 * 1024];
        new Random(20_261_126).nextBytes(octets);
        octets[octets.length - 2] = '\r';
        octets[octets.length - 1] = '\n';
        ScriptedPrimary primary = primary().speaking(right.own());
        try (Conversation conversation = open(primary, TlsRule.REQUIRED)) {
            assertThat(words(conversation.send(message(octets)))).isEqualTo("delivered");
        }
        assertThat(primary.messages).hasSize(1);
        assertThat(Arrays.equals(primary.messages.get(0), octets)).isTrue();
    }

    /** Over TLS a connection that is being closed says goodbye first: the final dot must not slip out before it. */
    @Test
    void aMessageThatCannotBeReadToItsEndNeverGetsItsFinalDotOverTls() throws Exception {
        for (int good : List.of(0, 1, 65_536, 300_000)) {
            ScriptedPrimary primary = primary().speaking(right.own());
            try (Conversation conversation = open(primary, TlsRule.REQUIRED)) {
                assertThatThrownBy(() -> conversation.send(message(() -> failingAfter(good))))
                        .isInstanceOf(UncheckedIOException.class);
                assertThat(conversation.isUsable()).isFalse();
            }
            await().until(() -> primary.ended() == 1);
            assertThat(primary.messages).as("after " + good + " octets").isEmpty();
        }
    }

    private static InputStream failingAfter(int good) {
        return new SequenceInputStream(new ByteArrayInputStream(new byte[good]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk gone");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("disk gone");
            }
        });
    }

    @Test
    void aPrimaryThatDoesNotAnswerOverTlsIsLeft() throws Exception {
        ScriptedPrimary primary = primary().speaking(right.own());
        primary.answer(IN_TLS + "EHLO", SILENCE);
        assertRefused(
                primary,
                TlsRule.REQUIRED,
                right,
                Duration.ofSeconds(3),
                "TLS does not come about: after TLS had begun, no answer to EHLO in time");
    }
}
