package io.relayguard.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever stands in a list: it is read, or refused with the declared exception and a message of bounded lines. */
class NetworkFuzzTest {
    private static final int ROUNDS = 100_000;
    private static final List<String> VALID = List.of(
            "10.0.0.0/8, fd00::/8, !10.9.9.9",
            "::ffff:10.0.0.0/104",
            "fe80::1%eth0",
            "2001:db8::/32\n192.0.2.1",
            "0.0.0.0/0 ::/0");
    private static final String LETTERS = "0123456789abcdef:./!,% \n\t-[]*xg\u0000\u00a0\ud83d\udca9\u0661#";

    private final Random random = new Random(4);

    @Test
    void aDamagedListIsReadOrRefused() {
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = damaged(VALID.get(random.nextInt(VALID.size())));
            try {
                NetworkSet.parse("fuzz", text).entries().forEach(NetworkFuzzTest::isWrittenAsItReads);
                read++;
            } catch (InvalidNetworks refused) {
                assertThat(refused.problems().stream().map(Object::toString))
                        .allMatch(line -> line.startsWith("fuzz: found ") && line.length() < 1000)
                        .allMatch(line -> line.lines().count() == 1);
            }
        }
        assertThat(read).isBetween(ROUNDS / 100, ROUNDS / 2);
    }

    private static void isWrittenAsItReads(NetworkSet.Entry entry) {
        try {
            assertThat(IpNetwork.parse(entry.network().toString())).isEqualTo(entry.network());
        } catch (NotANetwork wrong) {
            throw new AssertionError(wrong);
        }
    }

    private String damaged(String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int times = random.nextInt(4); times >= 0; times--) {
            int at = random.nextInt(damaged.length() + 1);
            char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
            switch (random.nextInt(3)) {
                case 0 -> damaged.insert(at, letter);
                case 1 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(3)));
                default -> damaged.replace(at, Math.min(damaged.length(), at + 1), String.valueOf(letter));
            }
        }
        return damaged.toString();
    }
}
