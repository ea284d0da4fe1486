package io.relayguard.smtp;

import static io.relayguard.guard.GuardWithLists.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.relayguard.guard.GuardWithLists;
import io.relayguard.guard.RelayGuard;
import io.relayguard.james.WrongJames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hook asks the lists, and what it answers James. */
class DnsblHookTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FROM = "a@sender.example";

    private final Map<State, Map<AttachmentKey<?>, Object>> attachments = new HashMap<>();
    private GuardWithLists given;
    private DnsblHook hook;

    @BeforeEach
    void start() throws IOException {
        given = new GuardWithLists();
        hook = new DnsblHook(given.james.guard);
    }

    @AfterEach
    void stop() throws IOException {
        given.close();
    }

    private SMTPSession session(String client) throws UnknownHostException {
        SMTPSession session = mock(SMTPSession.class);
        when(session.getRemoteAddress()).thenReturn(new InetSocketAddress(InetAddress.getByName(client), 40_000));
        when(session.setAttachment(any(), any(), any())).thenAnswer(call -> {
            Map<AttachmentKey<?>, Object> all =
                    attachments.computeIfAbsent(call.getArgument(2), state -> new HashMap<>());
            return Optional.ofNullable(all.put(call.getArgument(0), call.getArgument(1)));
        });
        when(session.getAttachment(any(), any()))
                .thenAnswer(call -> Optional.ofNullable(attachments
                        .getOrDefault(call.<State>getArgument(1), Map.of())
                        .get(call.<AttachmentKey<?>>getArgument(0))));
        return session;
    }

    /** What James does behind DATA and at RSET. */
    private void transactionEnds() {
        attachments.remove(State.Transaction);
    }

    private HookResult mail(SMTPSession session, String sender) throws AddressException {
        return hook.doMail(session, MaybeSender.of(new MailAddress(sender)));
    }

    private HookResult rcpt(SMTPSession session, String sender, String recipient) throws AddressException {
        return hook.doRcpt(session, MaybeSender.of(new MailAddress(sender)), new MailAddress(recipient));
    }

    private HookResult transaction(SMTPSession session, String sender, String recipient) throws AddressException {
        assertThat(mail(session, sender)).isEqualTo(HookResult.DECLINED);
        given.awaitAnswers();
        return rcpt(session, sender, recipient);
    }

    @Test
    void aListedStrangerIsRefusedAtRcpt() throws Exception {
        given.lists("zen.example", STRANGER, "see https://list.example/1.2.3.4");

        HookResult said = transaction(session(STRANGER), FROM, "bob@example.com");

        assertThat(said.getResult()).isEqualTo(HookReturnCode.deny());
        assertThat(said.getSmtpRetCode()).isEqualTo("554");
        assertThat(said.getSmtpDescription())
                .isEqualTo("5.7.1 1.2.3.4 listed by zen: see https://list.example/1.2.3.4");
    }

    @Test
    void theZonesAreAskedAtMailAndNotAgainForEachRecipient() throws Exception {
        given.lists("zen.example", STRANGER, "listed");
        SMTPSession session = session(STRANGER);

        assertThat(mail(session, FROM)).isEqualTo(HookResult.DECLINED);
        await().atMost(PATIENCE)
                .until(() -> given.dns.askedBelow("zen.example").contains("UDP 4.3.2.1.zen.example. A"));
        assertThat(rcpt(session, FROM, "bob@example.com").getSmtpRetCode()).isEqualTo("554");
        assertThat(rcpt(session, FROM, "eve@example.com").getSmtpRetCode()).isEqualTo("554");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(given.james.metrics.countFor("relayguard.dnsbl.zen.listed"))
                        .isEqualTo(1));
        assertThat(given.james.metrics.countFor("relayguard.refused.dns-listed"))
                .isEqualTo(2);
    }

    @Test
    void whereNobodyAskedAtMailItIsAskedAtRcpt() throws Exception {
        given.lists("zen.example", STRANGER, "listed");

        assertThat(rcpt(session(STRANGER), FROM, "bob@example.com").getSmtpRetCode())
                .isEqualTo("554");
    }

    @Test
    void aStrangerWhomNobodyListsIsLeftToTheOtherHooks() throws Exception {
        assertThat(transaction(session(STRANGER), FROM, "bob@example.com")).isEqualTo(HookResult.DECLINED);
    }

    @Test
    void anAllowListPermitsNothing() throws Exception {
        String allowing = "<dnsbl threshold=\"3\"><zone weight=\"3\" label=\"zen\">zen.example</zone>"
                + "<zone weight=\"-4\" label=\"bl\">bl.example</zone></dnsbl>";
        try (GuardWithLists lists = new GuardWithLists("enforce", allowing)) {
            lists.lists("zen.example", STRANGER, "listed").lists("bl.example", STRANGER, "good");
            hook = new DnsblHook(lists.james.guard);

            assertThat(transaction(session(STRANGER), FROM, "you@elsewhere.example"))
                    .isEqualTo(HookResult.DECLINED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postmaster@example.com", "POSTMASTER@example.org", "abuse@example.com", "Abuse@x.example"})
    void postmasterAndAbuseAreReachedByAnybody(String recipient) throws Exception {
        given.lists("zen.example", STRANGER, "listed");
        SMTPSession session = session(STRANGER);

        assertThat(transaction(session, FROM, recipient)).isEqualTo(HookResult.DECLINED);
        assertThat(rcpt(session, FROM, "bob@example.com").getSmtpRetCode()).isEqualTo("554");
    }

    @Test
    void nothingIsAskedAboutUsersWhoHaveLoggedIn() throws Exception {
        given.lists("zen.example", STRANGER, "listed");
        SMTPSession session = session(STRANGER);
        when(session.getUsername()).thenReturn(Username.of("bob@example.com"));

        assertThat(transaction(session, FROM, "you@elsewhere.example")).isEqualTo(HookResult.DECLINED);
        assertThat(given.dns.askedBelow("zen.example")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "127.0.0.1", "1.2.3.100"})
    void nothingIsAskedAboutInternalAndExemptClients(String client) throws Exception {
        assertThat(transaction(session(client), FROM, "bob@example.com")).isEqualTo(HookResult.DECLINED);
        assertThat(given.dns.askedBelow("zen.example")).isEmpty();
        assertThat(given.dns.askedBelow("dbl.example")).isEmpty();
    }

    @Test
    void anotherTransactionIsAnotherQuestion() throws Exception {
        given.listsDomain("dbl.example", "bad.example", "a bad domain");
        SMTPSession session = session(STRANGER);
        assertThat(transaction(session, FROM, "bob@example.com")).isEqualTo(HookResult.DECLINED);
        transactionEnds();

        HookResult second = transaction(session, "a@bad.example", "bob@example.com");
        assertThat(second.getSmtpDescription()).isEqualTo("5.7.1 bad.example listed by dbl: a bad domain");
        transactionEnds();

        assertThat(transaction(session, FROM, "bob@example.com")).isEqualTo(HookResult.DECLINED);
    }

    @Test
    void aSecondMailInOneTransactionIsAnotherQuestionToo() throws Exception {
        given.listsDomain("dbl.example", "bad.example", "a bad domain");
        SMTPSession session = session(STRANGER);
        assertThat(mail(session, "a@bad.example")).isEqualTo(HookResult.DECLINED);

        assertThat(transaction(session, FROM, "bob@example.com")).isEqualTo(HookResult.DECLINED);
    }

    @Test
    void theNullSenderIsJudgedByItsClient() throws Exception {
        given.lists("zen.example", STRANGER, "listed");
        SMTPSession session = session(STRANGER);

        assertThat(hook.doMail(session, MaybeSender.nullSender())).isEqualTo(HookResult.DECLINED);
        assertThat(hook.doRcpt(session, MaybeSender.nullSender(), new MailAddress("bob@example.com"))
                        .getSmtpRetCode())
                .isEqualTo("554");
    }

    @Test
    void theGreetingIsAskedAboutToo() throws Exception {
        given.listsDomain("greet.example", "bad.example", "a bad host");
        SMTPSession session = session(STRANGER);
        attachments.put(State.Connection, new HashMap<>(Map.of(SMTPSession.CURRENT_HELO_NAME, "bad.example")));

        assertThat(transaction(session, FROM, "bob@example.com").getSmtpDescription())
                .isEqualTo("5.7.1 bad.example listed by greet: a bad host");
    }

    @Test
    void whereThePolicyOnlyObservesNobodyIsRefused() throws Exception {
        try (GuardWithLists observing = new GuardWithLists("observe")) {
            observing.lists("zen.example", STRANGER, "listed");
            hook = new DnsblHook(observing.james.guard);

            assertThat(transaction(session(STRANGER), FROM, "bob@example.com")).isEqualTo(HookResult.DECLINED);
            assertThat(observing.james.metrics.countFor("relayguard.observed.dns-listed"))
                    .isEqualTo(1);
        }
    }

    @Test
    void jamesCanMakeItFromTheGuardAndNotWithoutIt() throws ReflectiveOperationException {
        assertThat(DnsblHook.class.getConstructor(RelayGuard.class).isAnnotationPresent(Inject.class))
                .isTrue();
        assertThatExceptionOfType(WrongJames.class).isThrownBy(DnsblHook::new);
    }
}
