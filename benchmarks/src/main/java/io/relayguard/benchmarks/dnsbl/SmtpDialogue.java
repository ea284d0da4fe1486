package io.relayguard.benchmarks.dnsbl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client's half of SMTP, one line at a time. */
final class SmtpDialogue implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int LONGEST_WAIT = 60_000;

    private final Socket socket = new Socket();
    private final BufferedReader replies;

    SmtpDialogue(int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LONGEST_WAIT);
        socket.connect(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
        replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Says one line, or several at once. */
    void send(String lines) throws IOException {
        socket.getOutputStream().write((lines + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The last line of the next reply. */
    String reply() throws IOException {
        String line = replies.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = replies.readLine();
        }
        if (line == null) {
            throw new IOException("the server has closed the connection");
        }
        return line;
    }

    void expect(String code) throws IOException {
        String reply = reply();
        if (!reply.startsWith(code)) {
            throw new IOException("expected " + code + ", got: " + reply);
        }
    }

    void say(String line, String code) throws IOException {
        send(line);
        expect(code);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
