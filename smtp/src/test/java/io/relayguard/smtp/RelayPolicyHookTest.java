package io.relayguard.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.relayguard.core.net.GatewayWatch;
import io.relayguard.guard.GuardForTests;
import io.relayguard.guard.LogForTests;
import io.relayguard.guard.RelayGuard;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.lmtp.LMTPConfiguration;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.RcptCmdHandler;
import org.apache.james.protocols.smtp.core.fastfail.AbstractValidRcptHandler;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the hook says to every kind of client about every kind of recipient. */
class RelayPolicyHookTest {
    /** "James allows": what the client may do by James's own authorizedAddresses or AUTH, right or wrong. */
    private static final String TABLE = """
            client         | user | James allows | local    | relay    | foreign | literal | hidden at relay | hidden at local
            10.1.2.3       |      | no           | declined | ok       | ok      | ok      | ok              | declined
            10.1.2.3       |      | yes          | declined | declined | declined| declined| declined        | declined
            ::ffff:10.1.2.3|      | no           | declined | ok       | ok      | ok      | ok              | declined
            fd00::5        |      | no           | declined | ok       | ok      | ok      | ok              | declined
            fe80::5        |      | no           | declined | ok       | ok      | ok      | ok              | declined
            203.0.113.9    | bob  | yes          | declined | declined | declined| declined| declined        | declined
            203.0.113.9    | bob  | no           | declined | ok       | ok      | ok      | ok              | declined
            203.0.113.9    |      | no           | declined | ok       | 550     | 550     | 550             | 550
            203.0.113.9    |      | yes          | declined | declined | 550     | 550     | 550             | 550
            2001:db8::9    |      | yes          | declined | declined | 550     | 550     | 550             | 550
            10.0.0.1       |      | no           | declined | ok       | 550     | 550     | 550             | 550
            10.0.0.1       |      | yes          | declined | declined | 550     | 550     | 550             | 550
            ::ffff:10.0.0.1|      | yes          | declined | declined | 550     | 550     | 550             | 550
            10.9.9.9       |      | yes          | declined | declined | 550     | 550     | 550             | 550
            """;

    private static final String WHILE_DOMAINS_ARE_SILENT = """
            client         | user | James allows | local    | relay    | foreign | literal | hidden at relay | hidden at local
            10.1.2.3       |      | no           | 451      | ok       | 451     | 451     | ok              | 451
            203.0.113.9    | bob  | yes          | 451      | declined | 451     | 451     | declined        | 451
            203.0.113.9    |      | no           | 451      | ok       | 451     | 451     | 550             | 550
            203.0.113.9    |      | yes          | 451      | declined | 451     | 451     | 550             | 550
            """;

    private static final String WITHOUT_A_BUFFER = """
            client         | user | James allows | local    | relay    | foreign | literal | hidden at relay | hidden at local
            10.1.2.3       |      | no           | declined | 451      | ok      | ok      | 451             | declined
            203.0.113.9    | bob  | yes          | declined | 451      | declined| declined| 451             | declined
            203.0.113.9    |      | no           | declined | 451      | 550     | 550     | 550             | 550
            """;

    private static final Map<String, List<String>> RECIPIENTS = Map.of(
            "local", List.of("bob@example.com", "nobody@EXAMPLE.com"),
            "relay", List.of("ann@example.org", "ann@Example.ORG", "eve@both.example"),
            "foreign", List.of("you@elsewhere.example", "you@sub.example.org", "you@example.org.elsewhere.example"),
            "literal", List.of("you@[203.0.113.80]"),
            "hidden at relay",
                    List.of(
                            "x%elsewhere.example@example.org",
                            "\"x@elsewhere.example\"@example.org", "y!x@example.org"),
            "hidden at local", List.of("x%elsewhere.example@example.com", "y!x@example.com"));

    private final GuardForTests james = new GuardForTests();
    private final RelayPolicyHook hook = new RelayPolicyHook(james.guard);

    @AfterEach
    void stop() {
        james.guard.stopBuffer(this);
    }

    @TestFactory
    List<DynamicTest> okOnlyWhereJamesWouldRefuseAndNothingAboutLocalRecipients() {
        james.guard.startBuffer(this);
        return table(TABLE);
    }

    @TestFactory
    List<DynamicTest> whileTheListOfDomainsIsSilentTheClientIsToComeBack() {
        james.guard.startBuffer(this);
        james.domains.goDown();
        return table(WHILE_DOMAINS_ARE_SILENT);
    }

    @TestFactory
    List<DynamicTest> whileNobodyKeepsMailForAPrimaryItIsNotTaken() {
        return table(WITHOUT_A_BUFFER);
    }

    @TestFactory
    List<DynamicTest> overLmtpItNeverSaysOk() throws Exception {
        james.guard.startBuffer(this);
        SMTPSession session = session("10.1.2.3", "", false);
        when(session.getConfiguration()).thenReturn(mock(LMTPConfiguration.class));
        return RECIPIENTS.values().stream()
                .flatMap(List::stream)
                .map(recipient -> DynamicTest.dynamicTest(
                        recipient,
                        () -> assertThat(ask(session, recipient).getResult()).isEqualTo(HookReturnCode.declined())))
                .toList();
    }

