package io.relayguard.benchmarks.dnsbl;

import java.util.Locale;

/** What a figure is held to: a missed bar ends the process with 1. */
final class Bar {
    private Bar() {}

    static void atMost(String what, double figure, double limit) {
        boolean held = figure <= limit;
        System.out.println(
                String.format(Locale.ROOT, "%s: %.2f (at most %.2f)%s", what, figure, limit, held ? "" : ", MISSED"));
        if (!held) {
            System.exit(1);
        }
    }
}
