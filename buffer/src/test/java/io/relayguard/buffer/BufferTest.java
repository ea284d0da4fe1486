package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.relayguard.buffer.FakeRepositories.Fault;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.settings.BufferSettings;
import io.relayguard.spool.SpoolMailRepository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.mail.MessagingException;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.memory.MemoryMailRepository;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

/** The buffer on its own threads, over memory and over the spool. */
@Timeout(120)
class BufferTest {
    private static final DomainName NAME = Engine.NAME;
    private static final Duration SOON = Duration.ofMillis(50);

    private final Path folder;
    private final FakePrimary primary = new FakePrimary();
    private final FakeRepositories memory = new FakeRepositories(url -> new MemoryMailRepository());
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Buffer> open = new ArrayList<>();
    private BufferEvents journal = (kind, destination, subject, detail) -> events.add(kind.code());

    BufferTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void closeAll() {
        open.forEach(Buffer::close);
    }

    private Buffer buffer(FakeRepositories repositories, String url) {
        BufferSettings settings = new BufferSettings(
                url,
                "node",
                new BufferSettings.Retry(SOON, SOON.multipliedBy(4)),
                Duration.ofDays(5),
                Optional.empty(),
                new BufferSettings.Connections(8, 1000, Duration.ofMillis(50)),
                BufferSettings.DEFAULT_LIMITS,
                "bounces",
                Optional.empty());
        Buffer buffer = new Buffer(
                settings,
                RelayDomains.of(List.of(Engine.DOMAIN)),
                new Buffer.Ports(
                        repositories,
                        node -> Set.of(),
                        primary,
                        (mail, reply) -> {},
                        () -> Long.MAX_VALUE,
                        host -> false,
                        journal),
                Clock.systemUTC());
        open.add(buffer);
        return buffer;
    }

    private Buffer overMemory() {
        return buffer(memory, "memory://spool");
    }

    /** Each call is a James that starts anew on the same disk. */
    private Buffer overSpool() {
        return buffer(new FakeRepositories(this::spool), "spool://mails");
    }

    private MailRepository spool(MailRepositoryUrl url) {
        try {
            FileSystem files = Mockito.mock(FileSystem.class);
            Mockito.when(files.getFile(Mockito.anyString())).thenAnswer(asked -> {
                String path = asked.<String>getArgument(0).substring(FileSystem.FILE_PROTOCOL.length());
                return new File(folder.toFile(), path);
            });
            SpoolMailRepository repository = new SpoolMailRepository(url, files);
            repository.init();
            return repository;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void keep(Buffer buffer, String name) throws MessagingException {
        MailImpl mail = Mailbag.mail(name, "a@example.org");
        buffer.keep(mail, NAME, List.copyOf(mail.getRecipients()));
    }

    private static List<String> names(int messages) {
        return IntStream.range(0, messages).mapToObj(i -> "mail-" + i).toList();
    }

    private static List<String> taken(int messages) {
        return names(messages).stream().map(name -> name + " a@example.org").toList();
    }

    private MailRepository memoryRepository() {
        return memory.select(MailRepositoryUrl.from("memory://spool/node/example.org"));
    }

    @Test
    void aThousandMessagesAreDeliveredOnceEachOverNoMoreConversationsThanAreSet() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        primary.answer = (message, recipient) -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            underWay.decrementAndGet();
            return FakePrimary.TAKEN;
        };
        Buffer buffer = overMemory();
        for (String name : names(1000)) {
            keep(buffer, name);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> buffer.kept(NAME) == 0);
        assertThat(primary.taken).containsExactlyInAnyOrderElementsOf(taken(1000));
        assertThat(Mailbag.contents(memoryRepository())).isEmpty();
        assertThat(most.get()).isLessThanOrEqualTo(8);
        await().untilAsserted(() -> assertThat(primary.closes).hasValue(primary.opens.get()));
    }

    @Test
    void asManyConversationsAsAreSetGoOnAtOnceOnceThePrimaryHasProvedItself() throws Exception {
        CyclicBarrier together = new CyclicBarrier(8);
        AtomicInteger sent = new AtomicInteger();
        primary.answer = (message, recipient) -> {
            // The first seven answers let the number grow to eight.
            if (sent.incrementAndGet() > 7 && sent.get() <= 15) {
                try {
                    together.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException | BrokenBarrierException | TimeoutException notTogether) {
                    throw new ConversationBroken("not together", notTogether);
                }
            }
            return FakePrimary.TAKEN;
        };
        Buffer buffer = overMemory();
        primary.door = FakePrimary.SHUT;
        for (String name : names(100)) {
            keep(buffer, name);
        }
        primary.door = () -> {};
        await().atMost(Duration.ofSeconds(60)).until(() -> buffer.kept(NAME) == 0);
        assertThat(together.isBroken()).isFalse();
        assertThat(primary.taken).hasSize(100);
    }

