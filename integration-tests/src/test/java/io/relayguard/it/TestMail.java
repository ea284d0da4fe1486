package io.relayguard.it;

/** Messages that show it when something on the way rewrites them. */
final class TestMail {
    private TestMail() {}

    /**
     * A message with what is easily lost: a Bcc field, no Date and no MIME-Version, a folded field, odd
     * spacing, dots at line starts, bytes above 127, spaces at line ends, empty lines at the end. Each
     * character is one byte.
     */
    static String delicate(String subject) {
        return String.join(
                "\r\n",
                "From: Stranger <stranger@elsewhere.test>",
                "To:   ann@example.org",
                "Bcc: nobody@elsewhere.test",
                "Subject: " + subject,
                "X-Folded: one",
                "\ttwo",
                "x-lower-case:no space",
                "",
                ".",
                "..two dots",
                ". one dot",
                "caf\u00e9 \u00fc\u00df, Latin-1 and undeclared",
                "spaces at the end   ",
                "From the start of a line",
                "x".repeat(900),
                "",
                "",
                "");
    }
}
