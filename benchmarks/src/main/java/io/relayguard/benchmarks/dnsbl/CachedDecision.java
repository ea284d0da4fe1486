package io.relayguard.benchmarks.dnsbl;

import io.relayguard.core.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long a decision takes about a client of whom the answers of all five zones are kept. */
public final class CachedDecision {
    private static final int CLIENTS = 1000;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 21;
    private static final int DECISIONS = 200_000;
    private static final double BAR = 2000;

    private CachedDecision() {}

    /** The resolver's port on 127.0.0.1. */
    public static void main(String[] arguments) throws InterruptedException {
        OurLists lists = OurLists.asking(Integer.parseInt(arguments[0]), 100_000);
        List<IpAddress> clients = new ArrayList<>();
        for (int number = 0; number < CLIENTS; number++) {
            IpAddress client = OurLists.address(Clients.number(number));
            clients.add(client);
            lists.lists(client);
        }
        long asked = lists.questions();
        List<Double> times = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double time = nanoseconds(lists, clients);
            if (round >= 0) {
                times.add(time);
            }
        }
        if (lists.questions() != asked) {
            throw new IllegalStateException("not all answers were kept");
        }
        Figures measured = new Figures(times);
        System.out.println(String.format(
                Locale.ROOT,
                "cached decision, one thread: median %.0f ns, from %.0f to %.0f ns in %d rounds of %d",
                measured.median(),
                measured.below(0),
                measured.below(1),
                ROUNDS,
                DECISIONS));
        Bar.atMost("cached decision in nanoseconds", measured.median(), BAR);
    }

    private static double nanoseconds(OurLists lists, List<IpAddress> clients) {
        int listed = 0;
        long begun = System.nanoTime();
        for (int decision = 0; decision < DECISIONS; decision++) {
            listed += lists.lists(clients.get(decision % CLIENTS)) ? 1 : 0;
        }
        long taken = System.nanoTime() - begun;
        if (listed != 0) {
            throw new IllegalStateException("nobody is listed, but " + listed + " were");
        }
        return (double) taken / DECISIONS;
    }
}
