package io.relayguard.benchmarks.dnsbl;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thousands of different clients at one side, each once, some of them at once.
 *
 * <p>A line on its standard input, {@code FIRST COUNT FILE}, has so many clients checked from that number on; the addresses
 * of those that are listed go into the file, and one line tells how long all of it took. It ends when its input ends. One
 * process for a whole run: every round meets the same warm code.
 */
public final class ManyClients {
    private final ListChecker lists;
    private final int atOnce;
    private final ExecutorService threads;

    private ManyClients(ListChecker lists, int atOnce) {
        this.lists = lists;
        this.atOnce = atOnce;
        this.threads = Executors.newFixedThreadPool(atOnce);
    }

    /**
     * The side, how many clients at once, and where: the lists' server, or the SMTP server's port on 127.0.0.1. The answer
     * to the empty order is that it is ready.
     */
    public static void main(String[] arguments) throws Exception {
        int atOnce = Integer.parseInt(arguments[1]);
        ManyClients clients = new ManyClients(side(arguments[0], arguments[2], atOnce), atOnce);
        try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            String order = input.readLine();
            while (order != null) {
                System.out.println(order.isEmpty() ? "ready" : clients.obey(order.split(" ")));
                order = input.readLine();
            }
        } finally {
            clients.threads.shutdownNow();
        }
        // dnsjava's threads are not daemons everywhere.
        System.exit(0);
    }

    private static ListChecker side(String name, String where, int atOnce) throws Exception {
        return switch (name) {
            case "ours" -> OurLists.asking(where, atOnce);
            case "handler" -> new StockHandler(StockDns.asking(where));
            case "matchers" -> new StockMatchers(StockDns.asking(where));
            case "server" -> new ProxiedClients(Integer.parseInt(where));
            default -> throw new IllegalArgumentException("there is no side " + name);
        };
    }

    private String obey(String[] order) throws Exception {
        int first = Integer.parseInt(order[0]);
        long[] times = new long[Integer.parseInt(order[1])];
        Set<String> listed = new ConcurrentSkipListSet<>();
        long begun = System.nanoTime();
        all(first, times, listed);
        long taken = System.nanoTime() - begun;
        Files.write(Path.of(order[2]), listed);
        Figures each =
                new Figures(Arrays.stream(times).mapToObj(nanos -> nanos / 1e6).toList());
        return String.format(
                Locale.ROOT,
                "%.0f %.2f %.2f %d",
                times.length / (taken / 1e9),
                each.median(),
                each.below(0.99),
                listed.size());
    }

    private void all(int first, long[] times, Set<String> listed) throws Exception {
        AtomicInteger next = new AtomicInteger();
        Callable<Void> work = () -> {
            for (int number = next.getAndIncrement(); number < times.length; number = next.getAndIncrement()) {
                times[number] = one(Clients.number(first + number), listed);
            }
            return null;
        };
        for (Future<Void> done : threads.invokeAll(Collections.nCopies(atOnce, work))) {
            done.get();
        }
    }

    private long one(String client, Set<String> listed) {
        long begun = System.nanoTime();
        if (lists.lists(client)) {
            listed.add(client);
        }
        return System.nanoTime() - begun;
    }
}
