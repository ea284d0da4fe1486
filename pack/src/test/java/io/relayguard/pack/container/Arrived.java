package io.relayguard.pack.container;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/** The end of a processor: notes for whom a mail came this far, and takes it. */
final class Arrived extends GenericMailet {
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void service(Mail mail) {
        for (MailAddress recipient : mail.getRecipients()) {
            notes.add(mail.getState() + ": " + recipient.asString());
        }
        mail.setState(Mail.GHOST);
    }

    /** Lines of "processor: recipient", in no order that means anything. */
    List<String> notes() {
        return List.copyOf(notes);
    }
}
