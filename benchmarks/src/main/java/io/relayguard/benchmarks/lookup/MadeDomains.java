package io.relayguard.benchmarks.lookup;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Domain names, the same for the same seed and number: 15 characters on average, every fourth one a subdomain. */
final class MadeDomains {
    private static final List<String> TOP = List.of("example", "test", "invalid");

    private final SplittableRandom random;

    private MadeDomains(long seed) {
        random = new SplittableRandom(seed);
    }

    /** All different. */
    static List<String> of(int size, long seed) {
        MadeDomains making = new MadeDomains(seed);
        Set<String> all = new LinkedHashSet<>();
        while (all.size() < size) {
            all.add(making.one());
        }
        return new ArrayList<>(all);
    }

    private String one() {
        String sub = random.nextInt(4) == 0 ? label(2, 6) + "." : "";
        return sub + label(4, 14) + "." + TOP.get(random.nextInt(TOP.size()));
    }

    private String label(int shortest, int beyond) {
        StringBuilder label = new StringBuilder();
        for (int length = random.nextInt(shortest, beyond); length > 0; length--) {
            label.append((char) random.nextInt('a', 'z' + 1));
        }
        return label.toString();
    }
}
