package io.relayguard.relaytest;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server on loopback that does what a test tells it to. One {@link Behaviour} for each connection. */
public final class ScriptedServer implements Closeable {
    private final ServerSocket listening;
    private final Supplier<? extends Behaviour> behaviours;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();

    /** What happens in one connection. */
    public interface Behaviour {
        void serve(Peer peer) throws IOException;
    }

    private ScriptedServer(ServerSocket listening, Supplier<? extends Behaviour> behaviours) {
        this.listening = listening;
        this.behaviours = behaviours;
    }

    public static ScriptedServer start(Supplier<? extends Behaviour> behaviours) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ScriptedServer server = new ScriptedServer(socket, behaviours);
        daemon(server::acceptAll);
        return server;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** All lines of all clients, in order. */
    public List<String> heard() {
        return heard;
    }

    int connections() {
        return accepted.get();
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                accepted.incrementAndGet();
                connections.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            behaviours.get().serve(new Peer(socket, heard));
        } catch (IOException gone) {
            connections.remove(socket);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "scripted server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : connections) {
            socket.close();
        }
    }

    /** The client at the other end. */
    public static final class Peer {
        private Socket socket;
        private BufferedReader in;
        private OutputStream out;
        private final List<String> heard;

        private Peer(Socket socket, List<String> heard) throws IOException {
            this.socket = socket;
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            this.out = socket.getOutputStream();
            this.heard = heard;
        }

        void say(String... lines) throws IOException {
            raw(String.join("\r\n", lines) + "\r\n");
        }

        void raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** As the server's side of STARTTLS does. */
        void encrypt(SSLContext context) throws IOException {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
            tls.startHandshake();
            socket = tls;
            in = new BufferedReader(new InputStreamReader(tls.getInputStream(), StandardCharsets.UTF_8));
            out = tls.getOutputStream();
        }

        boolean isThere() {
            return !socket.isClosed();
        }

        /** Does nothing for a while: that is what a slow server does. */
        void pause(Duration time) {
            LockSupport.parkNanos(time.toNanos());
        }

        /** Null at the end. */
        @Nullable
        String hear() throws IOException {
            String line = in.readLine();
            if (line != null) {
                heard.add(line);
            }
            return line;
        }

        /** Whether the client has sent more than what was read: it did not wait for our answer. */
        boolean hasMore() throws IOException {
            return in.ready();
        }
    }
}
