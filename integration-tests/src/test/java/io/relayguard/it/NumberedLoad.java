package io.relayguard.it;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.smtp.SmtpClient;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Clients that send numbered mails, one after the other, for as long as James is there. Number 17 goes to {@code
 * number-17@example.org}, and says so.
 */
final class NumberedLoad {
    private static final int CLIENTS = 4;

    private final RunningJames james;
    private final AtomicInteger next = new AtomicInteger(1);
    private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

    NumberedLoad(RunningJames james) {
        this.james = james;
    }

    static String recipient(int number) {
        return "number-" + number + "@example.org";
    }

    static String message(int number) {
        return TestMail.delicate("mail number " + number + ".");
    }

    /** Comes back at once; each client ends when its connection does. */
    List<Thread> begin() {
        return IntStream.range(0, CLIENTS)
                .mapToObj(client -> {
                    Thread thread = new Thread(this::sendUntilJamesIsGone, "client " + client);
                    thread.setDaemon(true);
                    thread.start();
                    return thread;
                })
                .toList();
    }

    private void sendUntilJamesIsGone() {
        try (SmtpClient client = james.clientFrom(Loopback.STRANGER)) {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = sendNext(client);
            }
        } catch (IOException gone) {
            // James was killed: what it had not answered counts for nothing.
        }
    }

    private boolean sendNext(SmtpClient client) throws IOException {
        int number = next.getAndIncrement();
        var reply = client.send("stranger@elsewhere.test", List.of(recipient(number)), message(number));
        if (reply.code() == 250) {
            accepted.add(number);
            return true;
        }
        refusals.add(reply.toString());
        return false;
    }

    /** How many were answered by 250 behind the final dot. */
    int accepted() {
        return accepted.size();
    }

    /** What James said other than 250. */
    Queue<String> refusals() {
        return refusals;
    }
}
