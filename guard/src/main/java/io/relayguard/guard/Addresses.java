package io.relayguard.guard;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;

/** James's addresses in core's words. */
public final class Addresses {
    private Addresses() {}

    public static Recipient recipient(MailAddress address) {
        return new Recipient(address.getLocalPart(), address.getDomain().asString());
    }

    public static ReversePath reversePath(MaybeSender sender) {
        return sender.isNullSender() ? ReversePath.NULL : new ReversePath(sender.asString());
    }
}
