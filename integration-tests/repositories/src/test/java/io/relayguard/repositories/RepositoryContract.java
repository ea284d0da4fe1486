package io.relayguard.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import io.relayguard.buffer.Adopted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;
import org.apache.james.mailrepository.memory.MemoryMailRepositoryUrlStore;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the buffer promises over every repository of James. */
@Timeout(300)
abstract class RepositoryContract {
    private static final AttributeName KEPT_SINCE = AttributeName.of("io.relayguard.kept-since");
    private static final String LONG_ADDRESS = "2001:db8:1111:2222:3333:4444:5555:6666";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    final Primary primary = new Primary();

    /** James keeps it from run to run. */
    private final MailRepositoryUrlStore list = new MemoryMailRepositoryUrlStore();

    private final List<Server> servers = new ArrayList<>();

    /** A store of a James that starts anew on what the one before has left. */
    abstract MailRepositoryStore store(MailRepositoryUrlStore list) throws Exception;

    abstract String protocol();

    /** James's own repositories write a question mark for each such octet of a header. */
    boolean keepsHeadersBeyondAscii() {
        return false;
    }

    @AfterEach
    void closeAll() {
        servers.forEach(Server::close);
    }

    private Server server(String node) throws Exception {
        return server(node, store(list));
    }

    private Server server(String node, MailRepositoryStore store) {
        Server server = new Server(protocol() + "://kept", node, store, primary);
        servers.add(server);
        return server;
    }

    private static List<MailKey> keys(Server server) throws Exception {
        return ImmutableList.copyOf(server.repository().list());
    }

    private static Mail read(Server server, String name) throws Exception {
        return Objects.requireNonNull(server.repository().retrieve(new MailKey(name)), name);
    }

    private void awaitEmpty(Server server) throws Exception {
        await().atMost(LIMIT).until(() -> server.buffer.kept(Server.DOMAIN) == 0);
        assertThat(keys(server)).isEmpty();
        assertThat(server.repository().size()).isZero();
    }

    @Test
    void keptMailIsInTheRepositoryAndGoesOutOnceWhenThePrimaryIsBack() throws Exception {
        Server server = server("mx");
        server.keep(Letter.of("mail-0").to("a@example.org", "b@example.org"));
        assertThat(keys(server)).containsExactly(new MailKey("mail-0"));
        await().until(() -> server.events("primary-down") > 0);

        primary.isUp = true;

        awaitEmpty(server);
        assertThat(primary.recipients()).containsExactlyInAnyOrder("a@example.org", "b@example.org");
        assertThat(primary.taken)
                .allSatisfy(taken -> assertThat(taken.message())
                        .isEqualTo(Letter.of("mail-0").message()));
        assertThat(server.events("fault")).isZero();
    }

    @Test
    void whatIsLeftOfAMailTakesItsPlace() throws Exception {
        Letter letter = new Letter("mail-0", odd());
        Server server = server("mx");
        primary.isBusyFor = recipient -> recipient.startsWith("b");
        primary.isUp = true;
        server.keep(letter.to("a@example.org", "b@example.org"));
        await().atMost(LIMIT)
                .until(() -> Letter.recipients(read(server, "mail-0")).equals(List.of("b@example.org")));
        assertThat(keys(server)).hasSize(1);

        primary.isBusyFor = recipient -> false;

        awaitEmpty(server);
        assertThat(primary.recipients()).containsExactly("a@example.org", "b@example.org");
        assertThat(primary.taken)
                .allSatisfy(taken -> assertThat(taken.message()).isEqualTo(letter.message()));
    }

    @Test
    void theNextStartFindsWhatIsKept() throws Exception {
        try (Server before = server("mx")) {
            before.keep(Letter.of("mail-0").to("a@example.org"));
            before.keep(Letter.of("mail-1").to("a@example.org"));
        }
        primary.isUp = true;

        Server after = server("mx");
        after.buffer.start();

        await().atMost(LIMIT).until(() -> after.events("delivered") == 2);
        awaitEmpty(after);
        assertThat(primary.taken).hasSize(2);
    }

