package io.relayguard.core.relay;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.dnsbl.ListingText;
import java.util.regex.Pattern;

/** An SMTP reply of ours: code, enhanced status code (RFC 3463), text. It never says what lies behind us. */
public record Reply(int code, String enhancedCode, String text) {
    private static final int SHOWN_AT_MOST = 256;

    /** Together with a list's own text they stay below the 512 octets of a reply (RFC 5321 section 4.5.3.1.5). */
    private static final int SHOWN_OF_A_LISTING = 100;

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

    /** {@code 554 5.7.1 … listed by LABEL}, with what the list itself says behind it, if it says anything. */
    public static Reply listed(String subject, String labels, ListingText text) {
        String why = text.value().isEmpty() ? "" : ": " + text;
        return new Reply(
                554,
                "5.7.1",
                cleaned(subject, SHOWN_OF_A_LISTING) + " listed by " + cleaned(labels, SHOWN_OF_A_LISTING) + why);
    }

    /** {@code 451 4.3.0}: we could not find out; {@code 452 4.3.1}: there is no room. So the client is to come back. */
    public static Reply notNow(Verdict.Postponement why, Recipient recipient) {
        return switch (why) {
            case DOMAINS_UNAVAILABLE, BUFFER_NOT_WIRED ->
                new Reply(451, "4.3.0", shown(recipient) + ": cannot be checked right now, please try again later");
            case BUFFER_FULL ->
                new Reply(452, "4.3.1", shown(recipient) + ": mail cannot be kept right now, please try again later");
        };
    }

    /** The recipient between angle brackets, cut to a line's length and cleaned of control and invisible characters. */
    private static String shown(Recipient recipient) {
        return "<" + cleaned(recipient.toString(), SHOWN_AT_MOST) + ">";
    }

    private static String cleaned(String text, int most) {
        String cut = text.length() > most ? text.substring(0, most) + "..." : text;
        return UNFIT.matcher(cut).replaceAll("?");
    }
}
