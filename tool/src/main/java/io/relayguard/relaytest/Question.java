package io.relayguard.relaytest;

import io.relayguard.relaytest.form.Form;
import io.relayguard.relaytest.form.Places;
import io.relayguard.relaytest.form.Way;
import java.util.Optional;

/** A form with its names filled in, ready to be sent. */
record Question(Form form, Optional<String> helo, String mail, String rcpt, Optional<String> localRecipient) {
    static Question of(Form form, Places places, Optional<String> localRecipient) {
        return new Question(
                form,
                form.helo().map(places::fill),
                places.fill(form.mail()),
                places.fill(form.rcpt()),
                localRecipient);
    }

    String mailCommand() {
        return "MAIL FROM:" + mail + (form.way() == Way.SMTPUTF8 ? " SMTPUTF8" : "");
    }

    String rcptCommand() {
        return "RCPT TO:" + rcpt;
    }

    /** The outcome of this form where it is not for the server to decide. */
    Finding settled(Channel channel, Outcome outcome) {
        return new Finding(form, channel, helo, mail, rcpt, outcome, Optional.empty(), Optional.empty());
    }

    Finding answered(Channel channel, Evidence evidence, Optional<String> delivery) {
        return new Finding(form, channel, helo, mail, rcpt, evidence.outcome(), Optional.of(evidence), delivery);
    }
}
