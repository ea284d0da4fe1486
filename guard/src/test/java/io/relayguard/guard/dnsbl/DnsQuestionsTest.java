package io.relayguard.guard.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.core.dnsbl.DnsReply;
import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.settings.DnsSettings;
import io.relayguard.guard.ScriptedDns;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What a real DNS server says, by UDP and TCP, and how it is read. */
class DnsQuestionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAME = "2.0.0.127.zen.example.";
    private static final int TYPE_TO_TTL = 4;

    private ScriptedDns dns;
    private DnsQuestions questions;

    @BeforeEach
    void start() throws IOException {
        dns = new ScriptedDns();
        questions = new DnsQuestions(new DnsSettings(List.of(dns.server())));
    }

    @AfterEach
    void stop() throws IOException {
        dns.close();
    }

    private DnsReply said() {
        return said(questions);
    }

    private static DnsReply said(DnsQuestions questions) {
        return questions
                .addresses(NAME)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private DnsReply saidWhere(Consumer<Message> change) {
        dns.changes(NAME, change);
        return said();
    }

    private String text() {
        return questions
                .text(NAME)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static DnsReply addresses(long seconds, String... literals) {
        return Replies.addresses(Duration.ofSeconds(seconds), literals);
    }

    private static DnsReply nothing(long seconds) {
        return new DnsReply.Nothing(Duration.ofSeconds(seconds));
    }

    private static DnsReply failed(Silence why) {
        return Replies.failed(why);
    }

    private static Record record(String owner, long ttl, int type, String data) {
        try {
            Name name = Name.fromString(owner);
            byte[] wire =
                    Record.fromString(name, type, DClass.IN, 0, data, Name.root).toWire(Section.ANSWER);
            int at = name.length() + TYPE_TO_TTL;
            for (int octet = 0; octet < 4; octet++) {
                wire[at + octet] = (byte) (ttl >>> (24 - 8 * octet));
            }
            return Record.fromWire(wire, Section.ANSWER);
        } catch (IOException wrong) {
            throw new AssertionError(owner, wrong);
        }
    }

    private static Consumer<Message> says(Record... records) {
        return reply -> {
            reply.getHeader().setRcode(Rcode.NOERROR);
            reply.removeAllRecords(Section.AUTHORITY);
            Arrays.stream(records).forEach(record -> reply.addRecord(record, Section.ANSWER));
        };
    }

    @Test
    void anAddressIsRead() {
        dns.has(NAME, Type.A, "127.0.0.2");

        assertThat(said()).isEqualTo(addresses(300, "127.0.0.2"));
        assertThat(dns.asked()).containsExactly("UDP " + NAME + " A");
    }

    @Test
    void theNameIsAskedAsItStandsWithoutAnySearchList() {
        System.setProperty("dnsjava.search", "search.example");
        try {
            said(new DnsQuestions(new DnsSettings(List.of(dns.server()))));
        } finally {
            System.clearProperty("dnsjava.search");
        }

        assertThat(dns.asked()).containsExactly("UDP " + NAME + " A");
    }

    @Test
    void whatDoesNotFitComesByTcp() {
        String[] many =
                IntStream.rangeClosed(1, 64).mapToObj(i -> "127.0.0." + i).toArray(String[]::new);
        dns.truncates(NAME).has(NAME, Type.A, many);

        assertThat(said()).isEqualTo(addresses(300, many));
        assertThat(dns.asked()).containsExactly("UDP " + NAME + " A", "TCP " + NAME + " A");
    }

    /** Servers may close a connection after any reply; whoever has asked more over it asks again (RFC 7766 section 6.2.4). */
    @Test
    void questionsOverAConnectionThatWasClosedAreAskedAgain() {
        List<String> names = List.of("one.zen.example.", "two.zen.example.");
        names.forEach(name -> dns.truncates(name).has(name, Type.A, "127.0.0.2"));

        List<CompletableFuture<DnsReply>> replies =
                names.stream().map(questions::addresses).toList();

        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                                .join())
                        .isEqualTo(addresses(300, "127.0.0.2")));
    }

    @Test
    void moreAddressesThanAnyListGivesAreNoAnswer() {
        dns.truncates(NAME)
                .has(
                        NAME,
                        Type.A,
                        IntStream.rangeClosed(1, 65)
                                .mapToObj(i -> "127.0.0." + i)
                                .toArray(String[]::new));

        assertThat(said()).isEqualTo(failed(Silence.MALFORMED));
    }

    @Test
    void anAddressElsewhereIsLeftToTheReader() {
        dns.has(NAME, Type.A, "10.0.0.1");

        assertThat(said()).isEqualTo(addresses(300, "10.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource({"SERVFAIL, SERVER_FAILED", "REFUSED, REFUSED", "NOTIMP, OTHER_RCODE", "FORMERR, OTHER_RCODE"})
    void anErrorIsSilenceOfItsOwnKind(String code, Silence silence) {
        dns.fails(NAME, Type.A, Rcode.value(code));

        assertThat(said()).isEqualTo(failed(silence));
    }

    @Test
    void noSuchNameIsKeptForTheShorterOfTheSoasTimes() {
        assertThat(said()).isEqualTo(nothing(60));

        assertThat(saidWhere(soa(30, 3600))).isEqualTo(nothing(30));
        assertThat(saidWhere(soa(0, 3600))).isEqualTo(nothing(0));
        assertThat(saidWhere(soa(0x8000_0000L, 3600))).isEqualTo(nothing(0));
    }

    private static Consumer<Message> soa(long ttl, long minimum) {
        return reply -> {
            reply.removeAllRecords(Section.AUTHORITY);
            reply.addRecord(
                    record("zen.example.", ttl, Type.SOA, "ns.example. admin.example. 1 2 3 4 " + minimum),
                    Section.AUTHORITY);
        };
    }

    @Test
    void noSuchNameWithoutAnSoaIsKeptForNoTimeOfItsOwn() {
        assertThat(saidWhere(reply -> reply.removeAllRecords(Section.AUTHORITY)))
                .isEqualTo(nothing(0));
    }

    @Test
    void aNameThatHasNoAddressIsNotListed() {
        dns.has(NAME, Type.TXT, "listed");

        assertThat(said()).isEqualTo(nothing(60));
    }

    @Test
    void textWhereAnAddressWasAskedForIsNoAnswer() {
        assertThat(saidWhere(says(record(NAME, 300, Type.TXT, "listed")))).isEqualTo(failed(Silence.MALFORMED));
    }

    @Test
    void theWordToAskOtherServersIsNoAnswer() {
        assertThat(saidWhere(reply -> {
                    reply.getHeader().setRcode(Rcode.NOERROR);
                    reply.removeAllRecords(Section.AUTHORITY);
                    reply.addRecord(record("example.", 300, Type.NS, "ns.example."), Section.AUTHORITY);
                }))
                .isEqualTo(failed(Silence.MALFORMED));
    }

    @Test
    void aliasesAreFollowedAndTheShortestTtlOfAllCounts() {
        assertThat(saidWhere(says(
                        record("b.example.", 200, Type.A, "127.0.0.2"),
                        record("a.example.", 100, Type.CNAME, "b.example."),
                        record(NAME, 300, Type.CNAME, "a.example."))))
                .isEqualTo(addresses(100, "127.0.0.2"));
    }

    @Test
    void ofSeveralAddressesTheShortestTtlCounts() {
        assertThat(saidWhere(says(
                        record(NAME, 300, Type.A, "127.0.0.2"),
                        record(NAME.toUpperCase(Locale.ROOT), 20, Type.A, "127.0.0.4"))))
                .isEqualTo(addresses(20, "127.0.0.2", "127.0.0.4"));
    }

    @Test
    void anAliasOfNothingIsNothing() {
        assertThat(saidWhere(says(record(NAME, 300, Type.CNAME, "a.example.")))).isEqualTo(nothing(0));
    }

    @Test
    void aLoopOfAliasesIsNoAnswer() {
        assertThat(saidWhere(
                        says(record(NAME, 300, Type.CNAME, "a.example."), record("a.example.", 300, Type.CNAME, NAME))))
                .isEqualTo(failed(Silence.MALFORMED));
    }

    @Test
    void anAliasOfItselfIsNoAnswer() {
        assertThat(saidWhere(says(record(NAME, 300, Type.CNAME, NAME)))).isEqualTo(failed(Silence.MALFORMED));
    }

    @Test
    void anAddressOfAnotherNameIsNoAnswer() {
        assertThat(saidWhere(says(record("other.example.", 300, Type.A, "127.0.0.2"))))
                .isEqualTo(failed(Silence.MALFORMED));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2147483647, 2147483647", "2147483648, 0", "4294967295, 0"})
    void aTtlWithItsFirstBitSetIsNone(long written, long read) {
        assertThat(saidWhere(says(record(NAME, written, Type.A, "127.0.0.2")))).isEqualTo(addresses(read, "127.0.0.2"));
    }

    @Test
    void aWildcardAnswersWhateverIsAskedFor() {
        dns.hasBelow("zen.example", "127.0.0.2");

        assertThat(said()).isEqualTo(addresses(300, "127.0.0.2"));
    }

    @Test
    void aReplyWithoutItsQuestionIsNoAnswer() {
        assertThat(saidWhere(reply -> reply.removeAllRecords(Section.QUESTION))).isEqualTo(failed(Silence.MALFORMED));
    }

    @Test
    void aReplyToAnotherQuestionIsNoAnswer() {
        assertThat(saidWhere(reply -> {
                    reply.removeAllRecords(Section.QUESTION);
                    reply.addRecord(record("other.example.", 0, Type.A, "127.0.0.2"), Section.QUESTION);
                }))
                .isEqualTo(failed(Silence.MALFORMED));
    }

    @Test
    void aLostPacketIsSentAgain() {
        dns.has(NAME, Type.A, "127.0.0.2").drops(1);

        assertThat(said()).isEqualTo(addresses(300, "127.0.0.2"));
        assertThat(dns.asked()).hasSize(2);
    }

    @Test
    void theSecondServerIsAskedWhereTheFirstIsSilent() throws IOException {
        try (ScriptedDns second = new ScriptedDns()) {
            second.has(NAME, Type.A, "127.0.0.2");
            dns.fallsSilent();

            assertThat(said(new DnsQuestions(new DnsSettings(List.of(dns.server(), second.server())))))
                    .isEqualTo(addresses(300, "127.0.0.2"));
        }
    }

    @Test
    void whereNobodyAnswersItIsATimeOut() {
        dns.fallsSilent();

        assertThat(said()).isEqualTo(failed(Silence.TIME_OUT));
    }

    @Test
    void aClosedPortIsUnreachable() throws IOException {
        dns.close();

        assertThat(said()).isEqualTo(failed(Silence.UNREACHABLE));
    }

    @Test
    void anAnswerThatIsLateForOneNameKeepsNoOtherWaiting() throws IOException {
        dns.holds("slow.example")
                .has("2.0.0.127.slow.example", Type.A, "127.0.0.3")
                .has(NAME, Type.A, "127.0.0.2");
        CompletableFuture<DnsReply> slow = questions.addresses("2.0.0.127.slow.example.");

        assertThat(said()).isEqualTo(addresses(300, "127.0.0.2"));
        assertThat(slow).isNotDone();

        await().atMost(PATIENCE).until(() -> dns.asked().contains("UDP 2.0.0.127.slow.example. A"));
        dns.releases();
        assertThat(slow.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .isEqualTo(addresses(300, "127.0.0.3"));
    }

    @Test
    void whatIsNoNameForDnsFailsAndDoesNotThrow() {
        assertThat(questions
                        .addresses("a..example.")
                        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join())
                .isInstanceOf(DnsReply.Failed.class);
        assertThat(questions
                        .text("a..example.")
                        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join())
                .isEmpty();
    }

    @Test
    void answersAreReadOnThreadsOfOurOwn() {
        dns.fallsSilent();

        CompletableFuture<String> thread = questions
                .addresses(NAME)
                .thenApply(reply -> Thread.currentThread().getName());

        assertThat(thread.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .isEqualTo("relayguard-dnsbl");
    }

    @Test
    void aTextIsReadWithoutEscapesAndItsPartsWithoutGaps() {
        dns.has(NAME, Type.TXT, "\"Listed \\\"here\\\", see https://SECRET\" \"KEY.zen.example\"", "second");

        assertThat(text()).isEqualTo("Listed \"here\", see https://SECRETKEY.zen.example second");
    }

    @Test
    void noTextIsEmpty() {
        assertThat(text()).isEmpty();

        dns.fails(NAME, Type.TXT, Rcode.SERVFAIL);
        assertThat(text()).isEmpty();
    }

    @Test
    void moreQuestionsThanMayBeUnderWayAreNotAskedAndEachThatEndsMakesRoom() throws IOException {
        DnsQuestions few = new DnsQuestions(new DnsSettings(List.of(dns.server())), 2);
        dns.holds("zen.example").fails("c.zen.example", Type.A, Rcode.SERVFAIL);
        CompletableFuture<DnsReply> first = few.addresses("a.zen.example.");
        CompletableFuture<DnsReply> second = few.addresses("b.zen.example.");

        assertThat(few.addresses("c.zen.example.")).isCompletedWithValue(failed(Silence.TOO_MANY));

        await().atMost(PATIENCE).until(() -> dns.asked().size() >= 2);
        dns.releases();
        await().atMost(PATIENCE).until(() -> first.isDone() && second.isDone());
        for (int i = 0; i < 10; i++) {
            assertThat(few.addresses("c.zen.example.")
                            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .join())
                    .isEqualTo(failed(Silence.SERVER_FAILED));
        }
    }
}
