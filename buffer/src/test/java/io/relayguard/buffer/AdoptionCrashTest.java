package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.DomainName;
import io.relayguard.spool.SimulatedDisk;
import io.relayguard.spool.SimulatedFaults;
import io.relayguard.spool.SimulatedSpool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.junit.jupiter.api.Test;

/**
 * The machine crashes before and after every operation of an adoption: what is asked for again then is moved and delivered,
 * once each, though ours sends what it has as soon as it has started.
 */
class AdoptionCrashTest {
    private static final int SEEDS = 20;

    /** Operations of the end, from the one on that takes the note away: it is looked for in two folders. */
    private static final int END = 2;

    private static final String[] ALL = {
        "mail-0 a@example.org", "mail-0 b@example.org", "mail-1 a@example.org", "mail-2 c@example.org"
    };

    private final HandClock clock = new HandClock();
    private final FakePrimary primary = new FakePrimary();
    private SimulatedDisk disk = new SimulatedDisk(0);

    private HandNode node(String name) {
        return new HandNode(name, new FakeRepositories(this::open), this::below, primary, clock);
    }

    private MailRepository open(MailRepositoryUrl url) {
        try {
            return SimulatedSpool.open(disk, path(url));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path path(MailRepositoryUrl url) {
        return Path.of("/" + url.getPath().asString());
    }

    private Set<DomainName> below(MailRepositoryUrl node) throws IOException {
        Set<DomainName> domains = new HashSet<>();
        if (disk.exists(path(node))) {
            disk.list(path(node), entry -> !entry.isFolder() || domains.add(new DomainName(entry.name())));
        }
        return domains;
    }

    /** A disk with what a node has kept; how many operations an adoption takes from here. */
    private void newStory(long seed) throws Exception {
        disk = new SimulatedDisk(seed);
        primary.taken.clear();
        HandNode dead = node("dead");
        dead.keep("mail-0", "a@example.org", "b@example.org");
        dead.keep("mail-1", "a@example.org");
        dead.keep("mail-2", "c@example.org");
    }

    private int operations() throws Exception {
        newStory(0);
        int before = disk.faults().changes();
        node("ours").adopt("dead");
        return disk.faults().changes() - before;
    }

    /** True if the crash came. */
    private boolean adoptIsCutOff() throws Exception {
        try {
            node("ours").adopt("dead");
            return false;
        } catch (SimulatedFaults.Crash crash) {
            return true;
        }
    }

    private void startDeliverAndAdoptAgain() throws Exception {
        disk = disk.restarted();
        HandNode ours = node("ours");
        ours.start();
        ours.run();
        Adopted again = ours.adopt("dead");
        assertThat(again.left()).isZero();
        ours.run();
        assertThat(ours.contents(Engine.NAME.value())).isEmpty();
        assertThat(node("dead").contents(Engine.NAME.value())).isEmpty();
    }

    @Test
    void cutOffAnywhereItEndsWithEverythingDeliveredOnce() throws Exception {
        int operations = operations() - END;
        assertThat(operations).isGreaterThan(15);
        for (long seed = 0; seed < SEEDS; seed++) {
            for (int change = 1; change <= operations + 1; change++) {
                newStory(seed);
                disk.faults().crashBefore(disk.faults().changes() + change);
                assertThat(adoptIsCutOff()).isTrue();
                startDeliverAndAdoptAgain();
                assertThat(primary.taken).as("before %s, seed %s", change, seed).containsExactlyInAnyOrder(ALL);
            }
            for (int change = 1; change <= operations; change++) {
                newStory(seed);
                disk.faults().crashAfter(disk.faults().changes() + change);
                assertThat(adoptIsCutOff()).isTrue();
                startDeliverAndAdoptAgain();
                assertThat(primary.taken).as("after %s, seed %s", change, seed).containsExactlyInAnyOrder(ALL);
            }
        }
    }

    /** What theirs was made to forget is not forced to disk: as everywhere, twice is better than never. */
    @Test
    void aCrashOfTheMachineAfterTheEndLosesNothing() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            newStory(seed);
            assertThat(adoptIsCutOff()).isFalse();
            startDeliverAndAdoptAgain();
            assertThat(primary.taken).as("seed %s", seed).contains(ALL);
        }
    }
}
