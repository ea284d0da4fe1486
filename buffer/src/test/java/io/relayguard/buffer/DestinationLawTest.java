package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.relayguard.core.primary.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Accepted is kept: primaries, repositories and bounces that fail at random, for days, and in the end every recipient
 * was served or told. Nobody is served or told twice unless a conversation broke.
 */
class DestinationLawTest {
    private static final int RUNS = 60;
    private static final int MESSAGES = 12;

    @ParameterizedTest(name = "conversations that break: {0}")
    @ValueSource(booleans = {false, true})
    void everyRecipientIsServedOrTold(boolean breaking) throws Exception {
        for (int seed = 0; seed < RUNS; seed++) {
            Run run = new Run(seed, breaking);
            Set<String> owed = run.storm();
            run.calm = true;
            run.engine.pass(Duration.ofHours(2));
            run.settled(owed);
        }
    }

    private static final class Run {
        private final Engine engine = new Engine();
        private final int seed;
        private final Random random;
        private final boolean mayBreak;
        private boolean calm;

        Run(int seed, boolean breaking) throws MessagingException {
            this.seed = seed;
            random = new Random(20_261_124L + seed);
            mayBreak = breaking;
            engine.primary.door = () -> {
                if (happens(3)) {
                    throw new PrimaryUnreachable("connection refused");
                }
            };
            engine.primary.answer = this::answer;
            engine.repositories.fault = call -> {
                if (happens(6)) {
                    throw new MessagingException("disk gone at " + call);
                }
            };
            engine.beforeReturn = (mail, reply) -> {
                if (happens(3)) {
                    throw new MessagingException("queue full");
                }
            };
        }

        private boolean happens(int inSoMany) {
            return !calm && random.nextInt(inSoMany) == 0;
        }

        private Outcome answer(String message, String recipient) throws ConversationBroken {
            if (mayBreak && happens(5)) {
                if (random.nextBoolean()) {
                    engine.primary.taken.add(message + " " + recipient);
                }
                throw new ConversationBroken("lost");
            }
            if (recipient.startsWith("refused")) {
                return FakePrimary.refused("5.1.1 " + message);
            }
            return happens(2) ? FakePrimary.BUSY : FakePrimary.TAKEN;
        }

        /** Three days of it; what is asked for is only what the buffer has taken. */
        Set<String> storm() {
            Set<String> owed = new HashSet<>();
            for (int i = 0; i < MESSAGES; i++) {
                String name = "mail-" + i;
                List<String> recipients = new ArrayList<>();
                for (int r = random.nextInt(4); r >= 0; r--) {
                    recipients.add((random.nextBoolean() ? "served" : "refused") + r + "@example.org");
                }
                try {
                    engine.keep(mail(name, recipients));
                    recipients.forEach(recipient -> owed.add(name + " " + recipient));
                } catch (MessagingException stillTheCallers) {
                    assertThat(stillTheCallers).hasMessageContaining("disk gone");
                }
                engine.pass(Duration.ofMinutes(random.nextInt(12 * 60)));
            }
            return owed;
        }

        private static Mail mail(String name, List<String> recipients) {
            try {
                return Mailbag.mail(name, recipients.toArray(String[]::new));
            } catch (MessagingException impossible) {
                throw new AssertionError(impossible);
            }
        }

        void settled(Set<String> owed) throws MessagingException {
            assertThat(engine.kept()).as("seed " + seed).isEmpty();
            assertThat(engine.waiting()).as("seed " + seed).isZero();
            Map<String, Integer> settled = new HashMap<>();
            engine.primary.taken.forEach(line -> settled.merge(line, 1, Integer::sum));
            engine.returned.forEach(line -> {
                List<String> words = Splitter.on(' ').splitToList(line);
                settled.merge(words.get(3) + " " + words.get(0), 1, Integer::sum);
            });
            assertThat(settled).as("seed " + seed).containsOnlyKeys(owed);
            if (!mayBreak) {
                assertThat(settled.values()).as("seed " + seed).allMatch(times -> times == 1);
            }
        }
    }
}
