package io.relayguard.buffer;

import io.relayguard.buffer.BufferEvents.Kind;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.settings.BufferSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;

/**
 * Whose mail is being adopted, in {@code <repository>/<node>/adopting}, so that the next start knows of an adoption that was
 * cut off.
 *
 * <p>For a moment a mail is in both parts. If ours went out before theirs forgets it, it would be adopted once more and go
 * out twice. So before anything that an earlier run has kept goes out, theirs forgets what is in both.
 */
final class AdoptionNotes {
    /** Beside the domains, which it is none of. */
    static final String PLACE = "adopting";

    /** James's JPA repository takes no mail without one. */
    private static final byte[] MESSAGE = "Subject: an adoption goes on\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final MailRepositoryStore store;
    private final KeptDomains keptDomains;
    private final BufferSettings settings;
    private final BufferEvents events;

    /** Nodes of which something may be in both parts. */
    private final Set<String> cutOff = new TreeSet<>();

    private boolean isRead;

    AdoptionNotes(MailRepositoryStore store, KeptDomains keptDomains, Surroundings around) {
        this.store = store;
        this.keptDomains = keptDomains;
        this.settings = around.settings();
        this.events = around.events();
    }

    /** What belongs to a node beside its domains: no mail is delivered from there. */
    static boolean isBeside(DomainName domain) {
        return domain.value().equals(KeptMail.UNDELIVERABLE) || domain.value().equals(PLACE);
    }

    /** On disk when this returns. */
    synchronized void begin(String node) throws MessagingException {
        read();
        cutOff.remove(node);
        MailImpl note = MailImpl.builder()
                .name(node)
                .addRecipient("postmaster@localhost")
                .build();
        note.setMessageContent(MimeMessageInputStreamSource.create(node, new ByteArrayInputStream(MESSAGE)));
        try {
            open().store(note);
        } finally {
            note.dispose();
        }
    }

    /** Everything that was moved is in one part alone. */
    void end(String node) throws MessagingException {
        open().remove(new MailKey(node));
    }

    /** Something may be in both parts still: that is looked at before kept mail is looked for again. */
    synchronized void leave(String node) {
        cutOff.add(node);
    }

    /** Ends the step at which an adoption was cut off. What fails is reported, and holds up nobody's mail. */
    synchronized void settle() {
        read();
        List<String> nodes = List.copyOf(cutOff);
        cutOff.clear();
        nodes.forEach(this::settle);
    }

    /** What an earlier run has left. */
    private void read() {
        if (isRead) {
            return;
        }
        isRead = true;
        try {
            if (below(settings.node()).contains(new DomainName(PLACE))) {
                open().list().forEachRemaining(note -> cutOff.add(note.asString()));
            }
        } catch (IOException | MessagingException | RuntimeException fault) {
            report("cannot look for adoptions that were cut off: " + fault);
        }
    }

    private void settle(String node) {
        try {
            for (DomainName domain : below(node)) {
                if (!domain.value().equals(PLACE)) {
                    forgetWhatIsInBoth(MovingPart.open(store, settings, node, domain));
                }
            }
            end(node);
        } catch (IOException | MessagingException | RuntimeException fault) {
            report("the adoption of " + node + " was cut off, and its mail cannot be looked at: " + fault);
        }
    }

    private static void forgetWhatIsInBoth(MovingPart part) throws MessagingException {
        for (Iterator<MailKey> keys = part.theirs().keys(); keys.hasNext(); ) {
            var unused = part.forgetIfOurs(keys.next());
        }
    }

    private Set<DomainName> below(String node) throws IOException {
        return keptDomains.below(KeptMail.node(settings.repository(), node));
    }

    private MailRepository open() throws MessagingException {
        return KeptMail.select(
                store, KeptMail.node(settings.repository(), settings.node()).subUrl(PLACE));
    }

    private void report(String fault) {
        events.on(Kind.FAULT, new DomainName(PLACE), "", fault);
    }
}
