package io.relayguard.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.spool.format.SpoolFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.mailet.Mail;

/** Stores, replacements and removals by a seed, and what may be found of each mail after any of them was cut off. */
final class SpoolStory {
    static final Path FOLDER = Path.of("/spool/node/example.org");
    static final String NOTHING = "nothing";
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    /** So few that the story needs folders below. */
    private static final int FLAT_BOUND = 2;

    private final Random random;
    private final Map<String, Set<String>> allowed = new TreeMap<>();

    SpoolStory(long seed) {
        this.random = new Random(seed);
        NAMES.forEach(name -> allowed.put(name, Set.of(NOTHING)));
    }

    static SpoolMailRepository open(SimulatedDisk disk) throws IOException {
        return SimulatedSpool.open(disk, FOLDER, FLAT_BOUND);
    }

    /** One more step; what is allowed holds at whatever point this ends. */
    void step(SpoolMailRepository repository) throws MessagingException {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        if (random.nextInt(4) == 0) {
            also(name, NOTHING);
            repository.remove(new MailKey(name));
        } else {
            String content = "Subject: " + random.nextLong() + "\r\n\r\n" + "x".repeat(random.nextInt(200));
            also(name, content);
            repository.store(Mails.mail(name, Mails.ascii(content), "a@example.org"));
            allowed.put(name, Set.of(content));
        }
    }

    private void also(String name, String content) {
        Set<String> more = new HashSet<>(allowed.getOrDefault(name, Set.of()));
        more.add(content);
        allowed.put(name, more);
    }

    /** Each mail is what it may be, listed once if it is there; no final name has a torn file. */
    void holdsFor(SimulatedDisk disk, SpoolMailRepository repository) throws IOException, MessagingException {
        List<String> listed = new ArrayList<>();
        repository.list().forEachRemaining(key -> listed.add(key.asString()));
        assertThat(listed).doesNotHaveDuplicates().isSubsetOf(NAMES);
        assertThat(repository.size()).isEqualTo(listed.size());
        for (String name : NAMES) {
            Mail mail = repository.retrieve(new MailKey(name));
            String found = mail == null ? NOTHING : content(mail);
            assertThat(found).as(name).isIn(allowed.get(name));
            assertThat(listed.contains(name)).as("%s is listed", name).isEqualTo(mail != null);
        }
        assertThat(setAside(disk)).as("torn").noneMatch(file -> file.contains(".mail"));
    }

    private static String content(Mail mail) throws IOException, MessagingException {
        return new String(Mails.octets(mail), ISO_8859_1);
    }

    static List<String> setAside(SimulatedDisk disk) throws IOException {
        return names(disk, FOLDER.resolve(SpoolFolder.SET_ASIDE));
    }

    /** All files in a folder and those below it. */
    static List<String> names(SimulatedDisk disk, Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        if (disk.exists(folder)) {
            List<Path> folders = new ArrayList<>();
            disk.list(folder, entry -> {
                if (entry.isFolder()) {
                    folders.add(folder.resolve(entry.name()));
                } else {
                    names.add(entry.name());
                }
                return true;
            });
            for (Path below : folders) {
                names.addAll(names(disk, below));
            }
        }
        return names;
    }
}
