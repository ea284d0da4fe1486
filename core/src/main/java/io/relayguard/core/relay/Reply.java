package io.relayguard.core.relay;

import io.relayguard.core.address.Recipient;
import java.util.regex.Pattern;

/** An SMTP reply of ours: code, enhanced status code (RFC 3463), text. It never says what lies behind us. */
public record Reply(int code, String enhancedCode, String text) {
    private static final int SHOWN_AT_MOST = 256;

    /** Line ends and what else cannot be seen, beyond ASCII too: what a client makes of them is not for us to find out. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    /** {@code 550 5.7.1 <rcpt>: relay access denied}, for nearly every rule alike: an outsider learns nothing from it. */
    public static Reply refused(Rule why, Recipient recipient) {
        return switch (why) {
            case HIDDEN_ADDRESS, OUTSIDE_TO_OUTSIDE, COLLECTED_TO_OUTSIDE, UNTRACED_TO_OUTSIDE, NOT_OUR_ROLE ->
                new Reply(550, "5.7.1", shown(recipient) + ": relay access denied");
            case FORGED_SENDER -> new Reply(550, "5.7.1", shown(recipient) + ": sender address rejected");
            case ADDRESS_NOT_SERVED -> new Reply(550, "5.1.1", shown(recipient) + ": no mailboxes here");
        };
    }

    /** {@code 451 4.3.0}: we could not find out, so the client is to come back. */
    public static Reply notNow(Recipient recipient) {
        return new Reply(451, "4.3.0", shown(recipient) + ": cannot be checked right now, please try again later");
    }

    /** The recipient between angle brackets, cut to a line's length and cleaned of control and invisible characters. */
    private static String shown(Recipient recipient) {
        String address = recipient.toString();
        String cut = address.length() > SHOWN_AT_MOST ? address.substring(0, SHOWN_AT_MOST) + "..." : address;
        return "<" + UNFIT.matcher(cut).replaceAll("?") + ">";
    }
}
