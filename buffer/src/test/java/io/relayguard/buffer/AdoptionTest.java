package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.relayguard.buffer.FakeRepositories.Fault;
import io.relayguard.core.address.DomainName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.memory.MemoryMailRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the mail of a node that is gone. */
class AdoptionTest {
    private static final String DOMAIN = Engine.NAME.value();
    private static final DomainName BROKEN = new DomainName("broken.example");

    private final HandClock clock = new HandClock();
    private final FakePrimary primary = new FakePrimary();
    private final FakeRepositories repositories = new FakeRepositories(url -> {
        if (url.asString().contains(BROKEN.value())) {
            throw new IllegalStateException("in use by another process");
        }
        return new MemoryMailRepository();
    });
    private KeptDomains keptDomains = HandNode.opened(repositories);
    private final HandNode dead = node("dead");
    private final HandNode ours = node("ours");

    private HandNode node(String name) {
        return new HandNode(name, repositories, node -> keptDomains.below(node), primary, clock);
    }

    @Test
    void whatAnotherNodeHasKeptIsMovedAndDelivered() throws Exception {
        dead.keep("mail-0", "a@example.org", "b@example.org");
        dead.keep("mail-1", "a@example.org");

        assertThat(ours.adopt("dead")).isEqualTo(new Adopted(2, 0, Set.of()));

        assertThat(dead.contents(DOMAIN)).isEmpty();
        assertThat(ours.contents(DOMAIN))
                .containsExactly("mail-0 a@example.org", "mail-0 b@example.org", "mail-1 a@example.org");
        ours.run();
        assertThat(primary.taken)
                .containsExactlyInAnyOrder("mail-0 a@example.org", "mail-0 b@example.org", "mail-1 a@example.org");
        assertThat(ours.contents(DOMAIN)).isEmpty();
        assertThat(ours.events("adopted")).containsExactly("adopted example.org 2 messages of dead");
    }

    @Test
    void nobodyAdoptsWhatNobodyHasKept() throws Exception {
        assertThat(ours.adopt("dead")).isEqualTo(new Adopted(0, 0, Set.of()));
        assertThat(ours.events).isEmpty();
    }

    @Test
    void nothingRemindsOfAnAdoptionThatIsDone() throws Exception {
        dead.keep("mail-0", "a@example.org");
        ours.adopt("dead");
        assertThat(ours.contents(AdoptionNotes.PLACE)).isEmpty();
    }

    @Test
    void aMailIsAsOldAsItWas() throws Exception {
        primary.door = FakePrimary.SHUT;
        dead.keep("mail-0", "a@example.org");
        clock.move(Duration.ofDays(4));
        ours.adopt("dead");
        ours.pass(Duration.ofHours(23));
        assertThat(ours.events("expired")).isEmpty();
        ours.pass(Duration.ofHours(2));
        assertThat(ours.events("expired")).hasSize(1);
        assertThat(ours.contents(DOMAIN)).isEmpty();
    }

    @Test
    void aSenderWhoWasWarnedThereIsNotWarnedHere() throws Exception {
        primary.door = FakePrimary.SHUT;
        dead.keep("mail-0", "a@example.org");
        dead.pass(Duration.ofHours(5));
        assertThat(dead.returned).hasSize(1);
        ours.adopt("dead");
        ours.pass(Duration.ofHours(5));
        assertThat(ours.returned).isEmpty();
        assertThat(ours.contents(DOMAIN)).containsExactly("mail-0 a@example.org");
    }

    @Test
    void whatWasPutAsideThereIsPutAsideHere() throws Exception {
        dead.places.open(Engine.DOMAIN).mails().putAside(Mailbag.notification("notice", "a@example.org"));
        assertThat(ours.adopt("dead").moved()).isEqualTo(1);
        ours.run();
        assertThat(ours.contents(KeptMail.UNDELIVERABLE)).containsExactly("notice a@example.org");
        assertThat(dead.contents(KeptMail.UNDELIVERABLE)).isEmpty();
        assertThat(primary.taken).isEmpty();
    }

    @Test
    void aMailThatIsInBothPartsIsOneMail() throws Exception {
        ours.keep("mail-0", "a@example.org");
        dead.keep("mail-0", "a@example.org");
        ours.adopt("dead");
        assertThat(ours.contents(DOMAIN)).containsExactly("mail-0 a@example.org");
        assertThat(dead.contents(DOMAIN)).isEmpty();
        ours.run();
        assertThat(primary.taken).containsExactly("mail-0 a@example.org");
    }

