package io.relayguard.webadmin;

import io.relayguard.guard.BufferGuard;
import io.relayguard.guard.RelayGuard;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What other nodes have kept, adopted by this one. */
record Nodes(RelayGuard guard) {
    private static final Logger LOGGER = LoggerFactory.getLogger(RelayGuardRoutes.class);

    /**
     * What a request has come to.
     *
     * @param moved how many mails are ours now
     * @param left how many stayed where they were
     * @param failed domains that could not be looked at
     */
    record Answer(int status, String outcome, long moved, long left, List<String> failed) {
        private static final Answer NO_ACTION = of(400, "expected action=adopt");
        private static final Answer NO_BUFFER = of(503, "no SecondaryMxQueue has started the buffer");

        private static Answer of(int status, String outcome) {
            return new Answer(status, outcome, 0, 0, List.of());
        }

        private static Answer of(BufferGuard.Adoption adopted) {
            boolean all = adopted.left() == 0 && adopted.failed().isEmpty();
            return new Answer(
                    all ? 200 : 409,
                    all ? "done" : "not all could be moved; the log says why",
                    adopted.moved(),
                    adopted.left(),
                    adopted.failed());
        }
    }

    Answer act(String node, @Nullable String action) {
        return "adopt".equals(action)
                ? guard.buffer().map(buffer -> adopt(buffer, node)).orElse(Answer.NO_BUFFER)
                : Answer.NO_ACTION;
    }

    private static Answer adopt(BufferGuard buffer, String node) {
        try {
            return Answer.of(buffer.adopt(node));
        } catch (IllegalArgumentException noNode) {
            return Answer.of(400, String.valueOf(noNode.getMessage()));
        } catch (IOException failed) {
            LOGGER.error("event=fault cannot adopt node={}", node, failed);
            return Answer.of(500, "the repository failed; the log says how");
        }
    }
}
