package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;

/** What an administrator or a stranger gets to read: one line of bounded length, on which everything is visible. */
final class Messages {
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private Messages() {}

    static void check(String message, int longest) {
        assertTrue(message.length() <= longest, () -> message.length() + " characters: " + message);
        assertTrue(!INVISIBLE.matcher(message).find(), () -> "something invisible in: " + message);
    }
}
