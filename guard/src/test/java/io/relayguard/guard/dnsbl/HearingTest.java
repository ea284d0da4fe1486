package io.relayguard.guard.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.dnsbl.Silence;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HearingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Hearing hearing = new Hearing(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void whoIsAskedNothingIsNotSilent() {
        pass(Duration.ofHours(1));

        assertThat(hearing.isSilent()).isFalse();
    }

    @Test
    void silenceBeginsWithTheFirstQuestionThatHasNoAnswer() {
        hearing.asked();
        pass(SECOND.minusNanos(1));
        hearing.asked();
        assertThat(hearing.isSilent()).isFalse();

        pass(Duration.ofNanos(1));

        assertThat(hearing.isSilent()).isTrue();
    }

    @Test
    void anyAnswerEndsIt() {
        hearing.asked();
        pass(SECOND);
        hearing.answered(Replies.addresses("127.0.0.2"));

        assertThat(hearing.isSilent()).isFalse();
    }

    /** An error is an answer too, but for those that no server sent. */
    @ParameterizedTest
    @EnumSource(Silence.class)
    void onlyWhatNoServerSentDoesNotEndIt(Silence why) {
        hearing.asked();
        pass(SECOND);
        hearing.answered(Replies.failed(why));

        assertThat(hearing.isSilent())
                .isEqualTo(
                        switch (why) {
                            case TIME_OUT, UNREACHABLE, SUSPENDED, NAME_TOO_LONG, TOO_MANY -> true;
                            default -> false;
                        });
    }

    @Test
    void whileNothingIsHeardOnlyFewQuestionsAreOnTheirWayAtATime() {
        for (int i = 0; i < Hearing.FEW; i++) {
            assertThat(hearing.mayAsk()).isTrue();
            hearing.asked();
        }
        assertThat(hearing.mayAsk()).as("within the first second").isTrue();
        pass(SECOND);
        assertThat(hearing.mayAsk()).as("after it").isFalse();

        hearing.answered(Replies.failed(Silence.TIME_OUT));
        assertThat(hearing.mayAsk()).as("in the place of one that timed out").isTrue();
        hearing.asked();
        assertThat(hearing.mayAsk()).isFalse();

        hearing.answered(Replies.addresses("127.0.0.2"));
        hearing.asked();
        assertThat(hearing.mayAsk()).as("once something was heard").isTrue();
    }
}
