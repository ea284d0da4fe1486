package io.relayguard.core.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.net.Networks;
import io.relayguard.core.relay.LocalDomains.Unavailable;
import io.relayguard.core.settings.Primary;
import io.relayguard.core.settings.RelayDomain;
import io.relayguard.core.settings.RelayDomains;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds whatever the recipient looks like: never outside to outside, and never an insider refused. */
class RelayPolicyLawTest {
    private static final int CASES = 100_000;
    private static final Set<String> LOCAL = Set.of("example.com", "mail.example.com");
    private static final Set<String> RELAY = Set.of("example.org", "xn--exmple-cua.org");
    private static final List<String> DOMAINS = List.of(
            "example.com",
            "mail.example.com",
            "example.org",
            "xn--exmple-cua.org",
            "elsewhere.example",
            "203.0.113.80",
            "[203.0.113.80]",
            "IPv6:2001:db8::1",
            "localhost",
            "");
    private static final String ALPHABET = "abz09._-+=%!@\"\\ \t\r\n\u0000<>[]:;,()*/äß\u212a\ud83d";

    private final Random random = new Random(5321);

    /** What came out, so that the law is not kept by asking about nothing. */
    private enum Seen {
        HERE,
        KEPT,
        OUT,
        REFUSED,
        POSTPONED
    }

    @Test
    void anOutsiderReachesOnlyWhatIsExactlyOurs() {
        Map<Seen, Integer> seen = new EnumMap<>(Seen.class);
        for (int i = 0; i < CASES; i++) {
            Recipient recipient = recipient();
            boolean silent = random.nextInt(10) == 0;
            Verdict verdict = policy(silent).decide(outsider(), reversePath(), recipient);

            assertFalse(verdict instanceof Verdict.SendOut, () -> "sent out: " + recipient);
            if (verdict instanceof Verdict.DeliverHere || verdict instanceof Verdict.KeepForPrimary) {
                Set<String> ours = verdict instanceof Verdict.DeliverHere ? LOCAL : RELAY;
                assertTrue(ours.contains(plain(recipient.domain())), () -> "not ours: " + recipient);
                assertTrue(recipient.localPart().matches("(?s)[^%!@]*"), () -> "hides an address: " + recipient);
            }
            seen.merge(kind(verdict), 1, Integer::sum);
        }
        assertThat(seen).containsOnlyKeys(Seen.HERE, Seen.KEPT, Seen.REFUSED, Seen.POSTPONED);
    }

    @Test
    void anInsiderIsNeverRefused() {
        Map<Seen, Integer> seen = new EnumMap<>(Seen.class);
        for (int i = 0; i < CASES; i++) {
            Recipient recipient = recipient();
            boolean silent = random.nextInt(10) == 0;
            Verdict verdict = policy(silent).decide(insider(), reversePath(), recipient);

            assertFalse(verdict instanceof Verdict.Refuse, () -> "refused: " + recipient);
            assertTrue(silent || !(verdict instanceof Verdict.NotNow), () -> "postponed: " + recipient);
            seen.merge(kind(verdict), 1, Integer::sum);
        }
        assertThat(seen).containsOnlyKeys(Seen.HERE, Seen.KEPT, Seen.OUT, Seen.POSTPONED);
    }

    private static Seen kind(Verdict verdict) {
        return verdict.match(new Verdict.Cases<>() {
            @Override
            public Seen deliverHere() {
                return Seen.HERE;
            }

            @Override
            public Seen keepForPrimary(RelayDomain domain) {
                return Seen.KEPT;
            }

            @Override
            public Seen sendOut() {
                return Seen.OUT;
            }

            @Override
            public Seen refuse(Verdict.Refusal why) {
                return Seen.REFUSED;
            }

            @Override
            public Seen notNow(Verdict.Postponement why) {
                return Seen.POSTPONED;
            }
        });
    }

    private Origin outsider() {
        return switch (random.nextInt(5)) {
            case 0 -> new Origin.Collected("task" + random.nextInt());
            case 1 -> client("10.0.0.1");
            case 2 -> client("::ffff:10.9.9." + random.nextInt(256));
            case 3 -> client("2001:db8::" + Integer.toHexString(random.nextInt(65_536)));
            default -> client("203.0.113." + random.nextInt(256));
        };
    }

    private Origin insider() {
        return switch (random.nextInt(4)) {
            case 0 -> new Origin.User("user" + random.nextInt());
            case 1 -> new Origin.Ourselves();
            case 2 -> client("fd00::" + Integer.toHexString(random.nextInt(65_536)));
            default -> client("10.1." + random.nextInt(256) + "." + random.nextInt(256));
        };
    }

    private ReversePath reversePath() {
        return random.nextBoolean() ? ReversePath.NULL : new ReversePath("x@" + domain());
    }

    private Recipient recipient() {
        return new Recipient(text(1 + random.nextInt(8)), domain());
    }

    /** One of the known ones, mostly; often in other letters, with something before it, behind it or within. */
    private String domain() {
        String known = DOMAINS.get(random.nextInt(DOMAINS.size()));
        return switch (random.nextInt(8)) {
            case 0 -> known.toUpperCase(Locale.ROOT);
            case 1 -> known + ".";
            case 2 -> text(1 + random.nextInt(3)) + known;
            case 3 -> known + text(1 + random.nextInt(3));
            case 4 -> text(random.nextInt(12));
            default -> known;
        };
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(
                    ALPHABET.charAt(random.nextInt(3) == 0 ? random.nextInt(ALPHABET.length()) : random.nextInt(3)));
        }
        return text.toString();
    }

    private static String plain(String domain) {
        String lower = domain.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static RelayPolicy policy(boolean silent) {
        return silent ? Held.SILENT : Held.ANSWERING;
    }

    private static Origin client(String address) {
        return new Origin.Client(IpAddress.parse(address).orElseThrow());
    }

    /** The two policies, made once. */
    private static final class Held {
        static final RelayPolicy ANSWERING = policy(LOCAL::contains);
        static final RelayPolicy SILENT = policy(domain -> {
            throw new Unavailable(new IllegalStateException("down"));
        });

        private static RelayPolicy policy(LocalDomains localDomains) {
            try {
                Networks networks = new Networks(
                        NetworkSet.parse("law", "10.0.0.0/8, fd00::/8, !10.9.9.0/24"),
                        NetworkSet.parse("law", "10.0.0.1"));
                return new RelayPolicy(
                        networks,
                        RelayDomains.of(RELAY.stream()
                                .map(name -> new RelayDomain(new DomainName(name), List.of(new Primary.Mx())))
                                .toList()),
                        localDomains);
            } catch (InvalidNetworks wrong) {
                throw new AssertionError(wrong);
            }
        }
    }
}
