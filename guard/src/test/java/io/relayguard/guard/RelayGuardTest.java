package io.relayguard.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.Rule;
import io.relayguard.core.relay.Verdict;
import io.relayguard.core.relay.Verdict.DeliverHere;
import io.relayguard.core.relay.Verdict.KeepForPrimary;
import io.relayguard.core.relay.Verdict.NotNow;
import io.relayguard.core.relay.Verdict.Postponement;
import io.relayguard.core.relay.Verdict.Refuse;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.stream.IntStream;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayGuardTest {
    private static final String KEPT = "memory://var/mail/secondary-mx/mx2-a/example.org";
    private static final Origin STRANGER =
            new Origin.Client(IpAddress.parse("203.0.113.9").orElseThrow());

    private final GuardForTests james = new GuardForTests();
    private final RelayGuard guard = james.guard;
    private final Object first = new Object();
    private final Object second = new Object();

    @AfterEach
    void stop() {
        guard.stopBuffer(first);
        guard.stopBuffer(second);
    }

    @Test
    void itIsOneForAllOfJamesAndMadeByInjection() {
        assertThat(RelayGuard.class).hasAnnotation(Singleton.class);
        assertThat(RelayGuard.class.getConstructors())
                .singleElement()
                .satisfies((Constructor<?> constructor) -> assertThat(constructor.isAnnotationPresent(Inject.class))
                        .isTrue());
    }

    @Test
    void withoutABufferMailForAPrimaryIsPutOffAndTheRestIsNot() {
        assertThat(decide("ann@example.org")).isEqualTo(new NotNow(Postponement.BUFFER_NOT_WIRED));
        assertThat(decide("bob@example.com")).isEqualTo(new DeliverHere());
        assertThat(decide("you@elsewhere.example")).isEqualTo(new Refuse(Rule.OUTSIDE_TO_OUTSIDE));
        assertThat(decide("x%y@example.org")).isEqualTo(new Refuse(Rule.HIDDEN_ADDRESS));
    }

    @Test
    void withABufferItIsKept() {
        guard.startBuffer(first);

        assertThat(decide("ann@example.org")).isInstanceOf(KeepForPrimary.class);
    }

    @Test
    void theBufferRunsUntilItsLastUserLeaves() {
        guard.startBuffer(first);
        guard.startBuffer(second);

        guard.stopBuffer(first);
        assertThat(decide("ann@example.org")).isInstanceOf(KeepForPrimary.class);

        guard.stopBuffer(second);
        assertThat(decide("ann@example.org")).isInstanceOf(NotNow.class);
    }

    @Test
    void startingOrStoppingTwiceIsAsGoodAsOnce() {
        guard.startBuffer(first);
        guard.startBuffer(first);
        guard.stopBuffer(first);
        guard.stopBuffer(first);
        assertThat(decide("ann@example.org")).isInstanceOf(NotNow.class);

        guard.startBuffer(first);
        assertThat(decide("ann@example.org")).isInstanceOf(KeepForPrimary.class);
    }

    @Test
    void whoNeverStartedTheBufferDoesNotStopIt() {
        guard.startBuffer(first);
        guard.stopBuffer(second);

        assertThat(decide("ann@example.org")).isInstanceOf(KeepForPrimary.class);
    }

    @Test
    void usersAreToldApartByIdentity() {
        Object one = new EqualToAll();
        Object other = new EqualToAll();
        guard.startBuffer(one);
        guard.startBuffer(other);

        guard.stopBuffer(one);
        assertThat(decide("ann@example.org")).isInstanceOf(KeepForPrimary.class);
        guard.stopBuffer(other);
        assertThat(decide("ann@example.org")).isInstanceOf(NotNow.class);
    }

    /** As a mailet with an equals of its own would be. */
    private static final class EqualToAll {
        @Override
        public boolean equals(Object other) {
            return other instanceof EqualToAll;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    @Test
    void manyMayStartAndStopItAtOnce() {
        List<Object> users = IntStream.range(0, 100).mapToObj(i -> new Object()).toList();
        guard.startBuffer(first);

        users.parallelStream().forEach(user -> {
            guard.startBuffer(user);
            assertThat(decide("ann@example.org")).isInstanceOf(KeepForPrimary.class);
            guard.stopBuffer(user);
        });

        assertThat(decide("ann@example.org")).isInstanceOf(KeepForPrimary.class);
    }

    @Test
    void whatIsKeptIsInTheRepositoryWhenKeepReturnsAndTheMailIsAsItWas() throws Exception {
        guard.startBuffer(first);
        Mail mail = mail("ann@example.org", "bob@example.com");

        guard.keep(mail, new DomainName("example.org"), List.of(new MailAddress("ann@example.org")));

        assertThat(james.repositories.mails(KEPT))
                .singleElement()
                .satisfies(
                        kept -> assertThat(kept.getRecipients()).containsExactly(new MailAddress("ann@example.org")));
        assertThat(mail.getRecipients())
                .containsExactly(new MailAddress("ann@example.org"), new MailAddress("bob@example.com"));
    }

    @Test
    void withoutABufferAMailStaysWithJames() throws Exception {
        Mail mail = mail("ann@example.org");

        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> guard.keep(mail, new DomainName("example.org"), mail.getRecipients()))
                .withMessage("the buffer does not run, so m1 stays with James");
        assertThat(mail.getRecipients()).hasSize(1);
    }

    @Test
    void whatIsKeptSurvivesTheBuffersEnd() throws Exception {
        guard.startBuffer(first);
        Mail mail = mail("ann@example.org");
        guard.keep(mail, new DomainName("example.org"), mail.getRecipients());

        guard.stopBuffer(first);

        assertThat(james.repositories.mails(KEPT)).hasSize(1);
    }

    @Test
    void thePolicyItselfDoesNotAskForTheBuffer() {
        assertThat(guard.policy()
                        .decide(STRANGER, ReversePath.NULL, new Recipient("ann", "example.org"))
                        .verdict())
                .isInstanceOf(KeepForPrimary.class);
    }

    private Verdict decide(String recipient) {
        String[] parts = recipient.split("@", 2);
        return guard.decide(STRANGER, ReversePath.NULL, new Recipient(parts[0], parts[1]))
                .verdict();
    }

    private static Mail mail(String... recipients) throws Exception {
        return MailImpl.builder()
                .name("m1")
                .sender("a@elsewhere.example")
                .addRecipients(recipients)
                .mimeMessage(new MimeMessage(
                        (Session) null, new ByteArrayInputStream("Subject: m1\r\n\r\n".getBytes(UTF_8))))
                .build();
    }
}
