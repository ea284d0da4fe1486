package io.relayguard.it;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.Ports;
import io.relayguard.fixture.primary.Delivery;
import io.relayguard.fixture.primary.PostfixPrimary;
import io.relayguard.fixture.primary.StandInPrimary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One Postfix for all tests of a class, with a stand-in behind it that keeps what it hands on; both stand before the James that
 * delivers to Postfix.
 */
final class PostfixBehindUs implements BeforeAllCallback, AfterAllCallback {
    private final List<String> settings;
    private final int port = Ports.free();
    private final StandInPrimary mailboxes = new StandInPrimary(Loopback.INSIDER, Ports.free());
    private @Nullable PostfixPrimary postfix;

    PostfixBehindUs(String... settings) {
        this.settings = List.of(settings);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException, TimeoutException {
        mailboxes.start();
        postfix = PostfixPrimary.on(port, mailboxes, settings);
        postfix.start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        mailboxes.close();
        if (postfix != null) {
            postfix.close();
        }
    }

    PostfixPrimary postfix() {
        return Optional.ofNullable(postfix).orElseThrow(() -> new IllegalStateException("Postfix is not there yet"));
    }

    /** What has come out behind Postfix for one of its users. */
    List<Delivery> mailboxOf(String user) {
        return mailboxes.deliveriesTo(user);
    }

    /** As relayguard.xml has it. */
    String element(String domain, String rule) {
        return "<domain name=\"" + domain + "\"><primary>smtp://127.0.0.1:" + port + rule + "</primary></domain>";
    }
}