    @Test
    void anotherMailOfTheSameNameGetsANameOfItsOwn() throws Exception {
        ours.keep("mail-0", "a@example.org");
        dead.keep("mail-0", "b@example.org");
        ours.adopt("dead");
        assertThat(ours.contents(DOMAIN)).containsExactly("dead-mail-0 b@example.org", "mail-0 a@example.org");
        assertThat(dead.contents(DOMAIN)).isEmpty();
    }

    @Test
    void aMailThatCannotBeReadStaysWhereItIs() throws Exception {
        dead.keep("mail-0", "a@example.org");
        repositories.fault = Fault.first(1, "retrieve");
        assertThat(ours.adopt("dead")).isEqualTo(new Adopted(0, 1, Set.of()));
        assertThat(dead.contents(DOMAIN)).containsExactly("mail-0 a@example.org");
        assertThat(ours.contents(DOMAIN)).isEmpty();
        assertThat(ours.events("fault")).singleElement().asString().contains("mail-0 not adopted from dead");
    }

    @Test
    void aMailForWhichThereIsNoRoomStaysWhereItIs() throws Exception {
        dead.keep("mail-0", "a@example.org");
        int[] stores = {0};
        repositories.fault = call -> {
            // The first one is the note that an adoption begins
            if (call.equals("store") && stores[0]++ > 0) {
                throw new MessagingException("no space left");
            }
        };
        assertThat(ours.adopt("dead")).isEqualTo(new Adopted(0, 1, Set.of()));
        assertThat(dead.contents(DOMAIN)).containsExactly("mail-0 a@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"again", "flush", "restart"})
    void whatTheirsCouldNotForgetIsNotSentTwice(String next) throws Exception {
        dead.keep("mail-0", "a@example.org");
        repositories.fault = Fault.first(1, "remove");
        assertThat(ours.adopt("dead")).isEqualTo(new Adopted(0, 1, Set.of()));
        ours.run();
        assertThat(primary.taken).isEmpty();

        HandNode then = next.equals("restart") ? node("ours") : ours;
        switch (next) {
            case "flush" -> then.places.resume(Engine.DOMAIN);
            case "restart" -> then.start();
            default -> then.adopt("dead");
        }
        then.run();
        assertThat(primary.taken).containsExactly("mail-0 a@example.org");
        then.adopt("dead");
        then.run();
        assertThat(primary.taken).containsExactly("mail-0 a@example.org");
        assertThat(dead.contents(DOMAIN)).isEmpty();
    }

    @Test
    void aPartThatAnotherProcessHasIsReportedAndTheOthersAreMoved() throws Exception {
        dead.keep("mail-0", "a@example.org");
        keptDomains = node -> Set.of(BROKEN, Engine.NAME);
        assertThat(ours.adopt("dead")).isEqualTo(new Adopted(1, 0, Set.of(BROKEN)));
        assertThat(ours.events("fault"))
                .singleElement()
                .asString()
                .startsWith("fault broken.example cannot adopt what dead has kept")
                .contains("in use by another process");
    }

    @Test
    void mailForWhatIsNoRelayDomainHereStaysWhereItIs() throws Exception {
        DomainName strange = new DomainName("strange.example");
        KeptMail theirs = KeptMail.open(repositories, Engine.SETTINGS.repository(), "dead", strange);
        theirs.keep(
                Mailbag.mail("mail-0", "a@strange.example"), Mailbag.addresses("a@strange.example"), clock.instant());
        assertThat(ours.adopt("dead")).isEqualTo(new Adopted(0, 1, Set.of()));
        assertThat(theirs.size()).isEqualTo(1);
        assertThat(ours.events("fault"))
                .containsExactly("fault strange.example 1 messages of dead are kept for what is no relay domain here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../dead", "dead/example.org", "ours"})
    void onlyAnotherNodeCanBeAdopted(String name) {
        assertThatThrownBy(() -> ours.adopt(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
        assertThat(repositories.byUrl).isEmpty();
    }

    @Test
    void itIsTheBuffersOwn() throws Exception {
        dead.keep("mail-0", "a@example.org");
        List<String> events = new CopyOnWriteArrayList<>();
        try (Buffer buffer = new Buffer(
                Engine.SETTINGS,
                HandNode.DOMAINS,
                new Buffer.Ports(
                        repositories,
                        keptDomains,
                        primary,
                        (mail, reply) -> {},
                        () -> Long.MAX_VALUE,
                        host -> false,
                        (kind, domain, subject, detail) -> events.add(kind.code())),
                clock)) {
            assertThat(buffer.adopt("dead").moved()).isEqualTo(1);
            await().until(() -> primary.taken.contains("mail-0 a@example.org"));
        }
        assertThat(events).contains("adopted");
    }
}
