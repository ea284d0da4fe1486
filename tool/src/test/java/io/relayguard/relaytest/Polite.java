package io.relayguard.relaytest;

import io.relayguard.relaytest.ScriptedServer.Behaviour;
import io.relayguard.relaytest.ScriptedServer.Peer;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A server that does everything as it should, and refuses all that is not at mx.test; tests override what is wrong. */
public class Polite implements Behaviour {
    public static final String REFUSAL = "550 5.7.1 relay access denied";

    private @Nullable Peer peer;

    @Override
    public void serve(Peer client) throws IOException {
        peer = client;
        client.say(greeting());
        String line;
        while ((line = client.hear()) != null) {
            String reply = reply(line);
            client.say(reply);
            if (reply.startsWith("221") || reply.startsWith("421") || hangsUpAfter(line)) {
                return;
            }
            afterwards(client, line);
            if (reply.startsWith("354")) {
                takeMessage(client);
            }
        }
    }

    private static void takeMessage(Peer client) throws IOException {
        String line;
        while ((line = client.hear()) != null) {
            if (line.equals(".")) {
                client.say("250 2.0.0 taken");
                return;
            }
        }
    }

    String reply(String line) throws IOException {
        String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        return switch (verb) {
            case "EHLO" -> ehlo();
            case "HELO" -> "250 mx.test";
            case "MAIL" -> mail(line.substring("MAIL FROM:".length()));
            case "RCPT" -> rcpt(line.substring("RCPT TO:".length()));
            case "AUTH" -> auth();
            case "RSET" -> rset();
            case "DATA" -> "354 go ahead";
            case "QUIT" -> "221 2.0.0 bye";
            default -> "502 5.5.1 unknown";
        };
    }

    protected String greeting() {
        return "220 mx.test ESMTP";
    }

    String ehlo() {
        return "250-mx.test\r\n250-PIPELINING\r\n250-AUTH PLAIN LOGIN\r\n250 SMTPUTF8";
    }

    String mail(String sender) {
        return "250 2.1.0 ok";
    }

    protected String rcpt(String recipient) throws IOException {
        return isLocal(recipient) ? "250 2.1.5 ok" : REFUSAL;
    }

    String auth() {
        return "535 5.7.8 no";
    }

    String rset() {
        return "250 2.0.0 ok";
    }

    void afterwards(Peer client, String line) throws IOException {}

    boolean hangsUpAfter(String line) {
        return false;
    }

    /** Whether more has come in already: the client is pipelining. */
    final boolean isPipelined() throws IOException {
        return peer != null && peer.hasMore();
    }

    static boolean isLocal(String recipient) {
        return recipient.equals("<postmaster@local.test>");
    }
}
