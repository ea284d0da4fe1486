package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.primary.Delivery;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Accepted is kept: SIGKILL to a real James under load, at twenty random moments, while its primary is up, is down, goes or comes.
 *
 * <p>A mail counts as accepted by the buffer when its line {@code event=kept} stands in James's log. The reply 250 behind the
 * final dot says less here: this James, the memory server, has its own queue in memory, and a mail that has not come out of it
 * yet is gone with the process. That queue is James's and not ours; a James with a queue on disk does not lose it.
 *
 * <p>A mail may come twice where a kill, or the primary's going down, cut off the conversation that it was in.
 */
class KilledJamesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long SEED = 20_261_124;
    private static final int KILLS = 20;
    private static final int CONNECTIONS = 5;

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(
            RunningJames.SECONDARY_MX,
            overlay -> overlay.replace(
                    "relayguard.xml",
                    "<connections>20</connections>",
                    "<connections>" + CONNECTIONS + "</connections>"));

    private final NumberedLoad load = new NumberedLoad(JAMES);
    private final Arrivals arrivals = new Arrivals();

    /**
     * Moments, told by how many mails James has accepted since it answers. The rest of its start goes on meanwhile.
     *
     * @param up if the primary is there at first
     * @param changes if it then comes or goes
     * @param change when it does
     * @param kill when James is killed
     */
    private record Round(boolean up, boolean changes, int change, int kill) {
        static Round at(Random random) {
            int change = 1 + random.nextInt(100);
            return new Round(random.nextBoolean(), random.nextBoolean(), change, change + random.nextInt(100));
        }
    }

    @BeforeEach
    void listen() {
        JAMES.primary().whenDelivered(arrivals::note);
    }

    @Test
    void nothingThatTheBufferHasKeptIsLostInTwentyKills() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        for (int kill = 1; kill <= KILLS; kill++) {
            playUntilKilled(Round.at(random));
        }
        JAMES.primary().start();
        JAMES.server().start();
        await("nothing waits any more").atMost(LIMIT).until(() -> waiting().isEmpty());

        BufferLedger ledger = new BufferLedger(JAMES.server().log());
        System.out.println(KILLS + " kills: " + load.accepted() + " mails got 250, "
                + ledger.recipients().size() + " were kept, "
                + arrivals.recipients().size() + " arrived, "
                + arrivals.repetitions().size() + " came again");
        assertThat(load.refusals()).isEmpty();
        assertThat(ledger.recipients()).hasSizeGreaterThan(KILLS * 10);
        assertThat(ledger.unaccountedFor()).isEmpty();
        assertThat(arrivals.recipients()).containsAll(ledger.recipients());
        assertThat(JAMES.primary().deliveries()).allSatisfy(KilledJamesIT::isWhole);
        assertThat(setAside()).allMatch(file -> file.getFileName().toString().contains(".tmp."));
        assertRepetitionsAreExplained();
    }

    private void playUntilKilled(Round round) throws IOException, InterruptedException {
        set(round.up());
        bringUp();
        int before = load.accepted();
        List<Thread> clients = load.begin();
        if (round.changes()) {
            awaitAccepted(before + round.change());
            set(!round.up());
        }
        awaitAccepted(before + round.kill());
        JAMES.server().kill9();
        for (Thread client : clients) {
            client.join(LIMIT.toMillis());
            assertThat(client.isAlive()).isFalse();
        }
        await("the primary has dealt with what it has").atMost(LIMIT).until(JAMES.primary()::isIdle);
        arrivals.cutOff();
    }

    /** Mail may come while James still looks for what it kept: from the first connection that it takes. */
    private static void bringUp() throws IOException {
        if (!JAMES.server().isRunning()) {
            JAMES.server().begin();
        }
        await("James answers")
                .atMost(LIMIT)
                .ignoreExceptionsInstanceOf(ConnectException.class)
                .until(() -> {
                    JAMES.clientFrom(Loopback.STRANGER).close();
                    return true;
                });
    }

    private void set(boolean up) throws IOException {
        if (up) {
            JAMES.primary().start();
        } else {
            JAMES.primary().stop();
        }
    }

    private void awaitAccepted(int count) {
        await(count + " mails are accepted")
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> load.accepted() >= count);
    }

    /** Each lies across a cut, and no cut has more than there are conversations at once. */
    private void assertRepetitionsAreExplained() {
        List<Arrivals.Repetition> repetitions = arrivals.repetitions();
        assertThat(repetitions).allMatch(Arrivals.Repetition::isAcrossACut);
        Map<Integer, Long> perStretch = repetitions.stream()
                .collect(Collectors.groupingBy(Arrivals.Repetition::stretch, Collectors.counting()));
        assertThat(perStretch.values()).allMatch(count -> count <= CONNECTIONS);
        assertThat(repetitions).hasSizeLessThanOrEqualTo(KILLS * CONNECTIONS);
    }

    private static void isWhole(Delivery mail) {
        String number = mail.recipients().get(0).replaceAll("\\D", "");
        assertThat(mail.recipients()).containsExactly(NumberedLoad.recipient(Integer.parseInt(number)));
        assertThat(mail.messageBelowTrace()).isEqualTo(NumberedLoad.message(Integer.parseInt(number)));
    }

    private static List<Path> waiting() throws IOException {
        return JAMES.spooled().stream().filter(file -> !isSetAside(file)).toList();
    }

    /** What kills have left half written: nobody was ever told that such a mail is kept. */
    private static List<Path> setAside() throws IOException {
        return JAMES.spooled().stream().filter(KilledJamesIT::isSetAside).toList();
    }

    private static boolean isSetAside(Path file) {
        return file.toString().contains("/set-aside/");
    }
}
