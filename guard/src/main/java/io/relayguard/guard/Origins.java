package io.relayguard.guard;

import io.relayguard.core.net.IpAddress;
import io.relayguard.core.relay.Origin;
import io.relayguard.james.MessagingFailure;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;

/**
 * Where a James mail came from: its attributes say it, not its address.
 *
 * <p>James fills in 127.0.0.1 for what no client sent, and FetchMail this host's own address: an address counts only
 * where James's SMTP server left its own attributes beside it (AddDefaultAttributesMessageHook). Fetched mail counts as
 * fetched even where a mailet sent it on. What has none of these attributes is of unknown origin.
 */
public final class Origins {
    /** Set by org.apache.james.fetchmail.MessageProcessor. */
    private static final AttributeName FETCHED_BY = AttributeName.of("org.apache.james.fetchmail.taskName");
    /** Set by James's JMAP, org.apache.james.jmap.send.MailMetadata. */
    private static final AttributeName JMAP_USER = AttributeName.of("org.apache.james.jmap.send.MailMetaData.username");

    private Origins() {}

    /**
     * A mail's origin.
     *
     * <p>Fails with James's MessagingException if the address that James noted is none, so that nothing is decided on a
     * guess.
     */
    public static Origin of(Mail mail) {
        Optional<Origin> named = fetched(mail)
                .or(() -> madeHere(mail))
                .or(() -> text(mail, Mail.SMTP_AUTH_USER).map(Origin.User::new))
                .or(() -> text(mail, JMAP_USER).map(Origin.User::new));
        return named.or(() -> client(mail).map(Origin.Client::new)).orElseGet(Origin.Untraced::new);
    }

    /** The attribute alone says it, whatever its value is. */
    private static Optional<Origin> fetched(Mail mail) {
        return AttributeUtils.getAttributeValueFromMail(mail, FETCHED_BY)
                .map(task -> new Origin.Collected(String.valueOf(task)));
    }

    private static Optional<Origin> madeHere(Mail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, Mail.SENT_BY_MAILET_ATTRIBUTE.getName(), Boolean.class)
                .filter(sent -> sent)
                .map(sent -> new Origin.Ourselves());
    }

    private static Optional<String> text(Mail mail, AttributeName name) {
        return AttributeUtils.getValueAndCastFromMail(mail, name, String.class);
    }

    /**
     * The address of the SMTP client, authenticated or not; empty where none sent the mail and James filled one in.
     *
     * <p>Fails with James's MessagingException if the address that James noted is none.
     */
    public static Optional<IpAddress> client(Mail mail) {
        boolean bySmtp = Stream.of(Mail.SMTP_SESSION_ID, Mail.SMTP_HELO)
                .anyMatch(name -> mail.getAttribute(name).isPresent());
        boolean sentOn = fetched(mail).isPresent() || madeHere(mail).isPresent();
        return bySmtp && !sentOn ? Optional.of(address(mail)) : Optional.empty();
    }

    private static IpAddress address(Mail mail) {
        String noted = String.valueOf(mail.getRemoteAddr());
        return IpAddress.parse(withoutZone(noted))
                .orElseThrow(() -> MessagingFailure.of(
                        "mail " + mail.getName() + " came from \"" + noted + "\", expected an IP address"));
    }

    /** AddDefaultAttributesMessageHook notes a link-local client as Java writes it: {@code fe80::1%eth0}. */
    private static String withoutZone(String noted) {
        return noted.indexOf(':') < 0 ? noted : noted.replaceFirst("%.*", "");
    }
}