    @Test
    void theEnvelopeSurvives() throws Exception {
        Mail mail = Letter.of("mail-0").to("a@example.org");
        mail.setAttribute(new Attribute(AttributeName.of("text"), AttributeValue.of("gr\u00fc\u00df dich")));
        mail.setAttribute(new Attribute(AttributeName.of("number"), AttributeValue.of(7L)));
        mail.addSpecificHeaderForRecipient(
                Header.builder().name("X-One").value("only").build(), new MailAddress("a@example.org"));
        try (Server before = server("mx")) {
            before.keep(mail);
        }

        Mail kept = read(server("mx"), "mail-0");

        assertThat(kept.getName()).isEqualTo("mail-0");
        assertThat(kept.getMaybeSender().asString()).isEqualTo("sender@example.net");
        assertThat(Letter.recipients(kept)).containsExactly("a@example.org");
        assertThat(kept.getAttribute(AttributeName.of("text")))
                .contains(new Attribute(AttributeName.of("text"), AttributeValue.of("gr\u00fc\u00df dich")));
        assertThat(kept.getAttribute(AttributeName.of("number")))
                .contains(new Attribute(AttributeName.of("number"), AttributeValue.of(7L)));
        assertThat(kept.getAttribute(KEPT_SINCE)).isPresent();
        assertThat(kept.getPerRecipientSpecificHeaders().getHeadersByRecipient().values())
                .hasSize(1);
    }

    @Test
    void mailOfAClientWithALongAddressIsKept() throws Exception {
        Server server = server("mx");
        server.keep(ofALongAddress());
        assertThat(read(server, "mail-0").getRemoteAddr()).isEqualTo(LONG_ADDRESS);
    }

    private static Mail ofALongAddress() throws Exception {
        var mail = Letter.of("mail-0").to("a@example.org");
        mail.setRemoteAddr(LONG_ADDRESS);
        return mail;
    }

    /** For a repository that has no room for it. */
    final void mailOfALongAddressStaysWithJames() throws Exception {
        Server server = server("mx");
        assertThatThrownBy(() -> server.keep(ofALongAddress())).isInstanceOf(MessagingException.class);
        assertThat(keys(server)).isEmpty();
        assertThat(server.buffer.kept(Server.DOMAIN)).isZero();
    }

    @Test
    void theNullSenderStaysOne() throws Exception {
        var notification = Letter.of("notice").to("a@example.org");
        notification.setSender(MailAddress.nullSender());
        Server server = server("mx");
        server.keep(notification);
        assertThat(read(server, "notice").getMaybeSender().isNullSender()).isTrue();

        primary.isUp = true;

        awaitEmpty(server);
        assertThat(primary.taken)
                .singleElement()
                .satisfies(taken -> assertThat(taken.sender()).isEqualTo("<>"));
    }

    @Test
    void noNodeSeesWhatAnotherOneHas() throws Exception {
        MailRepositoryStore shared = store(list);
        Server one = server("mx-1", shared);
        Server other = server("mx-2", shared);
        one.keep(Letter.of("mail-0").to("a@example.org"));
        other.buffer.start();
        await().until(() -> other.events("resumed") == 1);
        assertThat(keys(other)).isEmpty();
        assertThat(other.buffer.kept(Server.DOMAIN)).isZero();
        other.repository().removeAll();
        assertThat(keys(one)).hasSize(1);
    }

    @Test
    void theMailOfANodeThatIsGoneIsAdopted() throws Exception {
        Object since;
        try (Server gone = server("gone")) {
            gone.keep(Letter.of("mail-0").to("a@example.org", "b@example.org"));
            gone.keep(new Letter("mail-1", odd()).to("c@example.org"));
            since = read(gone, "mail-0").getAttribute(KEPT_SINCE).orElseThrow();
        }
        Server server = server("mx");

        assertThat(server.buffer.adopt("gone")).isEqualTo(new Adopted(2, 0, Set.of()));

        assertThat(read(server, "mail-0").getAttribute(KEPT_SINCE)).contains((Attribute) since);
        assertThat(keys(server)).hasSize(2);
        assertThat(keys(server("gone"))).isEmpty();
        primary.isUp = true;
        awaitEmpty(server);
        assertThat(primary.recipients()).containsExactlyInAnyOrder("a@example.org", "b@example.org", "c@example.org");
        assertThat(primary.taken)
                .anySatisfy(taken -> assertThat(taken.message()).isEqualTo(odd()));
    }

