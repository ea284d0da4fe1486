package io.relayguard.guard.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.dnsbl.Silence;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ComplaintTest {
    private static final long START = 1_000_000;
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Complaint complaint = new Complaint();

    @Test
    void nothingIsHeardAtFirst() {
        assertThat(complaint.at(START)).isEmpty();
    }

    @Test
    void theFirstOneIsNewsAndTheSameIsNoneForAnHour() {
        assertThat(complaint.hear(Silence.PUBLIC_RESOLVER, START)).isTrue();
        assertThat(complaint.hear(Silence.PUBLIC_RESOLVER, START)).isFalse();
        assertThat(complaint.hear(Silence.PUBLIC_RESOLVER, START + HOUR - 1)).isFalse();
        assertThat(complaint.hear(Silence.PUBLIC_RESOLVER, START + HOUR)).isTrue();
    }

    @Test
    void itIsForgottenAfterAnHour() {
        complaint.hear(Silence.LIMIT_EXCEEDED, START);

        assertThat(complaint.at(START + HOUR - 1)).contains(Silence.LIMIT_EXCEEDED);
        assertThat(complaint.at(START + HOUR)).isEmpty();
    }

    @Test
    void twoThatComeInTurnAreNewsOnceEach() {
        assertThat(complaint.hear(Silence.PUBLIC_RESOLVER, START)).isTrue();
        assertThat(complaint.hear(Silence.LIMIT_EXCEEDED, START + 1)).isTrue();
        assertThat(complaint.hear(Silence.PUBLIC_RESOLVER, START + 2)).isFalse();
        assertThat(complaint.hear(Silence.LIMIT_EXCEEDED, START + 3)).isFalse();

        assertThat(complaint.at(START + 3)).contains(Silence.LIMIT_EXCEEDED);
    }
}
