package io.relayguard.it;

import io.relayguard.fixture.Ports;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One smtp-sink as the primary of a domain of its own, and what is to come of a mail for it.
 *
 * @param options of smtp-sink
 * @param event the buffer's log line that says so
 * @param words what stands in that line
 */
record SinkFault(String options, String event, String words, String domain, int port) {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** Lines of {@code options | event | words}. */
    static List<SinkFault> table(String lines) {
        return lines.lines().map(SinkFault::parse).toList();
    }

    private static SinkFault parse(String line) {
        String[] cells = line.split("\\|", 3);
        return new SinkFault(
                cells[0].strip(),
                cells[1].strip(),
                cells[2].strip(),
                "sink-" + NUMBERS.incrementAndGet() + ".test",
                Ports.free());
    }

    String recipient() {
        return "ann@" + domain;
    }

    /** Nobody else's bounces go there. */
    String sender() {
        return domain + "@elsewhere.test";
    }

    String subject() {
        return "a mail for " + domain;
    }

    /** As relayguard.xml has it. */
    String element() {
        return "<domain name=\"" + domain + "\"><primary>smtp://127.0.0.1:" + port + "</primary></domain>";
    }

    /** If James's log has the line. */
    boolean isTold(String log) {
        return log.lines()
                .anyMatch(line ->
                        line.contains("event=" + event + " destination=" + domain + " ") && line.contains(words));
    }

    @Override
    public String toString() {
        return "smtp-sink " + options + ": " + event + " " + words;
    }
}
