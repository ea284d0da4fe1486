package io.relayguard.benchmarks.dnsbl;

import io.relayguard.guard.dnsbl.Check;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;

/** How much heap a million kept answers take: all that was not there before the first one. */
public final class KeptAnswers {
    private static final int ANSWERS = 1_000_000;
    private static final int CLIENTS = ANSWERS / FiveZones.NAMES.size();
    /** Few enough for the resolver's socket to hold all their questions. */
    private static final int AT_ONCE = 30;

    private KeptAnswers() {}

    /** The resolver's port on 127.0.0.1. */
    public static void main(String[] arguments) throws InterruptedException {
        OurLists lists = OurLists.asking(Integer.parseInt(arguments[0]), ANSWERS);
        askAll(lists, 0, 1000);
        long before = heap();
        askAll(lists, 1000, CLIENTS);
        long after = heap();
        long asked = lists.questions();
        askAll(lists, 0, CLIENTS);
        System.out.println(String.format(
                Locale.ROOT,
                "%d answers kept: %.0f MiB, %.0f bytes each, by the heap after collection; asked again: %d",
                ANSWERS,
                (after - before) / 1024.0 / 1024,
                (double) (after - before) / (ANSWERS - 5000),
                lists.questions() - asked));
    }

    private static void askAll(OurLists lists, int from, int to) {
        Queue<Check> underWay = new ArrayDeque<>();
        for (int number = from; number < to; number++) {
            underWay.add(lists.ask(OurLists.address(Clients.number(number))));
            if (underWay.size() > AT_ONCE) {
                lists.isListed(underWay.remove());
            }
        }
        underWay.forEach(lists::isListed);
    }

    private static long heap() {
        for (int time = 0; time < 3; time++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
