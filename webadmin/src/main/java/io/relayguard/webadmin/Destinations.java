package io.relayguard.webadmin;

import io.relayguard.buffer.Buffer;
import io.relayguard.buffer.Buffer.Status;
import io.relayguard.core.address.DomainName;
import io.relayguard.guard.RelayGuard;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The destinations of the buffer, as the routes show and move them. */
record Destinations(RelayGuard guard) {
    /** What a request has come to: a status of HTTP, and what is said with it. */
    record Answer(int status, String outcome) {
        static final Answer DONE = new Answer(200, "done");
        private static final Answer NO_SUCH = new Answer(404, "no mail was ever kept for this domain since the start");
        private static final Answer NO_ACTION = new Answer(400, "expected action=flush, hold or release");
        private static final Answer NO_BUFFER = new Answer(503, "no SecondaryMxQueue has started the buffer");
    }

    /** One destination. */
    record View(String domain, String state, long messages, long octets) {
        private static View of(Status status) {
            return new View(status.domain().value(), status.state(), status.messages(), status.octets());
        }
    }

    List<View> all() {
        return guard.buffer()
                .map(buffer -> buffer.status().stream()
                        .map(View::of)
                        .sorted(Comparator.comparing(View::domain))
                        .toList())
                .orElse(List.of());
    }

    Answer act(String domain, @Nullable String action) {
        Optional<Buffer> buffer = guard.buffer();
        if (buffer.isEmpty()) {
            return Answer.NO_BUFFER;
        }
        return DomainName.parse(domain)
                .map(name -> act(buffer.get(), name, Optional.ofNullable(action).orElse("")))
                .orElse(Answer.NO_SUCH);
    }

    private static Answer act(Buffer buffer, DomainName domain, String action) {
        return switch (action) {
            case "flush" -> answer(buffer.flush(domain, "webadmin").isPresent());
            case "hold" -> answer(buffer.hold(domain));
            case "release" -> answer(buffer.release(domain));
            default -> Answer.NO_ACTION;
        };
    }

    private static Answer answer(boolean isThere) {
        return isThere ? Answer.DONE : Answer.NO_SUCH;
    }
}
