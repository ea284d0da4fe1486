package io.relayguard.relaytest;

import io.relayguard.relaytest.smtp.Session;
import io.relayguard.relaytest.smtp.SessionBroken;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A log-in that cannot succeed: user and password are random, and no real ones are ever sent. */
final class FailedLogin {
    private static final int CHALLENGE = 334;

    private FailedLogin() {}

    static void attempt(Session session, String user, String password) throws SessionBroken {
        List<String> mechanisms = session.mechanisms();
        if (mechanisms.contains("PLAIN")) {
            session.say("AUTH PLAIN " + base64("\0" + user + "\0" + password));
        } else if (mechanisms.contains("LOGIN")) {
            answer(session, "AUTH LOGIN", base64(user), base64(password));
        } else {
            // RFC 4954 section 4: a lone asterisk ends any mechanism, and counts as a failure.
            answer(session, "AUTH " + mechanisms.get(0), "*");
        }
    }

    private static void answer(Session session, String command, String... answers) throws SessionBroken {
        int code = session.say(command).code();
        for (String answer : answers) {
            if (code == CHALLENGE) {
                code = session.say(answer).code();
            }
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
