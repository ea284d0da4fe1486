package io.relayguard.buffer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.james.core.MailAddress;
import org.apache.mailet.AttributeName;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.DsnParameters.XText;
import org.apache.mailet.Mail;

/**
 * What a message's sender wants to be told about, handed on to a primary that speaks DSN (RFC 3461 section 5.2.1).
 *
 * @param forMail parameters of MAIL: {@code RET=HDRS}, {@code ENVID=QQ314159}
 * @param forRecipients parameters of RCPT, by recipient: {@code NOTIFY=FAILURE}, {@code ORCPT=rfc822;you@example.org}
 */
public record NotificationWishes(List<String> forMail, Map<String, List<String>> forRecipients) {
    public static final NotificationWishes NONE = new NotificationWishes(List.of(), Map.of());

    private static final List<AttributeName> NAMES = names();

    public NotificationWishes {
        forMail = List.copyOf(forMail);
        forRecipients = Map.copyOf(forRecipients);
    }

    public List<String> forRecipient(String recipient) {
        return forRecipients.getOrDefault(recipient, List.of());
    }

    /** As James keeps them, in attributes of the mail. */
    static NotificationWishes of(Mail mail, Collection<MailAddress> recipients) {
        return kept(mail).map(wishes -> of(wishes, recipients)).orElse(NONE);
    }

    /** Whatever another mailet wrote into those attributes: a wish that nobody can read must not keep the mail here. */
    static Optional<DsnParameters> kept(Mail mail) {
        try {
            return hasAny(mail) ? mail.dsnParameters() : Optional.empty();
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Most have none, and James would look through all that a mail has. */
    private static boolean hasAny(Mail mail) {
        for (AttributeName name : NAMES) {
            if (mail.getAttribute(name).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static List<AttributeName> names() {
        List<AttributeName> names = new ArrayList<>();
        DsnParameters.DsnAttributeValues.forEachDsnAttributeName(names::add);
        return List.copyOf(names);
    }

    private static NotificationWishes of(DsnParameters wishes, Collection<MailAddress> recipients) {
        List<String> forMail = new ArrayList<>();
        wishes.getRetParameter().ifPresent(ret -> forMail.add("RET=" + ret));
        wishes.getEnvIdParameter().ifPresent(id -> forMail.add("ENVID=" + id.asString()));
        Map<String, List<String>> forRecipients = new HashMap<>();
        for (MailAddress recipient : recipients) {
            RecipientDsnParameters own = wishes.getRcptParameters().get(recipient);
            if (own != null) {
                forRecipients.put(recipient.asString(), of(own));
            }
        }
        return new NotificationWishes(forMail, forRecipients);
    }

    private static List<String> of(RecipientDsnParameters wishes) {
        List<String> parameters = new ArrayList<>();
        wishes.getNotifyParameter()
                .map(notify -> notify.stream().map(Enum::name).collect(Collectors.joining(",")))
                .ifPresent(notify -> parameters.add("NOTIFY=" + notify));
        wishes.getOrcptParameter().ifPresent(original -> parameters.add("ORCPT=rfc822;" + xtext(original.asString())));
        return parameters;
    }

    /** James keeps the original recipient as RCPT had it, which is in xtext already (RFC 3461 section 4). */
    private static String xtext(String written) {
        return XText.isValid(written) ? written : XText.encode(written);
    }
}
