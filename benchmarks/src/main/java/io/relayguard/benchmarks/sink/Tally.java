package io.relayguard.benchmarks.sink;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** What came since the last reset. Only the sink's one thread touches it. */
final class Tally {
    private static final String NONE = "none";

    private final Map<String, Integer> timesById = new HashMap<>();
    private int messages;
    private int withoutId;
    private int connections;
    private int open;
    private int mostOpen;
    private Instant first = Instant.EPOCH;
    private Instant last = Instant.EPOCH;

    void reset() {
        timesById.clear();
        messages = 0;
        withoutId = 0;
        connections = 0;
        mostOpen = open;
        first = Instant.EPOCH;
        last = Instant.EPOCH;
    }

    void connected() {
        connections++;
        open++;
        mostOpen = Math.max(mostOpen, open);
    }

    void disconnected() {
        open--;
    }

    /** One message whose final dot is here; an empty id means that it had none. */
    void accepted(String messageId) {
        last = Instant.now();
        if (messages == 0) {
            first = last;
        }
        messages++;
        if (messageId.isEmpty()) {
            withoutId++;
        } else {
            timesById.merge(messageId, 1, Integer::sum);
        }
    }

    int messages() {
        return messages;
    }

    /** One line; times are microseconds of the system's clock, which a shell reads too. */
    String report() {
        int distinct = timesById.size() + withoutId;
        return "messages=" + messages + " distinct=" + distinct + " duplicates=" + (messages - distinct)
                + " without_id=" + withoutId + " first_us=" + micros(first) + " last_us=" + micros(last)
                + " connections=" + connections + " most_open=" + mostOpen;
    }

    private static String micros(Instant when) {
        return when.equals(Instant.EPOCH) ? NONE : Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, when));
    }
}
