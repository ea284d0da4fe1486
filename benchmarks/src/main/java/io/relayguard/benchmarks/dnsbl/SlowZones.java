package io.relayguard.benchmarks.dnsbl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long a whole check takes where each of five zones takes the same time to answer, for each side in turn: a client of
 * its own every time, so that no cache knows it.
 */
public final class SlowZones {
    private static final int WARM_UP = 20;
    private static final double BAR = 1.3;

    private record Side(String name, ListChecker lists, List<Double> times) {
        Side(String name, ListChecker lists) {
            this(name, lists, new ArrayList<>());
        }
    }

    private SlowZones() {}

    /** The resolver's port on 127.0.0.1, a zone's time in milliseconds, and how many checks of each side count. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        double zone = Double.parseDouble(arguments[1]);
        int checks = Integer.parseInt(arguments[2]);
        Side ours = new Side("Relay Guard", OurLists.asking(port, 100_000));
        Side handler = new Side("DNSRBLHandler", new StockHandler(new StockDns(port)));
        Side matcher = new Side("InSpammerBlacklist", new StockMatchers(new StockDns(port)));
        List<Side> sides = List.of(ours, handler, matcher);
        for (int check = -WARM_UP; check < checks; check++) {
            for (Side side : sides) {
                double time = milliseconds(side.lists(), Clients.number(WARM_UP + check));
                if (check >= 0) {
                    side.times().add(time);
                }
            }
        }
        sides.forEach(side -> print(side.name(), new Figures(side.times()), zone));
        Bar.atMost("five zones, as a multiple of the slowest one", new Figures(ours.times()).median() / zone, BAR);
    }

    private static double milliseconds(ListChecker side, String client) {
        long begun = System.nanoTime();
        if (side.lists(client)) {
            throw new IllegalStateException("nobody is listed, but " + client);
        }
        return (System.nanoTime() - begun) / 1e6;
    }

    private static void print(String side, Figures measured, double zone) {
        System.out.println(String.format(
                Locale.ROOT,
                "%-20s median %6.1f ms   90 %% below %6.1f ms   %.2f times one zone",
                side,
                measured.median(),
                measured.below(0.9),
                measured.median() / zone));
    }
}
