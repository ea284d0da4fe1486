package io.relayguard.benchmarks.sink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What a script writes to our standard input, one order a line. When that ends, the last one is {@link #QUIT}. */
final class Orders {
    static final String QUIT = "quit";

    private final Selector selector;
    private final Queue<String> given = new ConcurrentLinkedQueue<>();

    private Orders(Selector selector) {
        this.selector = selector;
    }

    /** Reads in a thread of its own, which wakes the selector for each. */
    static Orders waking(Selector selector) {
        Orders orders = new Orders(selector);
        Thread reader = new Thread(orders::read, "orders");
        reader.setDaemon(true);
        reader.start();
        return orders;
    }

    /** Nothing if there is none now. */
    @Nullable
    String next() {
        return given.poll();
    }

    private void read() {
        try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String order = input.readLine(); order != null; order = input.readLine()) {
                give(order.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            give(QUIT);
        }
    }

    private void give(String order) {
        given.add(order);
        selector.wakeup();
    }
}
