package io.relayguard.relaytest;

import io.relayguard.relaytest.smtp.Reply;
import io.relayguard.relaytest.smtp.Session;
import io.relayguard.relaytest.smtp.SessionBroken;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks one question in one session. Whatever MAIL is told, RCPT is asked: some servers say no too early. */
final class Exchange {
    private final Session session;
    private final Question question;
    private final Supplier<String> random;

    Exchange(Session session, Question question, Supplier<String> random) {
        this.session = session;
        this.question = question;
        this.random = random;
    }

    /** Why this session cannot ask this question. */
    Optional<String> obstacle() {
        return switch (question.form().way()) {
            case PLAIN, AFTER_RSET -> Optional.empty();
            case SMTPUTF8 -> unlessOffered("SMTPUTF8");
            case PIPELINED -> unlessOffered("PIPELINING");
            case AFTER_FAILED_AUTH ->
                session.mechanisms().isEmpty() ? Optional.of("the server does not offer AUTH") : Optional.empty();
            case AFTER_LOCAL ->
                question.localRecipient().isEmpty() ? Optional.of("no local domain was given") : Optional.empty();
        };
    }

    private Optional<String> unlessOffered(String extension) {
        return session.offers(extension) ? Optional.empty() : Optional.of("the server does not offer " + extension);
    }

    Evidence ask() throws SessionBroken, WithoutPoint {
        return switch (question.form().way()) {
            case PLAIN, SMTPUTF8 -> inTurn();
            case PIPELINED -> atOnce();
            case AFTER_LOCAL -> afterLocal();
            case AFTER_RSET -> afterReset();
            case AFTER_FAILED_AUTH -> afterFailedLogin();
        };
    }

    private Evidence inTurn() throws SessionBroken {
        Reply mail = session.say(question.mailCommand());
        return new Evidence(Optional.of(mail), session.say(question.rcptCommand()));
    }

    private Evidence atOnce() throws SessionBroken {
        List<Reply> replies = session.pipeline(List.of(question.mailCommand(), question.rcptCommand()));
        return new Evidence(Optional.of(replies.get(0)), replies.get(1));
    }

    private Evidence afterLocal() throws SessionBroken, WithoutPoint {
        Reply mail = session.say(question.mailCommand());
        Optional<Reply> local = sayLocalRecipient();
        Evidence evidence = new Evidence(Optional.of(mail), session.say(question.rcptCommand()));
        if (local.isPresent() && !local.get().isPositive() && !evidence.reply().isPositive()) {
            throw new WithoutPoint("the local recipient was not accepted: " + local.get());
        }
        return evidence;
    }

    private Evidence afterReset() throws SessionBroken {
        session.say(question.mailCommand());
        sayLocalRecipient();
        session.say("RSET");
        return inTurn();
    }

    private Evidence afterFailedLogin() throws SessionBroken {
        FailedLogin.attempt(session, "relay-test-" + random.get(), random.get());
        return inTurn();
    }

    private Optional<Reply> sayLocalRecipient() throws SessionBroken {
        return question.localRecipient().isPresent()
                ? Optional.of(
                        session.say("RCPT TO:<" + question.localRecipient().get() + ">"))
                : Optional.empty();
    }

    /** What should have gone before did not work, so that the form shows nothing. */
    static final class WithoutPoint extends Exception {
        private static final long serialVersionUID = 1L;

        WithoutPoint(String why) {
            super(why);
        }
    }
}