    @Test
    void theRefusalIsWordForWordTheSameForEveryReason() throws Exception {
        for (String recipient : List.of("you@elsewhere.example", "x%y@example.org", "you@[203.0.113.80]")) {
            HookResult result = ask(session("203.0.113.9", "", false), recipient);

            assertThat(result.getResult()).isEqualTo(HookReturnCode.deny());
            assertThat(result.getSmtpRetCode()).isEqualTo("550");
            assertThat(result.getSmtpDescription())
                    .isEqualTo("5.7.1 <" + recipient.replace("[", "").replace("]", "") + ">: relay access denied");
        }
    }

    @Test
    void evenWhereAuthIsAnnouncedItIs550AndNever530() throws Exception {
        SMTPSession session = session("203.0.113.9", "", false);
        when(session.isAuthAnnounced()).thenReturn(true);

        assertThat(ask(session, "you@elsewhere.example").getSmtpRetCode()).isEqualTo("550");
    }

    @Test
    void thePostponementSaysNothingOfWhatLiesBehind() throws Exception {
        james.domains.goDown();

        HookResult result = ask(session("203.0.113.9", "", false), "bob@example.com");

        assertThat(result.getResult()).isEqualTo(HookReturnCode.denySoft());
        assertThat(result.getSmtpRetCode()).isEqualTo("451");
        assertThat(result.getSmtpDescription())
                .isEqualTo("4.3.0 <bob@example.com>: cannot be checked right now, please try again later");
    }

    @Test
    void aBackendThatFailsUnforeseenIsAPostponementToo() throws Exception {
        james.domains.failWith(new IllegalArgumentException("unforeseen"));

        assertThat(ask(session("203.0.113.9", "", false), "you@elsewhere.example")
                        .getSmtpRetCode())
                .isEqualTo("451");
    }

    @Test
    void theSenderProvesNothing() throws Exception {
        for (String sender : List.of("bob@example.com", "ann@example.org", "postmaster@[127.0.0.1]")) {
            HookResult result = hook.doRcpt(
                    session("203.0.113.9", "", false),
                    MaybeSender.of(new MailAddress(sender)),
                    new MailAddress("you@elsewhere.example"));

            assertThat(result.getSmtpRetCode()).isEqualTo("550");
        }
    }

    @Test
    void theNullSenderIsJudgedAlike() throws Exception {
        HookResult result = hook.doRcpt(
                session("203.0.113.9", "", false), MaybeSender.nullSender(), new MailAddress("you@elsewhere.example"));

        assertThat(result.getSmtpRetCode()).isEqualTo("550");
    }