    @Test
    void whatAnEarlierRunHasKeptIsDeliveredOnceEvenIfJamesHandsItOverAgain() throws Exception {
        primary.door = FakePrimary.SHUT;
        Buffer before = overSpool();
        for (String name : names(100)) {
            keep(before, name);
        }
        before.close();
        assertThat(primary.taken).isEmpty();

        CountDownLatch all = new CountDownLatch(1);
        primary.door = () -> {
            try {
                all.await();
            } catch (InterruptedException stopped) {
                throw new PrimaryUnreachable("stopped");
            }
        };
        Buffer after = overSpool();
        after.start();
        for (String name : names(100)) {
            keep(after, name);
        }
        await().until(() -> events.contains("resumed"));
        all.countDown();
        await().atMost(Duration.ofSeconds(60)).until(() -> after.kept(NAME) == 0);
        assertThat(primary.taken).containsExactlyInAnyOrderElementsOf(taken(100));
        assertThat(spool(MailRepositoryUrl.from("spool://mails/node/example.org"))
                        .size())
                .isZero();
    }

    @Test
    void aRepositoryThatCannotBeListedAtTheStartIsLookedAtAgain() throws Exception {
        primary.door = FakePrimary.SHUT;
        Buffer before = overMemory();
        keep(before, "mail-0");
        before.close();
        primary.door = () -> {};
        memory.fault = Fault.first(3, "list");
        Buffer after = overMemory();
        after.start();
        await().until(() -> primary.taken.contains("mail-0 a@example.org"));
        assertThat(events).contains("fault", "resumed");
    }

    @Test
    void theMailIsTheCallersOwnAgainAsItWasKeptOrNot() throws Exception {
        primary.door = FakePrimary.SHUT;
        Buffer buffer = overMemory();
        MailImpl mail = Mailbag.mail("mine", "a@example.org", "b@example.org", "c@example.net");
        List<String> before = attributes(mail);
        buffer.keep(mail, NAME, Mailbag.addresses("a@example.org", "b@example.org"));
        assertThat(mail.getRecipients()).hasSize(3);
        assertThat(attributes(mail)).isEqualTo(before);
        assertThat(Mailbag.contents(memoryRepository())).containsExactly("mine a@example.org", "mine b@example.org");

        memory.fault = Fault.first(1, "store");
        MailImpl second = Mailbag.mail("second", "a@example.org");
        assertThatThrownBy(() -> buffer.keep(second, NAME, Mailbag.addresses("a@example.org")))
                .isInstanceOf(MessagingException.class);
        assertThat(second.getRecipients()).hasSize(1);
        assertThat(attributes(second)).isEqualTo(before);
        assertThat(buffer.kept(NAME)).isEqualTo(1);
    }

    private static List<String> attributes(MailImpl mail) {
        return mail.attributeNames().map(name -> name.asString()).toList();
    }

    @Test
    void mailForAnyOtherDomainIsRefused() throws Exception {
        DomainName other = DomainName.parse("example.net").orElseThrow();
        Buffer buffer = overMemory();
        MailImpl mail = Mailbag.mail("other", "a@example.net");
        assertThatThrownBy(() -> buffer.keep(mail, other, List.copyOf(mail.getRecipients())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("example.net is not a relay domain");
        assertThat(buffer.kept(other)).isZero();
    }

    @Test
    void closeWaitsForTheAnswerThatIsOnItsWay() throws Exception {
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        primary.answer = (message, recipient) -> {
            sending.countDown();
            try {
                go.await();
            } catch (InterruptedException stopped) {
                throw new ConversationBroken("stopped", stopped);
            }
            return FakePrimary.TAKEN;
        };
        Buffer buffer = overMemory();
        keep(buffer, "mail-0");
        keep(buffer, "mail-1");
        sending.await();
        Thread closing = new Thread(buffer::close);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        go.countDown();
        closing.join();
        assertThat(primary.taken).containsExactly("mail-0 a@example.org");
        assertThat(Mailbag.contents(memoryRepository())).containsExactly("mail-1 a@example.org");
    }

    @Test
    void whatIsKeptAfterCloseIsKeptAndDeliveredByTheNextRun() throws Exception {
        Buffer before = overMemory();
        before.close();
        keep(before, "mail-0");
        assertThat(Mailbag.contents(memoryRepository())).containsExactly("mail-0 a@example.org");
        assertThat(primary.opens).hasValue(0);
        Buffer after = overMemory();
        after.start();
        await().until(() -> primary.taken.contains("mail-0 a@example.org"));
    }

    @Test
    void closingInTheMiddleOfFailuresMakesNoNoiseLosesNothingAndLeavesNoThread() throws Exception {
        List<Throwable> noise = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> noise.add(fault));
        try {
            AtomicInteger count = new AtomicInteger();
            primary.answer = (message, recipient) -> switch (count.incrementAndGet() % 3) {
                case 0 -> throw new ConversationBroken("lost");
                case 1 -> FakePrimary.BUSY;
                default -> throw new IllegalStateException("a fault of ours");
            };
            Buffer buffer = overMemory();
            for (String name : names(200)) {
                keep(buffer, name);
            }
            await().until(() -> count.get() > 100);
            buffer.close();
            assertThat(Mailbag.contents(memoryRepository())).hasSize(200);
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().matches("relay-guard-(conversation|timer|resume)-.*")));
            assertThat(noise).isEmpty();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
    }

    @Test
    void eventsThatThrowChangeNothing() throws Exception {
        journal = (kind, destination, subject, detail) -> {
            throw new IllegalStateException("no metrics today");
        };
        Buffer buffer = overMemory();
        buffer.start();
        for (String name : names(20)) {
            keep(buffer, name);
        }
        await().until(() -> buffer.kept(NAME) == 0);
        assertThat(primary.taken).containsExactlyInAnyOrderElementsOf(taken(20));
    }
}
