package io.relayguard.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What those get who have to carry a decision out, and to log it. */
class DecisionTest {
    private static final Origin STRANGER = World.client("203.0.113.9");
    private static final ReversePath SENDER = World.from("<bob@example.com>");
    private static final Recipient RECIPIENT = World.to("ann@example.org");

    /** Kept for the primary, although the sender is forged: that rule only observes. */
    private static final Decision KEPT = World.policy(new RelayRules(
                    Roles.ALL,
                    new ForgedSenders(true, Set.of(), Set.of()),
                    new Enforcement(Mode.ENFORCE, Set.of(Rule.FORGED_SENDER))))
            .decide(STRANGER, SENDER, RECIPIENT);

    @Test
    void itNamesTheQuestionThatItAnswers() {
        assertThat(KEPT.origin()).isEqualTo(STRANGER);
        assertThat(KEPT.reversePath()).isEqualTo(SENDER);
        assertThat(KEPT.recipient()).isEqualTo(RECIPIENT);
    }

    @Test
    void whatNobodyCanCarryOutNowIsPutOffAndStaysTheSameCase() {
        Decision postponed = KEPT.postponed(Verdict.Postponement.BUFFER_NOT_WIRED);

        assertThat(KEPT.verdict()).isInstanceOf(Verdict.KeepForPrimary.class);
        assertThat(postponed.verdict()).isEqualTo(new Verdict.NotNow(Verdict.Postponement.BUFFER_NOT_WIRED));
        assertThat(postponed.observed()).containsExactly(Rule.FORGED_SENDER);
        assertThat(postponed.origin()).isEqualTo(STRANGER);
        assertThat(postponed.recipient()).isEqualTo(RECIPIENT);
        assertThat(postponed.why().recipient()).isEqualTo(KEPT.why().recipient());
        assertThat(postponed.why().rule()).endsWith("and only observes; postponed: buffer-not-wired");
    }

    @Test
    void anOriginIsWrittenAsTheLogHasIt() {
        assertThat(World.client("::ffff:203.0.113.9")).hasToString("client 203.0.113.9");
        assertThat(new Origin.User("bob@example.com")).hasToString("user bob@example.com");
        assertThat(new Origin.Collected("fetch-bob")).hasToString("collected by fetch-bob");
        assertThat(new Origin.Ourselves()).hasToString("ourselves");
        assertThat(new Origin.Untraced()).hasToString("untraced");
    }
}
