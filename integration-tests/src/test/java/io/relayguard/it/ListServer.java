package io.relayguard.it;

import io.relayguard.fixture.dns.Rbldnsd;
import io.relayguard.fixture.dns.Rbldnsd.Data;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One rbldnsd for all tests of a class; it stands before the James that asks it. */
final class ListServer implements BeforeAllCallback, AfterAllCallback {
    private final List<Data> data;
    private @Nullable Rbldnsd running;

    ListServer(List<Data> data) {
        this.data = data;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException, TimeoutException {
        running = new Rbldnsd(data);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (running != null) {
            running.close();
        }
    }

    String server() {
        if (running == null) {
            throw new IllegalStateException("rbldnsd is not there yet");
        }
        return running.server();
    }
}
