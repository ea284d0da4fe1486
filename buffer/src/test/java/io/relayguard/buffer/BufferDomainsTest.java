package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.DomainTable;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomainList;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.settings.BufferSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.james.mailrepository.memory.MemoryMailRepository;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which domains the buffer opens, and what a reload changes. */
@Timeout(120)
class BufferDomainsTest {
    private static final DomainName LISTED = new DomainName("listed.example");
    private static final DomainName NAMED = new DomainName("named.example");
    private static final Primary OLD = new Primary.Host("old.example", 25);
    private static final Primary NEW = new Primary.Host("new.example", 25);

    private final FakePrimary primary = new FakePrimary();
    private final List<String> selected = new CopyOnWriteArrayList<>();
    private final FakeRepositories memory = new FakeRepositories(url -> {
        selected.add(url.asString());
        return new MemoryMailRepository();
    });
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Buffer> open = new ArrayList<>();
    private KeptDomains keptEarlier = node -> Set.of();

    @AfterEach
    void closeAll() {
        open.forEach(Buffer::close);
    }

    private Buffer buffer(RelayDomains domains) {
        BufferSettings settings = new BufferSettings(
                "memory://spool",
                "node",
                new BufferSettings.Retry(Duration.ofMillis(20), Duration.ofMillis(50)),
                Duration.ofDays(5),
                Optional.empty(),
                new BufferSettings.Connections(8, 1000, Duration.ofSeconds(10)),
                BufferSettings.DEFAULT_LIMITS,
                "bounces",
                Optional.empty());
        Buffer buffer = new Buffer(
                settings,
                domains,
                new Buffer.Ports(
                        memory,
                        node -> keptEarlier.below(node),
                        primary,
                        (mail, reply) -> {},
                        () -> Long.MAX_VALUE,
                        host -> false,
                        (kind, destination, subject, detail) ->
                                events.add(kind.code() + " " + destination + " " + detail)),
                Clock.systemUTC());
        open.add(buffer);
        return buffer;
    }

    private static RelayDomains list(Primary primary, DomainName... names) {
        DomainTable.Builder table = new DomainTable.Builder();
        int line = 0;
        for (DomainName name : names) {
            var unused = table.add(name, ++line);
        }
        return new RelayDomains(
                Map.of(), List.of(new RelayDomainList("file://list", table.build(), List.of(primary), Map.of())));
    }

    private static RelayDomains named(DomainName name, Primary primary) {
        return RelayDomains.of(List.of(new RelayDomain(name, List.of(primary), "here")));
    }

    private static void keep(Buffer buffer, String mail, DomainName domain) throws Exception {
        MailImpl kept = Mailbag.mail(mail, "a@" + domain);
        buffer.keep(kept, domain, List.copyOf(kept.getRecipients()));
    }

    @Test
    void ofAListOnlyTheDomainsThatHadMailAreOpenedAtTheStart() throws Exception {
        primary.door = FakePrimary.SHUT;
        Buffer before = buffer(list(OLD, LISTED));
        keep(before, "mail-0", LISTED);
        before.close();
        primary.door = () -> {};
        selected.clear();
        keptEarlier = node -> {
            assertThat(node.asString()).isEqualTo("memory://spool/node");
            return Set.of(LISTED, new DomainName(KeptMail.UNDELIVERABLE));
        };
        DomainName[] many = new DomainName[1000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i == 500 ? LISTED : new DomainName("d" + i + ".example");
        }

        buffer(list(OLD, many)).start();

        await().until(() -> primary.taken.contains("mail-0 a@listed.example"));
        await().untilAsserted(() -> assertThat(events).anyMatch(event -> event.startsWith("resumed listed.example")));
        assertThat(selected).isEmpty();
        assertThat(events).noneMatch(event -> event.contains("d7"));
    }

    @Test
    void mailKeptForWhatIsNoRelayDomainAnyMoreIsReported() throws Exception {
        primary.door = FakePrimary.SHUT;
        Buffer before = buffer(list(OLD, LISTED));
        keep(before, "mail-0", LISTED);
        before.close();
        keptEarlier = node -> Set.of(LISTED, new DomainName("empty.example"));

        buffer(RelayDomains.NONE).start();

        await().untilAsserted(() -> assertThat(events)
                .contains("fault listed.example 1 messages are kept for what is no relay domain any more"));
        assertThat(events).noneMatch(event -> event.contains("empty.example"));
    }

    @Test
    void whatIsGivenBackIsWhatTheRepositoryHasAlsoWhereTheBufferHasNotSeenItYet() throws Exception {
        primary.door = FakePrimary.SHUT;
        Buffer before = buffer(list(OLD, LISTED));
        keep(before, "mail-0", LISTED);
        before.close();

        Buffer buffer = buffer(list(OLD, LISTED));
        assertThat(buffer.giveBack(LISTED)).isPresent();

        await().until(() -> events.contains("given-back listed.example <a@listed.example> 550 5.0.0 given back by the"
                + " administrator before it could be delivered"));
        await().until(() -> buffer.kept(LISTED) == 0);
        assertThat(buffer.giveBack(new DomainName("elsewhere.example"))).isEmpty();
        assertThat(primary.taken).isEmpty();
    }

    @Test
    void aRepositoryThatCannotBeLookedThroughKeepsNobodyElseWaiting() throws Exception {
        primary.door = FakePrimary.SHUT;
        Buffer before = buffer(named(NAMED, OLD));
        keep(before, "mail-0", NAMED);
        before.close();
        primary.door = () -> {};
        keptEarlier = node -> {
            throw new IOException("no such disk");
        };

        buffer(named(NAMED, OLD)).start();

        await().until(() -> primary.taken.contains("mail-0 a@named.example"));
    }

    @Test
    void changedPrimariesHoldFromTheNextConversationOn() throws Exception {
        primary.door = FakePrimary.SHUT;
        Buffer buffer = buffer(named(NAMED, OLD));
        keep(buffer, "mail-0", NAMED);
        await().until(() -> primary.asked.contains(List.of(OLD)));

        buffer.use(named(NAMED, NEW));

        await().until(() -> primary.asked.contains(List.of(NEW)));
        primary.door = () -> {};
        await().until(() -> primary.taken.contains("mail-0 a@named.example"));
    }

    @Test
    void aDomainThatComesWithAReloadTakesMailAndOneThatGoesDoesNot() throws Exception {
        Buffer buffer = buffer(RelayDomains.NONE);
        assertThatThrownBy(() -> keep(buffer, "early", NAMED)).isInstanceOf(IllegalArgumentException.class);

        buffer.use(named(NAMED, OLD));
        keep(buffer, "mail-0", NAMED);
        await().until(() -> primary.taken.contains("mail-0 a@named.example"));

        buffer.use(RelayDomains.NONE);
        assertThatThrownBy(() -> keep(buffer, "late", NAMED)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsKeptForADomainThatGoesStillGoesWhereItAlwaysWent() throws Exception {
        primary.door = FakePrimary.SHUT;
        Buffer buffer = buffer(named(NAMED, OLD));
        keep(buffer, "mail-0", NAMED);

        buffer.use(RelayDomains.NONE);
        primary.door = () -> {};

        await().until(() -> primary.taken.contains("mail-0 a@named.example"));
        assertThat(primary.asked).containsOnly(List.of(OLD));
    }
}
