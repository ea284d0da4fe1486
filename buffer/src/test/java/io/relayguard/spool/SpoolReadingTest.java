package io.relayguard.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Random;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;

/** A small mail is read once; of a larger one only the envelope is in memory. */
class SpoolReadingTest {
    private static final int SMALL = 80 * 1024;

    private final SpoolMailRepository repository;

    SpoolReadingTest() throws IOException {
        repository = SimulatedSpool.open(new SimulatedDisk(1), SpoolStory.FOLDER, 10);
    }

    private static byte[] message(int size) {
        byte[] message = new byte[size];
        new Random(size).nextBytes(message);
        return message;
    }

    private Mail stored(byte[] message) throws Exception {
        MailKey key = repository.store(Mails.mail("mail", message, "a@example.org"));
        return Mails.read(repository, key);
    }

    @Test
    void messageOf64KibibytesIsReadWithItsEnvelopeAndNeedsTheFileNoMore() throws Exception {
        byte[] message = message(64 * 1024);
        Mail mail = stored(message);
        repository.remove(new MailKey("mail"));
        assertThat(Mails.octets(mail)).isEqualTo(message);
        assertThat(Mails.octets(mail)).as("a second time").isEqualTo(message);
    }

    @Test
    void largerMessageStaysOnDisk() throws Exception {
        byte[] message = message(SMALL);
        Mail mail = stored(message);
        assertThat(Mails.octets(mail)).isEqualTo(message);
        repository.remove(new MailKey("mail"));
        assertThatThrownBy(() -> Mails.octets(mail)).hasRootCauseInstanceOf(NoSuchFileException.class);
    }

    @Test
    void messagesAroundTheBoundComeBackOctetForOctet() throws Exception {
        for (int size = SMALL - 400; size <= SMALL + 1; size++) {
            byte[] message = message(size);
            assertThat(Mails.octets(stored(message))).isEqualTo(message);
        }
    }
}
