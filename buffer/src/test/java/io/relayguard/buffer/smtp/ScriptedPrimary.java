package io.relayguard.buffer.smtp;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A primary on a loopback socket that answers by a script: for a command's beginning, the reply. It is a plain reader
 * of octets and knows no more of SMTP than it must, so that it can be as wrong as real primaries are.
 *
 * <p>Replies: the text with line ends; {@link #CLOSE} to hang up, alone or as the last line; {@link #SILENCE} to say
 * nothing. Once TLS has begun, a line of the script that begins with {@link #IN_TLS} goes before one that does not.
 */
final class ScriptedPrimary implements AutoCloseable {
    static final String CLOSE = "close";
    static final String SILENCE = "silence";

    /** Before a command: if it comes over TLS. Alone among the commands: here TLS began. */
    static final String IN_TLS = "(tls) ";

    static final String GREETING = "(greeting)";
    static final String END = "(end)";

    /** Said once so much of a message has come, without waiting for its end. */
    static final String HALF_WAY = "(half way)";

    private static final String UNKNOWN = "500 5.5.1 unknown";
    private static final int HALF = 200_000;

    private final ServerSocket server;
    private volatile @Nullable SSLContext tls;
    private final Map<String, String> script = new ConcurrentHashMap<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    /** All commands of all connections, in the order in which they came. */
    final List<String> commands = new CopyOnWriteArrayList<>();

    /** All messages that came with their final dot, as they came, dots unstuffed. */
    final List<byte[]> messages = new CopyOnWriteArrayList<>();

    /** What came after DATA before the connection ended without a final dot. */
    final List<byte[]> halves = new CopyOnWriteArrayList<>();

    ScriptedPrimary(String... script) throws IOException {
        answer(GREETING, "220 primary.example.org ESMTP");
        answer("EHLO", "250-primary.example.org\r\n250-PIPELINING\r\n250 8BITMIME");
        answer("HELO", "250 primary.example.org");
        answer("MAIL", "250 2.1.0 sender ok");
        answer("RCPT", "250 2.1.5 recipient ok");
        answer("RSET", "250 2.0.0 ok");
        answer("DATA", "354 go ahead");
        answer(END, "250 2.0.0 taken");
        answer("QUIT", "221 2.0.0 bye");
        for (int i = 0; i < script.length; i += 2) {
            answer(script[i], script[i + 1]);
        }
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** From now on; the longest beginning that fits a command decides. */
    void answer(String beginning, String reply) {
        script.put(beginning, reply);
    }

    /** Speaks TLS behind its 220 to STARTTLS. */
    ScriptedPrimary speaking(SSLContext context) {
        tls = context;
        answer("EHLO", "250-primary.example.org\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 STARTTLS");
        answer(IN_TLS + "EHLO", "250-primary.example.org\r\n250-PIPELINING\r\n250 8BITMIME");
        answer("STARTTLS", "220 2.0.0 go ahead");
        return this;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    /** How many connections are over. */
    int ended() {
        return ended.get();
    }

    /** Hangs up on everybody, without a word. */
    void hangUp() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        hangUp();
        for (Thread thread : threads) {
            Uninterruptibles.joinUninterruptibly(thread, Duration.ofSeconds(10));
        }
    }

    private void start(Runnable what) {
        Thread thread = new Thread(what, "scripted-primary");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                connections.incrementAndGet();
                open.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serve(Socket plain) {
        try (plain) {
            Socket socket = plain;
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean goesOn = say(socket, reply(GREETING));
            while (goesOn) {
                String command = line(in);
                commands.add(command);
                String reply = reply(socket, command);
                goesOn = say(socket, reply);
                if (goesOn && command.equals("DATA") && reply.startsWith("354")) {
                    messages.add(message(in, socket));
                    goesOn = say(socket, reply(END));
                }
                SSLContext context = tls;
                if (goesOn && command.equals("STARTTLS") && reply.startsWith("220") && context != null) {
                    socket = secured(plain, context);
                    in = new BufferedInputStream(socket.getInputStream());
                }
                goesOn &= !command.equals("QUIT");
            }
        } catch (IOException gone) {
            // the client's business
        } finally {
            ended.incrementAndGet();
        }
    }

    private SSLSocket secured(Socket plain, SSLContext context) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        commands.add(IN_TLS.strip());
        return secured;
    }

    private String reply(Socket socket, String command) {
        String inTls = socket instanceof SSLSocket ? reply(IN_TLS + command) : UNKNOWN;
        return inTls.equals(UNKNOWN) ? reply(command) : inTls;
    }

    private String reply(String command) {
        return script.entrySet().stream()
                .filter(line -> command.startsWith(line.getKey()))
                .max(Map.Entry.comparingByKey(Comparator.comparingInt(String::length)))
                .map(Map.Entry::getValue)
                .orElse(UNKNOWN);
    }

    private static boolean say(Socket socket, String reply) throws IOException {
        if (reply.equals(CLOSE)) {
            return false;
        }
        boolean closes = reply.endsWith("\n" + CLOSE);
        String said = closes ? reply.substring(0, reply.length() - CLOSE.length()) : reply + "\r\n";
        if (!reply.equals(SILENCE)) {
            socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }
        return !closes;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException();
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** RFC 5321 section 4.5.2: only CRLF ends a line; a first dot is dropped; a dot alone ends the message. */
    private byte[] message(InputStream in, Socket socket) throws IOException {
        if (script.containsKey(HALF_WAY)) {
            in.skipNBytes(HALF);
            say(socket, reply(HALF_WAY));
            in.transferTo(OutputStream.nullOutputStream());
            throw new EOFException();
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int before = 0;
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            line.write(octet);
            if (before == '\r' && octet == '\n') {
                byte[] whole = line.toByteArray();
                line.reset();
                if (whole.length == 3 && whole[0] == '.') {
                    return message.toByteArray();
                }
                int stuffed = whole[0] == '.' ? 1 : 0;
                message.write(whole, stuffed, whole.length - stuffed);
            }
            before = octet;
        }
        message.write(line.toByteArray());
        halves.add(message.toByteArray());
        throw new EOFException();
    }
}
