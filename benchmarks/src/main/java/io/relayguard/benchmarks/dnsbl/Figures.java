package io.relayguard.benchmarks.dnsbl;

import java.util.List;

/** Measured values; at least one. */
record Figures(List<Double> measured) {
    Figures {
        measured = measured.stream().sorted().toList();
    }

    double median() {
        int middle = measured.size() / 2;
        return measured.size() % 2 == 1 ? measured.get(middle) : (measured.get(middle - 1) + measured.get(middle)) / 2;
    }

    /** The value that this share of all lies below. */
    double below(double share) {
        return measured.get((int) Math.min(measured.size() - 1, Math.round(share * measured.size())));
    }
}