    @Test
    void anAdopterThatIsKilledHalfWayLosesNothingAndSendsNothingTwice() throws Exception {
        try (Server gone = server("gone")) {
            for (int i = 0; i < 3; i++) {
                gone.keep(Letter.of("mail-" + i).to("a" + i + "@example.org"));
            }
        }
        try (Server killed = server("mx", new KilledAtRemoving(store(list), 2))) {
            assertThatThrownBy(() -> killed.buffer.adopt("gone")).isInstanceOf(KilledAtRemoving.Killed.class);
        }
        assertThat(primary.taken).isEmpty();
        primary.isUp = true;

        Server again = server("mx");
        again.buffer.start();
        await().atMost(LIMIT).until(() -> again.events("delivered") == 2);
        assertThat(again.buffer.adopt("gone")).isEqualTo(new Adopted(1, 0, Set.of()));

        awaitEmpty(again);
        assertThat(primary.recipients())
                .containsExactlyInAnyOrder("a0@example.org", "a1@example.org", "a2@example.org");
        assertThat(keys(server("gone"))).isEmpty();
        assertThat(again.events("fault")).isZero();
    }

    @Test
    void aMessageOfTenMegabytesComesAsItWent() throws Exception {
        byte[] random = new byte[10 << 20];
        new Random(0).nextBytes(random);
        StringBuilder text = new StringBuilder(random.length + 1000).append("Subject: large\r\n\r\n");
        for (int i = 0; i < random.length; i++) {
            text.append(i % 78 == 77 ? "\r\n" : (char) (' ' + (random[i] & 0x3f)));
        }
        comesAsItWent(new Letter("large", text.toString()));
    }

    @Test
    void everyOctetComesAsItWent() throws Exception {
        comesAsItWent(new Letter("odd", odd()));
    }

    @Test
    void headersBeyondAsciiAreWhatTheRepositoryMakesOfThem() throws Exception {
        String written = "Subject: \u00e4\u00f6\r\n\r\n\u00e4\u00f6\r\n";
        Server server = server("mx");
        server.keep(new Letter("mail-0", written).to("a@example.org"));
        primary.isUp = true;
        awaitEmpty(server);
        String expected = keepsHeadersBeyondAscii() ? written : written.replaceFirst("\u00e4\u00f6", "??");
        assertThat(primary.taken)
                .singleElement()
                .satisfies(taken -> assertThat(taken.message()).isEqualTo(expected));
    }

    /** Headers in an odd order and folded; every octet in the body; a bare LF, a bare CR; no line end at the end. */
    private static String odd() {
        String headers = String.join(
                "\r\n",
                "x-Odd:no space",
                "Subject: =?utf-8?q?=C3=A4?=",
                "\tfolded  twice",
                "Received: from a by b",
                "Subject: again",
                "Bcc: c@example.org");
        StringBuilder text = new StringBuilder(headers).append("\r\n\r\n");
        IntStream.range(0, 256).forEach(octet -> text.append((char) octet));
        return text.append("bare\nand\rbare\r\n.\r\nno end").toString();
    }

    private void comesAsItWent(Letter letter) throws Exception {
        Server server = server("mx");
        server.keep(letter.to("a@example.org"));
        isTheSame(Letter.message(read(server, letter.name())), letter.message());
        primary.isUp = true;
        awaitEmpty(server);
        assertThat(primary.taken).hasSize(1);
        isTheSame(primary.taken.get(0).message(), letter.message());
    }

    /** Says where they part; ten megabytes are no help. */
    private static void isTheSame(String found, String expected) {
        int same = Strings.commonPrefix(found, expected).length();
        assertThat(found.equals(expected))
                .as(
                        "%s octets, expected %s, the same up to %s: %s",
                        found.length(),
                        expected.length(),
                        same,
                        found.substring(same, Math.min(found.length(), same + 99)))
                .isTrue();
    }

    @Test
    void hundredsOfMailsGoOutOnceEach() throws Exception {
        int mails = 300;
        Server server = server("mx");
        for (int i = 0; i < mails; i++) {
            server.keep(Letter.of("mail-" + i).to("a" + i + "@example.org"));
        }
        assertThat(keys(server)).hasSize(mails).doesNotHaveDuplicates();

        primary.isUp = true;

        awaitEmpty(server);
        assertThat(primary.recipients())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, mails)
                        .mapToObj(i -> "a" + i + "@example.org")
                        .toList());
    }
}
