package io.relayguard.core.address;

/** The envelope's sender as MAIL names it; the null reverse-path {@code <>} marks a notification (RFC 5321 section 4.5.5). */
public record ReversePath(String address) {
    public static final ReversePath NULL = new ReversePath("");

    /** Reads {@code <you@example.org>}, with or without the brackets; {@code <>} and nothing are the null reverse-path. */
    public static ReversePath parse(String path) {
        return new ReversePath(PathText.withoutBrackets(path));
    }

    public boolean isNull() {
        return address.isEmpty();
    }

    /** Where the sender claims to be. */
    public MailHost host() {
        return Recipient.parse(address).host();
    }

    @Override
    public String toString() {
        return "<" + address + ">";
    }
}