    @Test
    void aRefusalIsLoggedAndCountedAndAPermitIsNot() throws Exception {
        james.guard.startBuffer(this);
        try (LogForTests log = new LogForTests("io.relayguard")) {
            log.start();
            ask(session("203.0.113.9", "", false), "you@elsewhere.example");
            ask(session("203.0.113.9", "", false), "x%y@example.org");
            ask(session("203.0.113.9", "", false), "ann@example.org");
            ask(session("203.0.113.9", "", false), "bob@example.com");
            ask(session("10.1.2.3", "", false), "you@elsewhere.example");

            assertThat(log.lines().stream()
                            .filter(line -> !line.contains("event=resumed"))
                            .map(line -> line.replaceFirst(" why=.*", "")))
                    .containsExactly(
                            "INFO event=refused reason=outside-to-outside origin=\"client 203.0.113.9\""
                                    + " from=\"<a@elsewhere.example>\" to=\"you@elsewhere.example\"",
                            "INFO event=refused reason=hidden-address origin=\"client 203.0.113.9\""
                                    + " from=\"<a@elsewhere.example>\" to=\"x%y@example.org\"");
        }
        assertThat(james.metrics.countForPrefixName("relayguard.refused."))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("relayguard.refused.outside-to-outside", 1, "relayguard.refused.hidden-address", 1));
    }

    @Test
    void aForgedSenderIsRefusedInItsOwnWords() throws Exception {
        GuardForTests strict = new GuardForTests("<relayguard><forgedSenders default=\"refuse\"/></relayguard>");

        HookResult result = new RelayPolicyHook(strict.guard)
                .doRcpt(
                        session("203.0.113.9", "", false),
                        MaybeSender.of(new MailAddress("bob@example.com")),
                        new MailAddress("eve@example.com"));

        assertThat(result.getSmtpRetCode()).isEqualTo("550");
        assertThat(result.getSmtpDescription()).isEqualTo("5.7.1 <eve@example.com>: sender address rejected");
    }

    @Test
    void ourOwnAddressWithoutMailboxesIsAnUnknownRecipient() throws Exception {
        HookResult result = ask(session("10.1.2.3", "", true), "postmaster@[127.0.0.1]");

        assertThat(result.getSmtpRetCode()).isEqualTo("550");
        assertThat(result.getSmtpDescription()).isEqualTo("5.1.1 <postmaster@127.0.0.1>: no mailboxes here");
    }

    /** James says 451 4.0.0 and the recipient's address where its users do not answer. */
    @Test
    void jamessOwnFailureToCheckAUserIsPutInOurWords() throws Exception {
        SMTPSession session = session("203.0.113.9", "", false);
        when(session.getAttachment(RcptCmdHandler.CURRENT_RECIPIENT, State.Transaction))
                .thenReturn(Optional.of(new MailAddress("bob@example.com")));
        HookResult failed = HookResult.builder()
                .hookReturnCode(HookReturnCode.denySoft())
                .smtpReturnCode("451")
                .smtpDescription("4.0.0 Unexpected error for bob@example.com")
                .build();
        AbstractValidRcptHandler validRcpt = mock(AbstractValidRcptHandler.class);

        HookResult said = hook.onHookResult(session, failed, 1, validRcpt);

        assertThat(said.getResult()).isEqualTo(HookReturnCode.denySoft());
        assertThat(said.getSmtpRetCode()).isEqualTo("451");
        assertThat(said.getSmtpDescription())
                .isEqualTo("4.3.0 <bob@example.com>: cannot be checked right now, please try again later");
        assertThat(hook.onHookResult(session, HookResult.DECLINED, 1, validRcpt))
                .isSameAs(HookResult.DECLINED);
        assertThat(hook.onHookResult(session, failed, 1, hook)).isSameAs(failed);
    }

    @Test
    void eachConnectionIsCountedOnceForTheWatchOnGateways() throws Exception {
        GuardForTests watched = new GuardForTests("<relayguard><reload every=\"20ms\"/></relayguard>");
        RelayPolicyHook counting = new RelayPolicyHook(watched.guard);
        for (int connection = 0; connection < GatewayWatch.FEWEST_CONNECTIONS; connection++) {
            SMTPSession session = session("127.0.0.1", "", false);
            when(session.getAttachment(SMTPSession.CURRENT_HELO_NAME, State.Connection))
                    .thenReturn(Optional.of("host" + connection));
            AtomicBoolean counted = new AtomicBoolean();
            when(session.setAttachment(any(), eq(true), eq(State.Connection)))
                    .thenAnswer(call -> counted.getAndSet(true) ? Optional.of(true) : Optional.empty());
            for (int recipient = 0; recipient < 3; recipient++) {
                var unused = counting.doRcpt(session, MaybeSender.nullSender(), new MailAddress("bob@example.com"));
            }
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(watched.guard.health().findings())
                        .singleElement()
                        .satisfies(finding -> assertThat(finding.text())
                                .startsWith("100 of 100 connections of the last hour came from the internal address"
                                        + " 127.0.0.1")));
    }

    @Test
    void severalHooksShareOneGuard() throws Exception {
        RelayPolicyHook submission = new RelayPolicyHook(james.guard);
        james.guard.startBuffer(this);

        for (RelayPolicyHook each : List.of(hook, submission)) {
            assertThat(each.doRcpt(
                                    session("203.0.113.9", "", false),
                                    MaybeSender.nullSender(),
                                    new MailAddress("ann@example.org"))
                            .getResult())
                    .isEqualTo(HookReturnCode.ok());
        }
    }

    @Test
    void jamesCanMakeItFromTheGuard() throws ReflectiveOperationException {
        assertThat(RelayPolicyHook.class.getConstructor(RelayGuard.class).isAnnotationPresent(Inject.class))
                .isTrue();
    }

    private List<DynamicTest> table(String table) {
        List<String[]> rows =
                table.lines().map(row -> row.split("\\s*\\|\\s*", -1)).toList();
        String[] kinds = rows.get(0);
        return rows.stream()
                .skip(1)
                .map(row -> DynamicTest.dynamicTest(
                        row[0] + " " + row[1] + ", James allows: " + row[2], () -> assertRow(kinds, row)))
                .toList();
    }

    private void assertRow(String[] kinds, String[] row) throws Exception {
        for (int column = 3; column < kinds.length; column++) {
            List<String> recipients = RECIPIENTS.getOrDefault(kinds[column].strip(), List.of());
            assertThat(recipients).isNotEmpty();
            for (String recipient : recipients) {
                assertThat(said(ask(session(row[0], row[1], row[2].equals("yes")), recipient)))
                        .as(recipient)
                        .isEqualTo(row[column].strip());
            }
        }
    }

    private static String said(HookResult result) {
        if (result.equals(HookResult.OK)) {
            return "ok";
        }
        return result.equals(HookResult.DECLINED) ? "declined" : result.getSmtpRetCode();
    }

    private HookResult ask(SMTPSession session, String recipient) throws AddressException {
        return hook.doRcpt(session, MaybeSender.of(new MailAddress("a@elsewhere.example")), new MailAddress(recipient));
    }

    private static SMTPSession session(String client, String user, boolean allowed) throws UnknownHostException {
        SMTPSession session = mock(SMTPSession.class);
        when(session.getRemoteAddress()).thenReturn(new InetSocketAddress(InetAddress.getByName(client), 40_000));
        when(session.isRelayingAllowed()).thenReturn(allowed);
        if (!user.isEmpty()) {
            when(session.getUsername()).thenReturn(Username.of(user));
        }
        return session;
    }
}
