package io.relayguard.it;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.primary.SmtpSink;
import io.relayguard.fixture.primary.StandInPrimary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real smtp-sink for each fault; they stand before the James that delivers to them. */
final class Sinks implements BeforeAllCallback, AfterAllCallback {
    private final List<SinkFault> faults;
    private final Map<SinkFault, SmtpSink> sinks = new ConcurrentHashMap<>();
    private final List<StandInPrimary> successors = new ArrayList<>();

    Sinks(List<SinkFault> faults) {
        this.faults = faults;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException, TimeoutException {
        for (SinkFault fault : faults) {
            sinks.put(fault, new SmtpSink(fault.port(), fault.options()));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        for (StandInPrimary successor : successors) {
            successor.close();
        }
        for (SmtpSink sink : sinks.values()) {
            sink.close();
        }
    }

    SmtpSink of(SinkFault fault) {
        return Objects.requireNonNull(sinks.get(fault), "no smtp-sink " + fault.options());
    }

    /** The sink goes, and a primary without a fault comes in its place. */
    StandInPrimary replace(SinkFault fault) throws IOException {
        of(fault).stop();
        StandInPrimary successor = new StandInPrimary(Loopback.INSIDER, fault.port());
        successors.add(successor);
        successor.start();
        return successor;
    }
}
