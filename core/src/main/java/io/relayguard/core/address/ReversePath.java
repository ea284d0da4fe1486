package io.relayguard.core.address;

/** The envelope's sender as MAIL names it; the null reverse-path {@code <>} marks a notification (RFC 5321 section 4.5.5). */
public record ReversePath(String address) {
    public static final ReversePath NULL = new ReversePath("");

    public boolean isNull() {
        return address.isEmpty();
    }

    @Override
    public String toString() {
        return "<" + address + ">";
    }
}
