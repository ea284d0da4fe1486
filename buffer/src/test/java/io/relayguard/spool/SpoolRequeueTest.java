package io.relayguard.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.spool.format.SpoolFolder;
import io.relayguard.spool.format.TornFile;
import java.nio.file.Path;
import java.util.List;
import org.apache.james.mailrepository.api.MailKey;
import org.junit.jupiter.api.Test;

/** A file that was set aside, on its way back among the mails, with a crash at every operation. */
class SpoolRequeueTest {
    private static final int BOUND = 1;
    private static final int SEEDS = 100;

    @Test
    void crashAtAnyPointLeavesTheFileBackOrStillAsideAndWhole() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            for (int change = 1; !finishes(seed, change); change++) {
                assertThat(change).isLessThan(50);
            }
        }
    }

    private static boolean finishes(long seed, int change) throws Exception {
        SimulatedDisk disk = new SimulatedDisk(seed);
        SpoolMailRepository repository = SimulatedSpool.open(disk, SpoolStory.FOLDER, BOUND);
        MailKey key = repository.store(Mails.mail("mail", Mails.SHORT, "a@example.org"));
        SpoolFolder spool = new SpoolFolder(disk, SpoolStory.FOLDER, BOUND);
        Path file = spool.find("mail").orElseThrow();
        byte[] octets = disk.octets(file);
        spool.setAside(new TornFile(file, "nothing wrong", "a test"));
        Path aside = SpoolStory.FOLDER
                .resolve(SpoolFolder.SET_ASIDE)
                .resolve(SpoolStory.setAside(disk).get(0));
        repository.store(Mails.mail("other", Mails.SHORT, "a@example.org"));
        if (seed % 2 == 0) {
            disk.faults().crashBefore(disk.faults().changes() + change);
        } else {
            disk.faults().crashAfter(disk.faults().changes() + change);
        }
        boolean finished = finishes(spool, aside);
        SimulatedDisk later = disk.restarted();
        SpoolMailRepository next = SimulatedSpool.open(later, SpoolStory.FOLDER, BOUND);
        List<String> left = SpoolStory.setAside(later);
        if (next.retrieve(key) == null) {
            assertThat(finished).isFalse();
            assertThat(left).hasSize(1);
            assertThat(later.octets(aside)).isEqualTo(octets);
        } else {
            assertThat(Mails.octets(Mails.read(next, key))).isEqualTo(Mails.SHORT);
            assertThat(finished && !left.isEmpty()).isFalse();
        }
        assertThat(next.retrieve(new MailKey("other"))).isNotNull();
        return finished;
    }

    private static boolean finishes(SpoolFolder spool, Path aside) throws Exception {
        try {
            spool.requeue(aside);
            return true;
        } catch (SimulatedFaults.Crash expected) {
            return false;
        }
    }
}
