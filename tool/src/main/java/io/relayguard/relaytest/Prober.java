package io.relayguard.relaytest;

import io.relayguard.core.address.DomainName;
import io.relayguard.relaytest.smtp.Dialer;
import io.relayguard.relaytest.smtp.NotServed;
import io.relayguard.relaytest.smtp.Session;
import io.relayguard.relaytest.smtp.SessionBroken;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks questions on one channel, each in a fresh transaction.
 *
 * <p>A connection is used again only after refusals, since what was accepted once may open what comes after it; and
 * only a few times, since servers slow down or hang up after some errors (Postfix after 10 and after 20).
 */
final class Prober implements Closeable {
    private static final int QUESTIONS_PER_SESSION = 8;
    private static final int ATTEMPTS = 2;

    private final Dialer dialer;
    private final Channel channel;
    private final InetSocketAddress server;
    private final RelayTestSettings settings;
    private final String testId;
    private final Surroundings surroundings;
    private @Nullable Session open;
    private int asked;

    Prober(
            Dialer dialer,
            Channel channel,
            InetSocketAddress server,
            RelayTestSettings settings,
            String testId,
            Surroundings surroundings) {
        this.dialer = dialer;
        this.channel = channel;
        this.server = server;
        this.settings = settings;
        this.testId = testId;
        this.surroundings = surroundings;
    }

    /** Asks; a connection that breaks, or a server that says it hangs up, gets a second chance on a new connection. */
    Finding ask(Question question) throws InterruptedException {
        Finding finding = question.settled(channel, new Outcome.NoAnswer("not asked"));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            finding = attempt(question);
            boolean hungUp = finding.evidence()
                    .filter(evidence -> evidence.reply().isClosing())
                    .isPresent();
            if (!hungUp && !finding.is(Outcome.Kind.NO_ANSWER)) {
                return finding;
            }
            close();
        }
        return finding;
    }

    private Finding attempt(Question question) throws InterruptedException {
        try {
            return askIn(sessionFor(question), question);
        } catch (SessionBroken broken) {
            close();
            return question.settled(channel, new Outcome.NoAnswer("the server " + broken.what()));
        } catch (NotServed refused) {
            return refused.reply().isTemporary() || isAnswerTo(question, refused)
                    ? question.answered(channel, new Evidence(Optional.empty(), refused.reply()), Optional.empty())
                    : question.settled(channel, new Outcome.NoAnswer("no session: " + refused.what()));
        }
    }

    /** A HELO name that is part of the form, refused for good: the form is refused. */
    private static boolean isAnswerTo(Question question, NotServed refused) {
        return question.helo().isPresent()
                && refused.isForTheHeloName()
                && refused.reply().isPermanent();
    }

    private Finding askIn(Session session, Question question) throws SessionBroken {
        Exchange exchange = new Exchange(session, question, surroundings.random());
        Optional<String> obstacle = exchange.obstacle();
        if (obstacle.isPresent()) {
            return question.settled(channel, new Outcome.NotTried(obstacle.get()));
        }
        asked++;
        try {
            Evidence evidence = exchange.ask();
            Optional<String> delivery = deliver(session, question, evidence);
            afterwards(session, question, evidence);
            return question.answered(channel, evidence, delivery);
        } catch (Exchange.WithoutPoint pointless) {
            leave();
            return question.settled(channel, new Outcome.NotTried(String.valueOf(pointless.getMessage())));
        }
    }

    private Optional<String> deliver(Session session, Question question, Evidence evidence) {
        if (!settings.deliver() || !evidence.reply().isPositive()) {
            return Optional.empty();
        }
        DomainName outside = settings.names().outside();
        try {
            return Optional.of(new MarkedMessage(
                            testId,
                            question.form().id(),
                            outside,
                            surroundings.clock().instant())
                    .send(session));
        } catch (SessionBroken broken) {
            close();
            return Optional.of("not known: the server " + broken.what());
        }
    }

    private void afterwards(Session session, Question question, Evidence evidence) {
        boolean spent = evidence.reply().isPositive() || standsAlone(question) || asked >= QUESTIONS_PER_SESSION;
        if (spent || session.isClosing()) {
            leave();
            return;
        }
        try {
            if (!session.say("RSET").isPositive()) {
                leave();
            }
        } catch (SessionBroken gone) {
            // The answer to the question is there; the next one gets a new connection.
            close();
        }
    }

    private static boolean standsAlone(Question question) {
        return question.helo().isPresent() || question.form().way().needsOwnConnection();
    }

    private Session sessionFor(Question question) throws SessionBroken, NotServed, InterruptedException {
        if (standsAlone(question)) {
            leave();
        }
        Session session = open;
        if (session == null) {
            session = dialer.open(
                    server, question.helo().or(() -> settings.names().helo()), channel.tls());
            open = session;
            asked = 0;
        }
        return session;
    }

    private void leave() {
        if (open != null) {
            open.leave();
            open = null;
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
