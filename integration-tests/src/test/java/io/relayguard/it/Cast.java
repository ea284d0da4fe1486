package io.relayguard.it;

import io.relayguard.fixture.james.WebAdmin;
import io.relayguard.it.Matrix.Sender;
import io.relayguard.it.Matrix.To;
import java.io.IOException;
import java.util.Optional;

/**
 * Who plays a matrix on a sample.
 *
 * @param own James's own domain there
 * @param colleague one of us, who writes from inside: the user, or somebody in a relay domain
 * @param impostor another address of that domain, in the hands of somebody else
 * @param postmaster where mail for postmaster and abuse goes; empty where they are users of James
 */
record Cast(String own, String colleague, String impostor, Optional<String> postmaster) {
    static final String PASSWORD = "correct-horse";

    /** A sample with mailboxes. */
    static Cast withMailboxes() {
        return new Cast("example.com", "bob@example.com", "alice@example.com", Optional.empty());
    }

    /** A sample without: James's domain is its own name, and who is inside writes as the relay domain. */
    static Cast withPrimary() {
        return new Cast("mx.example.com", "ann@example.org", "boss@example.org", Optional.of("admin@example.org"));
    }

    /** A sample with logins, without mailboxes. */
    static Cast withLogins() {
        return new Cast(
                "mx.example.com", "bob@mx.example.com", "alice@mx.example.com", Optional.of("admin@example.com"));
    }

    /** The one user of James: the recipient at home, and who logs in. */
    String user() {
        return "bob@" + own;
    }

    /** James knows the user everywhere: where that one's mail is refused, it is for what the server is. */
    void enter(WebAdmin webAdmin) throws IOException, InterruptedException {
        webAdmin.createUser(user(), PASSWORD);
        for (String role : new String[] {"postmaster@", "abuse@"}) {
            if (postmaster.isPresent()) {
                webAdmin.mapAddress(role + own, postmaster.get());
            } else {
                webAdmin.createUser(role + own, PASSWORD);
            }
        }
    }

    String reversePath(Sender sender) {
        return switch (sender) {
            case LOCAL -> colleague;
            case FOREIGN -> "stranger@elsewhere.test";
            case NULL -> "";
            case FORGED -> impostor;
        };
    }

    String forwardPath(To to) {
        return switch (to) {
            case USER -> user();
            case POSTMASTER -> "postmaster@" + own;
            case RELAY_DOMAIN -> "ann@example.org";
            case ELSEWHERE -> "victim@elsewhere.test";
        };
    }

    /** If James has a mailbox for it. */
    boolean hasMailbox(To to) {
        return to == To.USER || (to == To.POSTMASTER && postmaster.isEmpty());
    }
}
