package io.relayguard.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.spool.format.SpoolFolder;
import io.relayguard.spool.format.SpoolHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.zip.CRC32C;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a file: it is a whole mail, or it is set aside; nothing is deleted, nothing else suffers. */
class SpoolTornFileTest {
    private static final MailKey KEY = new MailKey("mail");
    private static final int ROUNDS = 20_000;

    private final Path folder;
    private final SpoolMailRepository repository;
    private final Path file;
    private final byte[] whole;

    SpoolTornFileTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        this.repository = new SpoolMailRepository(folder);
        repository.init();
        repository.store(Mails.mail("mail", Mails.SHORT, "a@example.org"));
        this.file = folder.resolve("mail.mail");
        this.whole = Files.readAllBytes(file);
    }

    private Path setAsideFolder() {
        return folder.resolve(SpoolFolder.SET_ASIDE);
    }

    /** Puts octets in the file's place; they are never a mail, and are found in the set-aside folder as they were. */
    private void isSetAside(byte[] octets) throws Exception {
        Files.write(file, octets);
        assertThat(repository.retrieve(KEY)).isNull();
        assertThat(file).doesNotExist();
        Path aside = setAsideFolder().resolve(onlyOneSetAside());
        assertThat(Files.readAllBytes(aside)).isEqualTo(octets);
        Files.delete(aside);
    }

    private String onlyOneSetAside() throws IOException {
        return onlyOne(Mails.files(setAsideFolder()));
    }

    private static String onlyOne(List<String> names) {
        assertThat(names).singleElement().asString().startsWith("mail.mail.");
        return names.get(0);
    }

    @Test
    void aFileCutOffAnywhereIsSetAside() throws Exception {
        for (int length = 0; length < whole.length; length++) {
            isSetAside(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void aFileWithAnythingBehindItsEndIsSetAside() throws Exception {
        isSetAside(Arrays.copyOf(whole, whole.length + 1));
        isSetAside(Arrays.copyOf(whole, whole.length * 2));
    }

    @Test
    void aFileWithOneOctetAlteredAnywhereIsSetAside() throws Exception {
        Random random = new Random(20_261_124);
        for (int position = 0; position < whole.length; position++) {
            byte[] altered = whole.clone();
            altered[position] ^= (byte) (1 << random.nextInt(8));
            isSetAside(altered);
        }
    }

    @Test
    void theRestOfTheRepositoryStaysReadable() throws Exception {
        MailKey other = repository.store(Mails.mail("other", Mails.SHORT, "b@example.org"));
        isSetAside(Arrays.copyOf(whole, whole.length - 1));
        assertThat(repository.list()).toIterable().containsExactly(other);
        assertThat(Mails.octets(Mails.read(repository, other))).isEqualTo(Mails.SHORT);
    }

    @Test
    void twoTornFilesOfOneNameAreBothKept() throws Exception {
        for (int i = 0; i < 2; i++) {
            Files.write(file, Arrays.copyOf(whole, 10 + i));
            assertThat(repository.retrieve(KEY)).isNull();
        }
        assertThat(Mails.files(setAsideFolder())).hasSize(2);
    }

    @Test
    void anIntactFileThatJamesDoesNotTakeIsSetAside() throws Exception {
        for (String envelope : List.of(
                "",
                "null",
                "{}",
                "[]",
                "\"text\"",
                "{\"name\":\"mail\"}",
                "{\"unknown\":1}",
                envelope("sender", "\"no address\""),
                envelope("sender", "null"),
                envelope("recipients", "[\"@@\"]"),
                envelope("recipients", "[null]"),
                envelope("recipients", "null"),
                envelope("attributes", "{\"a\":{\"serializer\":\"Unheard\",\"value\":1}}"),
                envelope("attributes", "{\"a\":null}"),
                envelope("attributes", "{\"a\":{}}"),
                envelope("headers", "[null]"),
                envelope("headers", "[{\"recipient\":\"a\"}]"),
                envelope("name", "null"),
                envelope("name", "\"\""))) {
            isSetAside(sealed(envelope));
        }
    }

    /** The envelope of the stored mail with one field altered. */
    private String envelope(String field, String value) {
        String stored = new String(whole, UTF_8).split("\n", 3)[1];
        String altered = stored.replaceFirst(
                "\"" + field + "\":(\"[^\"]*\"|\\[[^]]*\\]|\\{\\}|[0-9]+)",
                Matcher.quoteReplacement("\"" + field + "\":" + value));
        assertThat(altered).isNotEqualTo(stored);
        return altered;
    }

    private static byte[] sealed(String envelope) {
        byte[] octets = envelope.getBytes(UTF_8);
        return sealed(octets, Mails.SHORT);
    }

    private static byte[] sealed(byte[] envelope, byte[] message) {
        CRC32C checksum = new CRC32C();
        checksum.update(envelope);
        checksum.update(message);
        byte[] first = new SpoolHeader(envelope.length, message.length, (int) checksum.getValue())
                .toBytes()
                .array();
        byte[] all = Arrays.copyOf(first, first.length + envelope.length + message.length);
        System.arraycopy(envelope, 0, all, first.length, envelope.length);
        System.arraycopy(message, 0, all, first.length + envelope.length, message.length);
        return all;
    }

    @Test
    void anyOctetsAtAllAreAMailOrSetAsideAndNeverAFault() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(20_261_124);
        MailRepository onDisk = SimulatedSpool.open(disk, SpoolStory.FOLDER);
        Random random = new Random(20_261_124);
        int mails = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] octets = generated(random);
            disk.put(SpoolStory.FOLDER.resolve("mail.mail"), octets);
            Mail mail = onDisk.retrieve(KEY);
            if (mail == null) {
                Path aside = SpoolStory.FOLDER.resolve("set-aside").resolve(onlyOne(SpoolStory.setAside(disk)));
                assertThat(disk.octets(aside)).isEqualTo(octets);
                disk.remove(aside);
            } else {
                mails++;
                assertThat(mail.getName()).isNotBlank();
                assertThat(Mails.octets(mail)).hasSize((int) mail.getMessageSize());
            }
        }
        assertThat(mails).as("some are whole, most are not").isBetween(1, ROUNDS / 2);
    }

    private byte[] generated(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> octets(random, random.nextInt(300));
            case 1 -> mutated(random, whole);
            case 2 -> {
                byte[] tail = mutated(random, Arrays.copyOfRange(whole, SpoolHeader.LENGTH, whole.length));
                yield sealed(tail, new byte[0]);
            }
            default -> {
                int end = whole.length - Mails.SHORT.length;
                yield sealed(mutated(random, Arrays.copyOfRange(whole, SpoolHeader.LENGTH, end)), Mails.SHORT);
            }
        };
    }

    private static byte[] octets(Random random, int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    private static byte[] mutated(Random random, byte[] original) {
        byte[] mutated =
                random.nextInt(5) == 0 ? Arrays.copyOf(original, random.nextInt(original.length)) : original.clone();
        for (int i = random.nextInt(4); i > 0 && mutated.length > 0; i--) {
            byte octet = (byte)
                    (random.nextBoolean() ? random.nextInt(256) : "0123456789{}[]\":,null ".charAt(random.nextInt(22)));
            mutated[random.nextInt(mutated.length)] = octet;
        }
        return mutated;
    }
}
