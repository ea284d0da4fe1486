package io.relayguard.guard.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.dnsbl.DnsReply;
import io.relayguard.core.dnsbl.Listing;
import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.settings.DnsblSettings.CacheRules;
import io.relayguard.core.settings.DnsblSettings.Span;
import io.relayguard.guard.dnsbl.Answers.Kept;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long answers are kept, by a clock that stands until it is moved. */
class AnswersTest {
    private static final ZoneWatch.Key ZEN = ZoneWatch.Key.of(ListsForTests.zone("zen.example.net", 1));
    private static final ZoneWatch.Key OTHER = ZoneWatch.Key.of(ListsForTests.zone("bl.example.net", 1));
    private static final Subject CLIENT = ListsForTests.CLIENT;
    private static final CacheRules RULES = new CacheRules(
            100,
            new Span(Duration.ofMinutes(1), Duration.ofHours(1)),
            new Span(Duration.ofSeconds(30), Duration.ofMinutes(10)),
            Duration.ofSeconds(10));

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final Answers answers = new Answers(RULES.entries(), nanos::get);

    @ParameterizedTest
    @CsvSource({
        "LISTED, 0, 60",
        "LISTED, 59, 60",
        "LISTED, 61, 61",
        "LISTED, 3600, 3600",
        "LISTED, 3601, 3600",
        "LISTED, 2147483648, 3600",
        "UNLISTED, 0, 30",
        "UNLISTED, 29, 30",
        "UNLISTED, 60, 60",
        "UNLISTED, 601, 600",
        "UNLISTED, 2147483648, 600",
        "SILENT, 0, 10"
    })
    void anAnswerIsKeptForItsTtlWithinTheBounds(String what, long ttl, long kept) {
        Duration time = Duration.ofSeconds(ttl);
        DnsReply reply = switch (what) {
            case "LISTED" -> Replies.addresses(time, "127.0.0.2");
            case "UNLISTED" -> new DnsReply.Nothing(time);
            default -> Replies.failed(Silence.TIME_OUT);
        };
        ask(ZEN, CLIENT, reply);

        move(Duration.ofSeconds(kept).minusNanos(1));
        ask(ZEN, CLIENT, reply);
        assertThat(asked).hasValue(1);

        move(Duration.ofNanos(1));
        ask(ZEN, CLIENT, reply);
        assertThat(asked).hasValue(2);
    }

    @Test
    void anOperatorsErrorIsKeptAsLongAsSilenceIs() {
        Kept kept = Kept.of(Replies.addresses(Duration.ofMinutes(2), "127.255.255.254"), RULES);

        assertThat(kept).isEqualTo(new Kept(new Listing.NoAnswer(Silence.PUBLIC_RESOLVER), Duration.ofSeconds(10)));
    }

    @Test
    void whatIsReadOftenIsNotKeptLongerForIt() {
        ask(ZEN, CLIENT, Replies.addresses(Duration.ZERO, "127.0.0.2"));

        for (int second = 1; second < 60; second++) {
            move(Duration.ofSeconds(1));
            ask(ZEN, CLIENT, Replies.NOTHING);
        }
        assertThat(asked).hasValue(1);

        move(Duration.ofSeconds(1));
        ask(ZEN, CLIENT, Replies.NOTHING);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aQuestionUnderWayIsNotAskedAgainHoweverLongItTakes() {
        CompletableFuture<Kept> underWay = new CompletableFuture<>();
        CompletableFuture<Kept> first = answers.get(ZEN, CLIENT, () -> underWay);
        move(Duration.ofDays(1));

        CompletableFuture<Kept> second = answers.get(ZEN, CLIENT, CompletableFuture::new);

        underWay.complete(Kept.of(Replies.NOTHING, RULES));
        assertThat(first).isCompletedWithValue(Kept.of(Replies.NOTHING, RULES));
        assertThat(second).isCompletedWithValue(Kept.of(Replies.NOTHING, RULES));
    }

    @Test
    void eachZoneAndEachSubjectHasAnAnswerOfItsOwn() {
        ask(ZEN, CLIENT, Replies.NOTHING);
        ask(OTHER, CLIENT, Replies.NOTHING);
        ask(ZEN, ListsForTests.client("1.2.3.5"), Replies.NOTHING);
        ask(ZEN, ListsForTests.sender("example.org"), Replies.NOTHING);
        ask(ZEN, ListsForTests.helo("example.org"), Replies.NOTHING);

        assertThat(asked).hasValue(5);
    }

    @Test
    void anAddressOfIpv4WrittenAsIpv6IsTheSameClient() {
        ask(ZEN, ListsForTests.client("1.2.3.4"), Replies.NOTHING);
        ask(ZEN, ListsForTests.client("::ffff:1.2.3.4"), Replies.NOTHING);

        assertThat(asked).hasValue(1);
    }

    @Test
    void forgettingAZoneForgetsNoOther() {
        ask(ZEN, CLIENT, Replies.NOTHING);
        ask(OTHER, CLIENT, Replies.NOTHING);

        answers.forget(ZEN);

        ask(ZEN, CLIENT, Replies.NOTHING);
        ask(OTHER, CLIENT, Replies.NOTHING);
        assertThat(asked).hasValue(3);
    }

    @Test
    void whatWasUnderWayWhenAZoneWasForgottenIsNotKept() {
        CompletableFuture<Kept> underWay = new CompletableFuture<>();
        var unused = answers.get(ZEN, CLIENT, () -> underWay);
        answers.forget(ZEN);

        underWay.complete(Kept.of(Replies.addresses("127.0.0.2"), RULES));

        ask(ZEN, CLIENT, Replies.NOTHING);
        assertThat(asked).hasValue(1);
    }

    /** A cache asks within its locks; an answer at once that makes it forget would find them taken. */
    @Test
    void anAnswerThatComesAtOnceMayForgetTheZone() {
        for (int client = 0; client < 50; client++) {
            ask(ZEN, ListsForTests.client("1.2.3." + client), Replies.NOTHING);
        }

        CompletableFuture<Kept> answer = answers.get(ZEN, CLIENT, () -> {
            answers.forget(ZEN);
            return CompletableFuture.completedFuture(Kept.of(Replies.NOTHING, RULES));
        });

        assertThat(answer).isCompletedWithValue(Kept.of(Replies.NOTHING, RULES));
    }

    @Test
    void aQuestionThatFailsIsAskedAgainByTheNext() {
        CompletableFuture<Kept> failed = answers.get(ZEN, CLIENT, () -> {
            throw new IllegalStateException("fault");
        });
        assertThat(failed).isCompletedExceptionally();

        assertThat(ask(ZEN, CLIENT, Replies.NOTHING)).isEqualTo(Kept.of(Replies.NOTHING, RULES));
    }

    @Test
    void moreThanItHasRoomForIsForgotten() {
        Random random = new Random(5782);
        for (int i = 0; i < 10 * RULES.entries(); i++) {
            String address = "1." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
            ask(ZEN, ListsForTests.client(address), Replies.NOTHING);
        }

        assertThat(answers.size()).isLessThanOrEqualTo(RULES.entries());
    }

    private Kept ask(ZoneWatch.Key zone, Subject subject, DnsReply reply) {
        CompletableFuture<Kept> answer = answers.get(zone, subject, () -> {
            asked.incrementAndGet();
            return CompletableFuture.completedFuture(Kept.of(reply, RULES));
        });
        assertThat(answer).isCompleted();
        return answer.join();
    }

    private void move(Duration forward) {
        nanos.addAndGet(forward.toNanos());
    }
}
