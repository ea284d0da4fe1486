package io.relayguard.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.junit.jupiter.api.Test;

/** Crashes before and after every single operation on the disk, with all that the disk had not been told to keep lost. */
class SpoolCrashTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 6;

    /** Where to end. */
    private interface Fault {
        void at(SimulatedFaults faults, int change);
    }

    private static final Fault BEFORE = SimulatedFaults::crashBefore;
    private static final Fault AFTER = SimulatedFaults::crashAfter;

    @Test
    void whateverStoreHasReturnedForIsThereAfterACrashAtAnyPointAndNothingIsTorn() throws Exception {
        long crashes = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            crashes += crashEverywhere(seed, BEFORE) + crashEverywhere(seed, AFTER);
        }
        assertThat(crashes).as("points at which it crashed").isGreaterThan(SEEDS * 2L * STEPS * 3);
    }

    private static int crashEverywhere(long seed, Fault fault) throws IOException, MessagingException {
        for (int change = 1; ; change++) {
            SimulatedDisk disk = new SimulatedDisk(seed);
            fault.at(disk.faults(), change);
            SpoolStory story = new SpoolStory(seed);
            if (!crashes(disk, story)) {
                return change - 1;
            }
            restart(disk, story, seed + change);
        }
    }

    private static boolean crashes(SimulatedDisk disk, SpoolStory story) throws IOException, MessagingException {
        try {
            SpoolMailRepository repository = SpoolStory.open(disk);
            for (int i = 0; i < STEPS; i++) {
                story.step(repository);
            }
            return false;
        } catch (SimulatedFaults.Crash expected) {
            return true;
        }
    }

    /** The next start may crash as well, while it tidies up. */
    private static void restart(SimulatedDisk crashed, SpoolStory story, long number)
            throws IOException, MessagingException {
        SimulatedDisk disk = crashed.restarted();
        disk.faults().crashBefore((int) (number % 5));
        try {
            SpoolStory.open(disk);
        } catch (SimulatedFaults.Crash again) {
            disk = disk.restarted();
        }
        disk.faults().crashBefore(0);
        SpoolMailRepository repository = SpoolStory.open(disk);
        story.holdsFor(disk, repository);
        story.step(repository);
        story.holdsFor(disk, repository);
        SimulatedDisk later = disk.restarted();
        story.holdsFor(later, SpoolStory.open(later));
    }

    @Test
    void storeThatFindsNoSpaceAtAnyPointFailsLeavesNothingAndTouchesNoOtherMail() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            for (int after = 0; storeFailsWithoutSpaceAfter(after, seed); after++) {
                assertThat(after).isLessThan(100);
            }
        }
    }

    private static boolean storeFailsWithoutSpaceAfter(int changes, long seed) throws Exception {
        SimulatedDisk disk = new SimulatedDisk(seed);
        SpoolMailRepository repository = SpoolStory.open(disk);
        SpoolStory story = new SpoolStory(seed);
        for (int i = 0; i < STEPS; i++) {
            story.step(repository);
        }
        var before = SpoolStory.names(disk, SpoolStory.FOLDER);
        disk.faults().fullAt(disk.faults().changes() + 1 + changes);
        int start = disk.faults().changes();
        try {
            repository.store(Mails.mail("new", Mails.SHORT, "a@example.org"));
        } catch (MessagingException full) {
            assertThat(full).hasStackTraceContaining("No space left on device");
            assertThat(SpoolStory.names(disk, SpoolStory.FOLDER)).containsExactlyInAnyOrderElementsOf(before);
            assertThat(repository.retrieve(new MailKey("new"))).isNull();
            story.holdsFor(disk, repository);
            repository.store(Mails.mail("new", Mails.SHORT, "a@example.org"));
            assertThat(Mails.octets(Mails.read(repository, new MailKey("new")))).isEqualTo(Mails.SHORT);
            return true;
        }
        assertThat(disk.faults().changes() - start)
                .as("changes of a store that succeeds")
                .isEqualTo(changes);
        return false;
    }

    @Test
    void replacementThatFindsNoSpaceAtAnyPointLeavesTheOldMailOrTheNewOne() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = new SimulatedDisk(seed);
            SpoolMailRepository repository = SpoolStory.open(disk);
            SpoolStory story = new SpoolStory(seed);
            int failed = 0;
            for (int i = 0; i < 30; i++) {
                disk.faults().fullAt(disk.faults().changes() + 1 + i % 8);
                try {
                    story.step(repository);
                } catch (MessagingException full) {
                    failed++;
                }
                story.holdsFor(disk, repository);
            }
            assertThat(failed).isPositive();
            SimulatedDisk later = disk.restarted();
            story.holdsFor(later, SpoolStory.open(later));
        }
    }

    @Test
    void diskThatStaysFullRefusesEveryMailAndTakesThemAgainWhenThereIsSpace() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(1);
        SpoolMailRepository repository = SpoolStory.open(disk);
        MailKey kept = repository.store(Mails.mail("kept", Mails.SHORT, "a@example.org"));
        var before = SpoolStory.names(disk, SpoolStory.FOLDER);
        disk.faults().full(true);
        for (int i = 0; i < 10; i++) {
            var mail = Mails.mail("refused" + i, Mails.SHORT, "a@example.org");
            assertThatThrownBy(() -> repository.store(mail)).isInstanceOf(MessagingException.class);
        }
        assertThat(SpoolStory.names(disk, SpoolStory.FOLDER)).isEqualTo(before);
        assertThat(Mails.octets(Mails.read(repository, kept))).isEqualTo(Mails.SHORT);
        disk.faults().full(false);
        repository.store(Mails.mail("taken", Mails.SHORT, "a@example.org"));
        assertThat(repository.size()).isEqualTo(2);
    }
}
