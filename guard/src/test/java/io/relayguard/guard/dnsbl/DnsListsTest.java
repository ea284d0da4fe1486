package io.relayguard.guard.dnsbl;

import static io.relayguard.guard.dnsbl.ListsForTests.CLIENT;
import static io.relayguard.guard.dnsbl.ListsForTests.FOREVER;
import static io.relayguard.guard.dnsbl.ListsForTests.settings;
import static io.relayguard.guard.dnsbl.ListsForTests.zone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.relayguard.core.dnsbl.DnsblVerdict;
import io.relayguard.core.dnsbl.Kind;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.settings.DnsblSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How zones are asked, and when that comes to a decision. */
class DnsListsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Zone ZEN = zone("zen.example", 3);
    private static final Zone BL = zone("bl.example", 2);
    private static final Zone WL = zone("wl.example", -2);

    private final ListsForTests given = new ListsForTests();
    private final ScriptedQuestions dns = given.dns.works("zen.example", "bl.example", "wl.example");

    private static Check ask(DnsLists lists, Subject... subjects) {
        return lists.check(lists.settings().rules(), List.of(subjects));
    }

    private static DnsblVerdict verdict(DnsLists lists, Subject... subjects) {
        return assertTimeoutPreemptively(PATIENCE, () -> lists.decide(ask(lists, subjects)));
    }

    @Test
    void allZonesAreAskedAtOnceByAbsoluteNames() {
        DnsLists lists = given.lists(settings(3, ZEN, BL, WL));

        Check check = ask(lists, CLIENT);

        assertThat(dns.askedAboutClients())
                .containsExactly("4.3.2.1.zen.example.", "4.3.2.1.bl.example.", "4.3.2.1.wl.example.");
        assertThat(check.decided()).isNotDone();
    }

    @Test
    void aZoneIsAskedOnlyAboutWhatItLists() {
        dns.worksForDomains("dbl.example", "greet.example");
        DnsLists lists = given.lists(settings(
                1, ZEN, ListsForTests.of(Kind.SENDER, "dbl.example"), ListsForTests.of(Kind.HELO, "greet.example")));

        var unused = ask(lists, CLIENT, ListsForTests.sender("a.example"), ListsForTests.helo("b.example"));

        assertThat(dns.askedAboutClients())
                .containsExactly("4.3.2.1.zen.example.", "a.example.dbl.example.", "b.example.greet.example.");
    }

    @Test
    void nobodyToAskAboutIsNotListed() {
        DnsLists lists = given.lists(settings(3, ZEN));

        assertThat(verdict(lists)).isEqualTo(DnsblVerdict.UNASKED);
        assertThat(dns.askedAboutClients()).isEmpty();
    }

    @Test
    void aNameThatDnsHasNoRoomForIsNotAskedAndKeepsNobodyWaiting() {
        dns.worksForDomains("dbl.example");
        DnsLists lists = given.lists(settings(1, ListsForTests.of(Kind.SENDER, "dbl.example")));
        String longest = "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(61);

        assertThat(verdict(lists, ListsForTests.sender(longest)).listed()).isFalse();
        assertThat(dns.askedAboutClients()).isEmpty();
    }

    @Test
    void aHundredThreadsThatAskTheSameAskOnce() throws InterruptedException {
        DnsLists lists = given.lists(settings(3, FOREVER, 100, ZEN));
        CountDownLatch start = new CountDownLatch(1);
        Queue<DnsblVerdict> verdicts = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            threads.add(started(() -> {
                start.await();
                verdicts.add(lists.decide(ask(lists, CLIENT)));
            }));
        }
        start.countDown();
        await().atMost(PATIENCE)
                .until(() -> threads.stream().allMatch(each -> each.getState() == Thread.State.TIMED_WAITING));

        dns.says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2"));

        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(dns.askedAboutClients()).containsExactly("4.3.2.1.zen.example.");
        assertThat(verdicts).hasSize(100).allMatch(DnsblVerdict::listed);
        assertThat(given.events.counted("zen asked")).isEqualTo(1);
        assertThat(given.events.counted("zen listed")).isEqualTo(100);
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static Thread started(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    void itIsDecidedBeforeAZoneAnswersThatCanChangeNothing() {
        dns.says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2"));
        DnsLists lists = given.lists(settings(3, ZEN, BL));

        DnsblVerdict verdict = verdict(lists, CLIENT);

        assertThat(dns.open()).isEqualTo(1);
        assertThat(verdict.listed()).isTrue();
        assertThat(verdict.score()).isEqualTo(3);
    }

    @Test
    void theThresholdOutOfReachIsADecisionToo() {
        dns.says("4.3.2.1.zen.example.", Replies.NOTHING);
        DnsLists lists = given.lists(settings(3, ZEN, BL));

        assertThat(verdict(lists, CLIENT).listed()).isFalse();
        assertThat(dns.open()).isEqualTo(1);
    }

    @Test
    void anAllowListThatMayStillSpeakIsWaitedFor() {
        dns.says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2"));
        DnsLists lists = given.lists(settings(3, ZEN, WL));
        Check check = ask(lists, CLIENT);
        assertThat(check.decided()).isNotDone();

        dns.says("4.3.2.1.wl.example.", Replies.addresses("127.0.5.1"));

        assertThat(verdict(lists, CLIENT).score()).isEqualTo(1);
        assertThat(lists.decide(check).listed()).isFalse();
    }

    @Test
    void aDecisionIsFinalAndAllWhoListAreNamedThatHaveAnswered() {
        dns.says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2"));
        DnsLists lists = given.lists(settings(3, ZEN, BL));
        Check check = ask(lists, CLIENT);
        assertThat(lists.decide(check)).isEqualTo(new DnsblVerdict(true, 3, List.of(ZEN)));

        dns.says("4.3.2.1.bl.example.", Replies.addresses("127.0.0.2"));

        assertThat(lists.decide(check)).isEqualTo(new DnsblVerdict(true, 5, List.of(ZEN, BL)));
        assertThat(verdict(lists, CLIENT)).isEqualTo(new DnsblVerdict(true, 5, List.of(ZEN, BL)));
    }

    @Test
    void atTheDeadlineItIsDecidedByThoseWhoAnswered() {
        dns.says("4.3.2.1.bl.example.", Replies.addresses("127.0.0.2"));
        DnsLists lists = given.lists(settings(3, Duration.ofMillis(50), 8, ZEN, BL));

        DnsblVerdict verdict = verdict(lists, CLIENT);

        assertThat(verdict.listed()).isFalse();
        assertThat(verdict.labels()).containsExactly("bl");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(given.events.counted("zen no-answer time-out"))
                        .isEqualTo(1));
    }

    @Test
    void theDeadlineDecidesEvenIfNobodyWaits() {
        DnsLists lists = given.lists(settings(3, Duration.ofMillis(20), 0, ZEN, BL));

        Check check = ask(lists, CLIENT);

        await().atMost(PATIENCE).until(() -> check.decided().isDone());
    }

    @Test
    void silenceIsKeptForTenSeconds() {
        DnsLists lists = given.lists(settings(3, Duration.ofMillis(20), 8, ZEN));
        assertThat(verdict(lists, CLIENT).listed()).isFalse();
        await().atMost(PATIENCE).until(() -> given.events.counted("zen no-answer time-out") == 1);
        dns.says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2"));

        given.clock.move(Duration.ofSeconds(10).minusMillis(1));
        assertThat(verdict(lists, CLIENT).listed()).isFalse();

        given.clock.move(Duration.ofMillis(1));
        assertThat(verdict(lists, CLIENT).listed()).isTrue();
        assertThat(dns.askedAboutClients()).hasSize(2);
    }

    @Test
    void aThreadTooManyTakesWhatIsKnown() {
        dns.says("4.3.2.1.bl.example.", Replies.addresses("127.0.0.2"));
        DnsLists lists = given.lists(settings(3, FOREVER, 0, ZEN, BL));

        DnsblVerdict verdict = verdict(lists, CLIENT);

        assertThat(verdict.listed()).isFalse();
        assertThat(verdict.labels()).containsExactly("bl");
    }

    @Test
    void aThreadTooManyTakesTheDecisionOnceItIsThere() {
        DnsLists lists = given.lists(settings(3, FOREVER, 0, ZEN));
        Check check = ask(lists, CLIENT);
        assertThat(lists.decide(check).listed()).isFalse();

        dns.says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2"));

        assertThat(lists.decide(check).listed()).isTrue();
    }

    @Test
    void aThreadThatIsStoppedTakesWhatIsKnownAndStaysStopped() {
        dns.says("4.3.2.1.bl.example.", Replies.addresses("127.0.0.2"));
        DnsLists lists = given.lists(settings(3, FOREVER, 8, ZEN, BL));
        Check check = ask(lists, CLIENT);

        Thread.currentThread().interrupt();
        DnsblVerdict verdict = lists.decide(check);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(verdict.labels()).containsExactly("bl");
    }

    @Test
    void anAnswerThatIsKeptIsNotAskedForAgain() {
        dns.says("4.3.2.1.zen.example.", Replies.addresses(Duration.ofMinutes(5), "127.0.0.2"));
        DnsLists lists = given.lists(settings(3, ZEN));
        assertThat(verdict(lists, CLIENT).listed()).isTrue();
        dns.says("4.3.2.1.zen.example.", Replies.NOTHING);

        given.clock.move(Duration.ofMinutes(5).minusMillis(1));
        assertThat(verdict(lists, CLIENT).listed()).isTrue();

        given.clock.move(Duration.ofMillis(1));
        assertThat(verdict(lists, CLIENT).listed()).isFalse();
        assertThat(dns.askedAboutClients()).hasSize(2);
    }

    @Test
    void repliesOfNoInterestToOneEntryAreOfInterestToTheOther() {
        dns.says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.10"));
        DnsblSettings twice = settings(
                3,
                ListsForTests.replying(ZEN, "127.0.0.2"),
                ListsForTests.replying(zone("zen.example", 1), "127.0.0.10"));

        DnsblVerdict verdict = verdict(given.lists(twice), CLIENT);

        assertThat(verdict.score()).isEqualTo(1);
        assertThat(dns.askedAboutClients()).containsExactly("4.3.2.1.zen.example.");
    }

    @Test
    void allThreadsGetThePlacesThatOthersLeft() throws InterruptedException {
        DnsLists lists = given.lists(settings(3, FOREVER, 1, ZEN));
        for (int i = 0; i < 20; i++) {
            Subject client = ListsForTests.client("1.2.3." + i);
            AtomicReference<DnsblVerdict> heard = new AtomicReference<>(DnsblVerdict.UNASKED);
            Thread thread = started(() -> heard.set(lists.decide(ask(lists, client))));
            await().atMost(PATIENCE).until(() -> thread.getState() == Thread.State.TIMED_WAITING);

            dns.says(i + ".3.2.1.zen.example.", Replies.addresses("127.0.0.2"));

            thread.join();
            assertThat(heard).hasValueMatching(DnsblVerdict::listed);
        }
    }
}
