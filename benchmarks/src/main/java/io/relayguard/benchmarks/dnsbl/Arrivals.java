package io.relayguard.benchmarks.dnsbl;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Mail to a real server from one client after the other, each with an address of its own (PROXY protocol) and one mail,
 * some of them at once. One line tells how many were accepted in each second, from the first connection on.
 */
public final class Arrivals {
    private final int port;
    private final int seconds;
    private final long begun = System.nanoTime();
    private final AtomicInteger clients;
    private final int lastClient;
    private final AtomicIntegerArray accepted;
    private final String message;

    private Arrivals(int port, int seconds, int octets, int clientsBefore, int mails) {
        this.port = port;
        this.seconds = seconds;
        this.clients = new AtomicInteger(clientsBefore);
        this.lastClient = clientsBefore + mails;
        this.accepted = new AtomicIntegerArray(seconds);
        this.message = "Subject: benchmark\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(Math.max(1, octets / 72)) + ".";
    }

    /**
     * The server's port on 127.0.0.1, how many clients at once, for how many seconds, the octets of a mail, how many
     * addresses earlier runs have used up, and how many mails at most.
     */
    public static void main(String[] arguments) throws InterruptedException {
        int[] numbers = Stream.of(arguments).mapToInt(Integer::parseInt).toArray();
        Arrivals arrivals = new Arrivals(numbers[0], numbers[2], numbers[3], numbers[4], numbers[5]);
        Thread[] threads = IntStream.range(0, numbers[1])
                .mapToObj(number -> new Thread(arrivals::come, "client-" + number))
                .toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(IntStream.range(0, arrivals.seconds)
                .mapToObj(second -> String.valueOf(arrivals.accepted.get(second)))
                .collect(Collectors.joining(" ")));
    }

    private void come() {
        int client = clients.incrementAndGet();
        while (second() < seconds && client <= lastClient) {
            try {
                deliver(Clients.number(client));
            } catch (IOException e) {
                throw new IllegalStateException("a mail was not accepted", e);
            }
            int second = second();
            if (second < seconds) {
                accepted.incrementAndGet(second);
            }
            client = clients.incrementAndGet();
        }
    }

    private int second() {
        return (int) ((System.nanoTime() - begun) / 1_000_000_000);
    }

    private void deliver(String client) throws IOException {
        try (SmtpDialogue server = new SmtpDialogue(port)) {
            server.send("PROXY TCP4 " + client + " 127.0.0.1 1025 25");
            server.expect("220");
            server.say("EHLO client.example.net", "250");
            server.say("MAIL FROM:<stranger@example.net>", "250");
            server.say("RCPT TO:<user@example.org>", "250");
            server.say("DATA", "354");
            server.say(message, "250");
            server.say("QUIT", "221");
        }
    }
}
