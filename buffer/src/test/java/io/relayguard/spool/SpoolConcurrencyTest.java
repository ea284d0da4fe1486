package io.relayguard.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.spool.format.SpoolFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SpoolConcurrencyTest {
    private static final int THREADS = 16;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Path folder;
    private final SpoolMailRepository repository;

    SpoolConcurrencyTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        this.repository = new SpoolMailRepository(folder);
        repository.init();
    }

    @AfterEach
    void end() throws Exception {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private void together(List<Callable<Void>> tasks) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Void>> running = new ArrayList<>();
        for (Callable<Void> task : tasks) {
            running.add(threads.submit(() -> {
                go.await();
                return task.call();
            }));
        }
        go.countDown();
        for (Future<Void> each : running) {
            each.get(100, TimeUnit.SECONDS);
        }
    }

    private static byte[] message(int size) {
        return Mails.ascii("Subject: a\r\n\r\n" + "x".repeat(size));
    }

    @Test
    void sixteenThreadsStoreAtOnceAndEveryMailIsThereOctetForOctet() throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            tasks.add(() -> {
                for (int i = 0; i < 20; i++) {
                    repository.store(Mails.mail(number + "-" + i, message(number * 1000 + i), "a@example.org"));
                }
                return null;
            });
        }
        together(tasks);
        assertThat(repository.size()).isEqualTo(THREADS * 20);
        for (int thread = 0; thread < THREADS; thread++) {
            for (int i = 0; i < 20; i++) {
                Mail mail = Mails.read(repository, new MailKey(thread + "-" + i));
                assertThat(Mails.octets(mail)).isEqualTo(message(thread * 1000 + i));
            }
        }
    }

    /** What the engine does when some recipients are served: readers see the whole mail or the rest, never neither. */
    @Test
    void whoReadsWhileAMailIsReplacedSeesTheOldOrTheNewOne() throws Exception {
        byte[] large = message(20_000);
        byte[] small = message(10);
        repository.store(Mails.mail("mail", large, "a@example.org", "b@example.org"));
        AtomicBoolean over = new AtomicBoolean();
        List<Callable<Void>> tasks = new ArrayList<>();
        tasks.add(() -> {
            for (int i = 0; i < 300; i++) {
                repository.store(Mails.mail("mail", small, "b@example.org"));
                repository.store(Mails.mail("mail", large, "a@example.org", "b@example.org"));
            }
            over.set(true);
            return null;
        });
        for (int reader = 0; reader < 4; reader++) {
            tasks.add(() -> {
                while (!over.get()) {
                    Mail mail = Mails.read(repository, new MailKey("mail"));
                    assertThat(Mails.octets(mail)).isIn(large, small);
                }
                return null;
            });
        }
        together(tasks);
        assertThat(Mails.files(folder.resolve(SpoolFolder.SET_ASIDE))).isEmpty();
        assertThat(Mails.files(folder)).containsExactly("mail.mail");
    }

    @Test
    void oneNameStoredByAllAtOnceIsOneWholeMail() throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int size = thread * 5000;
            tasks.add(() -> {
                repository.store(Mails.mail("same", message(size), "a@example.org"));
                return null;
            });
        }
        together(tasks);
        assertThat(repository.size()).isEqualTo(1);
        assertThat(Mails.octets(Mails.read(repository, new MailKey("same"))).length % 5000)
                .isEqualTo(message(0).length);
    }

    @Test
    void instancesOnOneFolderSeeOneAnothersMailAndLeaveAloneWhatTheOthersAreWriting() throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int number = thread;
            tasks.add(() -> {
                SpoolMailRepository own = new SpoolMailRepository(folder);
                for (int i = 0; i < 20; i++) {
                    own.init();
                    own.store(Mails.mail(number + "-" + i, message(5000), "a@example.org"));
                }
                return null;
            });
        }
        together(tasks);
        assertThat(repository.size()).isEqualTo(160);
        assertThat(Mails.files(folder.resolve(SpoolFolder.SET_ASIDE))).isEmpty();
    }

    @Test
    void severalReadersOfATornFileAllFindNothing() throws Exception {
        for (int round = 0; round < 20; round++) {
            Files.writeString(folder.resolve("torn.mail"), "torn " + round);
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int reader = 0; reader < 8; reader++) {
                tasks.add(() -> {
                    assertThat(repository.retrieve(new MailKey("torn"))).isNull();
                    return null;
                });
            }
            together(tasks);
        }
        assertThat(Mails.files(folder.resolve(SpoolFolder.SET_ASIDE))).hasSize(20);
    }
}
