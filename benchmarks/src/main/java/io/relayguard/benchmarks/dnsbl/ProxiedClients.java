package io.relayguard.benchmarks.dnsbl;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A whole server, asked as its clients ask: a connection for each, which says by the PROXY protocol whose it is, and the
 * reply to MAIL and RCPT is the answer. No mail is sent.
 */
final class ProxiedClients implements ListChecker {
    private final int port;

    ProxiedClients(int port) {
        this.port = port;
    }

    @Override
    public boolean lists(String client) {
        try (SmtpDialogue server = new SmtpDialogue(port)) {
            server.send("PROXY TCP4 " + client + " 127.0.0.1 1025 25");
            server.expect("220");
            server.say("EHLO client.example.net", "250");
            // James's own handler refuses at MAIL already, the others at RCPT.
            boolean refused = isRefused(server, "MAIL FROM:<stranger@example.net>")
                    || isRefused(server, "RCPT TO:<user@example.org>");
            server.say("QUIT", "221");
            return refused;
        } catch (IOException e) {
            throw new UncheckedIOException(client, e);
        }
    }

    private static boolean isRefused(SmtpDialogue server, String command) throws IOException {
        server.send(command);
        String reply = server.reply();
        return switch (reply.substring(0, 3)) {
            case "554" -> true;
            case "250" -> false;
            default -> throw new IOException("expected 554 or 250, got: " + reply);
        };
    }
}
