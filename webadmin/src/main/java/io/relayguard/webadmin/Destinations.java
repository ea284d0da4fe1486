package io.relayguard.webadmin;

import io.relayguard.core.address.DomainName;
import io.relayguard.guard.BufferGuard;
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
        private static final Answer NO_ACTION = new Answer(400, "expected action=flush, hold, release or bounce");
        private static final Answer NO_BUFFER = new Answer(503, "no SecondaryMxQueue has started the buffer");

        /** In the background: there may be a million. */
        private static Answer begun(long waiting) {
            return new Answer(202, "begun, " + waiting + " messages wait");
        }
    }

    List<BufferGuard.Destination> all() {
        return guard.buffer()
                .map(buffer -> buffer.destinations().stream()
                        .sorted(Comparator.comparing(BufferGuard.Destination::domain))
                        .toList())
                .orElse(List.of());
    }

    Answer act(String domain, @Nullable String action) {
        Optional<BufferGuard> buffer = guard.buffer();
        if (buffer.isEmpty()) {
            return Answer.NO_BUFFER;
        }
        return DomainName.parse(domain)
                .map(name -> act(buffer.get(), name, Optional.ofNullable(action).orElse("")))
                .orElse(Answer.NO_SUCH);
    }

    private static Answer act(BufferGuard buffer, DomainName domain, String action) {
        return switch (action) {
            case "flush" -> answer(buffer.flush(domain, "webadmin"));
            case "hold" -> answer(buffer.hold(domain));
            case "release" -> answer(buffer.release(domain));
            case "bounce" -> buffer.giveBack(domain).map(Answer::begun).orElse(Answer.NO_SUCH);
            default -> Answer.NO_ACTION;
        };
    }

    private static Answer answer(boolean isThere) {
        return isThere ? Answer.DONE : Answer.NO_SUCH;
    }
}
