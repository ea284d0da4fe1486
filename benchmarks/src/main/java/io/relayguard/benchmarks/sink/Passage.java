package io.relayguard.benchmarks.sink;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One client, and the connection to the server that is its own. What the client says goes on at once, and it is not read
 * before that has gone; what the server says is held back first, its end too.
 */
final class Passage {
    private static final int ROOM = 64 * 1024;
    private static final int PIECE = 4 * 1024;

    private final SelectionKey client;
    private final SelectionKey server;
    private final HeldBack heldBack;
    private final ByteBuffer up = ByteBuffer.allocate(ROOM);
    private final Queue<ByteBuffer> down = new ArrayDeque<>();
    private boolean clientEnded;
    private boolean serverEnded;

    private Passage(SelectionKey client, SelectionKey server, HeldBack heldBack) {
        this.client = client;
        this.server = server;
        this.heldBack = heldBack;
    }

    /** Connects to the server as well, which may come about later. */
    static void begin(SocketChannel client, InetSocketAddress address, Selector selector, HeldBack heldBack)
            throws IOException {
        SocketChannel server = SocketChannel.open();
        for (SocketChannel channel : new SocketChannel[] {client, server}) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        Passage passage = new Passage(client.register(selector, 0), server.register(selector, 0), heldBack);
        passage.client.attach(passage);
        passage.server.attach(passage);
        try {
            server.connect(address);
            passage.server.interestOps(SelectionKey.OP_CONNECT);
        } catch (IOException refused) {
            passage.hangUp();
        }
    }

    /** Does what one of the two is ready for. */
    void goOn(SelectionKey ready) {
        try {
            if (ready.isConnectable()) {
                channel(server).finishConnect();
            }
            if (ready.isWritable()) {
                writeTo(ready);
            }
            if (ready.isValid() && ready.isReadable()) {
                readFrom(ready);
            }
            waitForMore();
        } catch (IOException gone) {
            hangUp();
        }
    }

    /** Its time has come. A piece with nothing in it is the end. */
    void passOn(ByteBuffer octets) {
        down.add(octets);
        try {
            writeTo(client);
            waitForMore();
        } catch (IOException gone) {
            hangUp();
        }
    }

    void hangUp() {
        for (SelectionKey key : new SelectionKey[] {client, server}) {
            key.cancel();
            try {
                key.channel().close();
            } catch (IOException e) {
                System.err.println("closing a connection: " + e.getMessage());
            }
        }
    }

    private void readFrom(SelectionKey ready) throws IOException {
        if (ready.equals(client)) {
            clientEnded = channel(client).read(up) < 0;
            writeUp();
            return;
        }
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        int read = channel(server).read(piece);
        serverEnded = read < 0;
        if (read != 0) {
            heldBack.add(this, piece.flip());
        }
    }

    private void writeTo(SelectionKey ready) throws IOException {
        if (ready.equals(client)) {
            writeDown();
        } else {
            writeUp();
        }
    }

    private void writeUp() throws IOException {
        up.flip();
        channel(server).write(up);
        up.compact();
        if (clientEnded && up.position() == 0) {
            channel(server).shutdownOutput();
        }
    }

    private void writeDown() throws IOException {
        for (ByteBuffer next = down.peek(); next != null; next = down.peek()) {
            if (!next.hasRemaining()) {
                hangUp();
                return;
            }
            channel(client).write(next);
            if (next.hasRemaining()) {
                return;
            }
            down.remove();
        }
    }

    private void waitForMore() {
        if (client.isValid() && server.isValid()) {
            boolean mayRead = up.position() == 0 && !clientEnded;
            client.interestOps((mayRead ? SelectionKey.OP_READ : 0) | (down.isEmpty() ? 0 : SelectionKey.OP_WRITE));
            server.interestOps(
                    (serverEnded ? 0 : SelectionKey.OP_READ) | (up.position() == 0 ? 0 : SelectionKey.OP_WRITE));
        }
    }

    private static SocketChannel channel(SelectionKey key) {
        return (SocketChannel) key.channel();
    }
}
