package io.relayguard.benchmarks.dnsbl;

import java.util.List;

/** The zones that every side asks: {@code list1.example} to {@code list5.example}. */
final class FiveZones {
    static final List<String> NAMES =
            List.of("list1.example", "list2.example", "list3.example", "list4.example", "list5.example");

    private FiveZones() {}
}
