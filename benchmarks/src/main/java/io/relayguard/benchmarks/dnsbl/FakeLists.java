package io.relayguard.benchmarks.dnsbl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A stand-in resolver on loopback that knows lists of every name: each has RFC 5782's test entry and lists nobody else.
 * Every answer comes after the same delay, however many questions wait.
 *
 * <p>It is told on its standard input what to do: {@code swallow} (take questions, answer none), {@code answer}, {@code
 * report} (how many questions came), {@code quit}, one a line, each answered by one line. It ends when its input ends, so
 * it cannot outlive the script that started it. One thread and one selector.
 */
public final class FakeLists {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BUFFER = 4 * 1024 * 1024;

    private record Waiting(ByteBuffer answer, SocketAddress to, long due) {}

    private final DatagramChannel channel;
    private final Selector selector;
    private final long delayNanos;
    private final Queue<String> orders = new ConcurrentLinkedQueue<>();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(4096);
    private long questions;
    private boolean swallows;
    private boolean ended;

    private FakeLists(int port, Duration delay) throws IOException {
        this.delayNanos = delay.toNanos();
        this.selector = Selector.open();
        this.channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** The port on 127.0.0.1, and the delay in milliseconds. */
    public static void main(String[] arguments) throws IOException {
        FakeLists lists =
                new FakeLists(Integer.parseInt(arguments[0]), Duration.ofMillis(Integer.parseInt(arguments[1])));
        Thread reader = new Thread(lists::readOrders, "orders");
        reader.setDaemon(true);
        reader.start();
        lists.run();
    }

    private void readOrders() {
        try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            String order = input.readLine();
            while (order != null) {
                orders.add(order.strip());
                selector.wakeup();
                order = input.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            orders.add("quit");
            selector.wakeup();
        }
    }

    private void run() throws IOException {
        while (!ended) {
            selector.select(key -> {}, pause());
            receive();
            sendWhatIsDue();
            for (String order = orders.poll(); order != null; order = orders.poll()) {
                System.out.println(obey(order));
            }
        }
    }

    /** Until the next answer is due, in whole milliseconds, rounded up: never early. Zero is for ever. */
    private long pause() {
        Waiting next = waiting.peek();
        return next == null ? 0 : Math.max(1, (next.due() - System.nanoTime() + 999_999) / 1_000_000);
    }

    private String obey(String order) {
        return switch (order) {
            case "swallow", "answer" -> {
                swallows = order.equals("swallow");
                waiting.clear();
                yield order;
            }
            case "report" -> "questions=" + questions;
            case "quit" -> {
                ended = true;
                yield "ended";
            }
            default -> "unknown order: " + order;
        };
    }

    private void receive() throws IOException {
        SocketAddress from = channel.receive(incoming.clear());
        while (from != null) {
            questions++;
            if (!swallows) {
                waiting.add(new Waiting(FakeAnswer.to(incoming.flip()), from, System.nanoTime() + delayNanos));
            }
            from = channel.receive(incoming.clear());
        }
    }

    private void sendWhatIsDue() throws IOException {
        long now = System.nanoTime();
        while (!waiting.isEmpty() && waiting.peek().due() - now <= 0) {
            Waiting next = waiting.remove();
            channel.send(next.answer(), next.to());
        }
    }
}
