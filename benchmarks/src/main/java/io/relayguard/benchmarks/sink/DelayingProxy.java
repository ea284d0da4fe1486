package io.relayguard.benchmarks.sink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to a primary that is not in the same room: on loopback, what a client says is passed on at once, and what the
 * server says so much later, in order, however many others there are. It is told on its standard input {@code open}, {@code
 * close} or {@code quit}, each answered by one line, and ends when its input ends.
 *
 * <p>One thread and one selector, as the sink has.
 */
public final class DelayingProxy {
    private static final int BACKLOG = 128;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final InetSocketAddress here;
    private final InetSocketAddress server;
    private final HeldBack heldBack;
    private final Selector selector;
    private @Nullable ServerSocketChannel listening;
    private boolean ended;

    private DelayingProxy(InetSocketAddress here, InetSocketAddress server, Duration delay) throws IOException {
        this.here = here;
        this.server = server;
        this.heldBack = new HeldBack(delay);
        this.selector = Selector.open();
    }

    /** The arguments: the port on 127.0.0.1, the server's, and the delay in milliseconds. */
    public static void main(String[] arguments) throws IOException {
        DelayingProxy proxy = new DelayingProxy(
                loopback(arguments[0]), loopback(arguments[1]), Duration.ofMillis(Long.parseLong(arguments[2])));
        proxy.run(Orders.waking(proxy.selector));
    }

    private static InetSocketAddress loopback(String port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), Integer.parseInt(port));
    }

    private void run(Orders orders) throws IOException {
        while (!ended) {
            selector.select(this::serve, heldBack.millis());
            heldBack.release();
            for (String order = orders.next(); order != null; order = orders.next()) {
                System.out.println(obey(order));
            }
        }
        close();
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
            case Orders.QUIT -> {
                ended = true;
                yield "ended";
            }
            default -> "unknown order: " + order;
        };
    }

    private void open() throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        socket.bind(here, BACKLOG);
        socket.configureBlocking(false);
        socket.register(selector, SelectionKey.OP_ACCEPT);
        listening = socket;
    }

    /** Nobody may connect, and nobody stays connected. */
    private void close() throws IOException {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.attachment() instanceof Passage passage) {
                passage.hangUp();
            }
        }
        if (listening != null) {
            listening.close();
            listening = null;
        }
        // Ports are released only when the selector has let go of the channels.
        selector.selectNow();
    }

    private void serve(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Passage passage) {
            passage.goOn(key);
        } else {
            accept((ServerSocketChannel) key.channel());
        }
    }

    private void accept(ServerSocketChannel socket) {
        try {
            SocketChannel client = socket.accept();
            if (client != null) {
                Passage.begin(client, server, selector, heldBack);
            }
        } catch (IOException e) {
            System.err.println("a client could not be served: " + e.getMessage());
        }
    }
}
