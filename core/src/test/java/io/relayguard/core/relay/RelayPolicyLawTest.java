package io.relayguard.core.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.relayguard.core.address.ReversePath;
import io.relayguard.core.relay.Spellings.Spelling;
import io.relayguard.core.relay.Spellings.Whose;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What holds however a recipient is written: never outside to outside, and never an insider refused for a spelling. */
class RelayPolicyLawTest {
    private static final int CASES = 100_000;
    private static final Set<String> ACCEPTED = Set.of("here", "keep", "out");

    private final Spellings spellings = new Spellings(5321);
    private final Random random = new Random(822);

    /** How often each verdict came out, so that no law is kept by asking about nothing. */
    private final TreeMap<String, Integer> seen = new TreeMap<>();

    @Test
    void outsiderNeverReachesOutsiderHoweverTheRecipientIsWritten() {
        RelayPolicy policy = World.policy();
        for (int i = 0; i < CASES; i++) {
            Spelling written = spellings.any();
            String verdict = verdict(policy, outsider(), written.text());

            boolean may = written.whose() == Whose.OURS && !written.hides();
            assertEquals(may, ACCEPTED.contains(verdict), () -> verdict + ": " + written);
            assertFalse(verdict.equals("out"), written::toString);
            assertTrue(!may || OurAddresses.mayPass(written.text()), () -> "the oracles differ: " + written);
        }
        assertThat(seen).containsOnlyKeys("here", "keep", "hidden", "oo", "co", "uo");
    }

    @Test
    void norWhenItIsWrittenWrong() {
        RelayPolicy policy = World.policy();
        for (int i = 0; i < CASES; i++) {
            String damaged = spellings.damaged();
            String verdict = verdict(policy, outsider(), damaged);

            assertFalse(verdict.equals("out"), damaged);
            assertTrue(!ACCEPTED.contains(verdict) || OurAddresses.mayPass(damaged), () -> verdict + ": " + damaged);
        }
        assertThat(seen).containsKeys("here", "keep", "hidden", "oo", "co", "uo");
    }

    @Test
    void norWhileTheListOfDomainsIsSilent() {
        RelayPolicy policy = World.policy(RelayRules.DEFAULT, World.SILENT);
        for (int i = 0; i < CASES; i++) {
            String damaged = spellings.damaged();
            String verdict = verdict(policy, outsider(), damaged);

            assertTrue(
                    verdict.equals("keep")
                            ? OurAddresses.mayPass(damaged)
                            : Set.of("451", "hidden").contains(verdict),
                    () -> verdict + ": " + damaged);
        }
        assertThat(seen).containsOnlyKeys("keep", "451", "hidden");
    }

    @Test
    void noSpellingOfOursIsRefusedToAnInsiderForItsSpelling() {
        RelayPolicy policy = World.policy();
        for (int i = 0; i < CASES; i++) {
            Spelling written = spellings.ours();
            String verdict = verdict(policy, insider(), written.text());

            assertTrue(verdict.equals("here") || verdict.equals("keep"), () -> verdict + ": " + written);
        }
        assertThat(seen).containsOnlyKeys("here", "keep");
    }

    /** What nobody can read is nobody's: an insider's goes out, and James or the next server says what is wrong. */
    @Test
    void norIsAnythingElse() {
        RelayPolicy policy = World.policy();
        for (int i = 0; i < CASES; i++) {
            String damaged = spellings.damaged();
            String verdict = verdict(policy, insider(), damaged);

            assertTrue(ACCEPTED.contains(verdict), () -> verdict + ": " + damaged);
        }
        assertThat(seen).containsOnlyKeys("here", "keep", "out");
    }

    private String verdict(RelayPolicy policy, Origin origin, String recipient) {
        String word = World.word(
                policy.decide(origin, reversePath(), World.to(recipient)).verdict());
        seen.merge(word, 1, Integer::sum);
        return word;
    }

    private Origin outsider() {
        return switch (random.nextInt(8)) {
            case 0 -> new Origin.Collected("task" + random.nextInt());
            case 1 -> new Origin.Untraced();
            case 2 -> World.client("10.0.0.1");
            case 3 -> World.client("::ffff:10.9.9." + random.nextInt(256));
            case 4 -> World.client("2001:db8::" + Integer.toHexString(random.nextInt(65_536)));
            case 5 -> World.client("127.0.0.1");
            default -> World.client("203.0.113." + random.nextInt(256));
        };
    }

    private Origin insider() {
        return switch (random.nextInt(4)) {
            case 0 -> new Origin.User("user" + random.nextInt());
            case 1 -> new Origin.Ourselves();
            case 2 -> World.client("fd00::" + Integer.toHexString(2 + random.nextInt(65_000)));
            default -> World.client("10.1." + random.nextInt(256) + "." + random.nextInt(256));
        };
    }

    private ReversePath reversePath() {
        List<String> senders = List.of("", "bob@example.com", "ann@example.org", "you@elsewhere.example");
        return ReversePath.parse(senders.get(random.nextInt(senders.size())));
    }
}
