package io.relayguard.benchmarks.sink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in primary on loopback that is told on its standard input when to be up: {@code open}, {@code close},
 * {@code reset}, {@code report}, {@code await N}, {@code quit}, one a line, each answered by one line: {@code await} by
 * the report, once it has N messages. It ends when its input ends, so it cannot outlive the script that started it.
 *
 * <p>It stays one process for a whole run, so that every round of every side meets the same warm code. One thread and
 * one selector, as smtp-sink has: on a machine with few cores a thread for each connection would take from the side
 * that is measured.
 */
public final class CountingSink {
    private static final String NAME = "primary.example.org";
    private static final String AWAIT = "await ";
    private static final int NOBODY_WAITS = -1;
    private static final int BACKLOG = 128;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final int port;
    private final Selector selector;
    private final Tally tally = new Tally();
    private final ByteBuffer shared = ByteBuffer.allocateDirect(64 * 1024);
    private @Nullable ServerSocketChannel listening;
    private int awaited = NOBODY_WAITS;
    private boolean ended;

    private CountingSink(int port) throws IOException {
        this.port = port;
        this.selector = Selector.open();
    }

    /** The only argument is the port on 127.0.0.1. */
    public static void main(String[] arguments) throws IOException {
        CountingSink sink = new CountingSink(Integer.parseInt(arguments[0]));
        sink.run(Orders.waking(sink.selector));
    }

    private void run(Orders orders) throws IOException {
        while (!ended) {
            selector.select(this::serve);
            for (String order = orders.next(); order != null; order = orders.next()) {
                take(order);
            }
            answerWhoWaits();
        }
        close();
    }

    private void take(String order) throws IOException {
        if (order.startsWith(AWAIT)) {
            awaited = Integer.parseInt(order.substring(AWAIT.length()));
        } else {
            System.out.println(obey(order));
        }
    }

    /** A script that asks again and again would take the processor from the side that is measured. */
    private void answerWhoWaits() {
        if (awaited != NOBODY_WAITS && tally.messages() >= awaited) {
            awaited = NOBODY_WAITS;
            System.out.println(tally.report());
        }
    }

    private String obey(String order) throws IOException {
        return switch (order) {
            case "open" -> {
                open();
                yield "opened";
            }
            case "close" -> {
                close();
                yield "closed";
            }
            case "reset" -> {
                tally.reset();
                yield "reset";
            }
            case "report" -> tally.report();
            case Orders.QUIT -> {
                ended = true;
                yield "ended";
            }
            default -> "unknown order: " + order;
        };
    }

    private void open() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        server.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        listening = server;
    }

    /** Down means down: nobody may connect, and nobody stays connected. */
    private void close() throws IOException {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.attachment() instanceof SinkSession) {
                hangUp(key);
            }
        }
        if (listening != null) {
            listening.close();
            listening = null;
            // The port is released only when the selector has let go of the channel.
            selector.selectNow();
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else if (!goOn(key, (SinkSession) key.attachment())) {
                hangUp(key);
            }
        } catch (IOException e) {
            hangUp(key);
        }
    }

    private boolean goOn(SelectionKey key, SinkSession session) throws IOException {
        return key.isWritable() ? session.write(key) : session.read(key, shared);
    }

    private void accept(ServerSocketChannel server) throws IOException {
        SocketChannel client = server.accept();
        if (client == null) {
            return;
        }
        client.configureBlocking(false);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        tally.connected();
        client.register(selector, SelectionKey.OP_WRITE, new SinkSession(client, tally, NAME));
    }

    private void hangUp(SelectionKey key) {
        tally.disconnected();
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            System.err.println("closing a connection: " + e.getMessage());
        }
    }
}
