package io.relayguard.guard;

import static io.relayguard.guard.LogValue.quoted;

import io.relayguard.buffer.BufferEvents;
import io.relayguard.buffer.smtp.PrimaryAddress;
import io.relayguard.buffer.smtp.TlsFallbacks;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.relay.Decision;
import io.relayguard.core.relay.Mode;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.Rule;
import io.relayguard.core.relay.Verdict;
import io.relayguard.core.settings.InvalidSettings;
import org.apache.james.metrics.api.MetricFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log line of {@code key=value} pairs and one metric for every refusal and every buffer event.
 *
 * <p>Metrics: {@code relayguard.refused.<reason>}, {@code relayguard.observed.<reason>}, {@code
 * relayguard.postponed.<reason>}, {@code relayguard.rejected.<action>}, {@code relayguard.reload.<done|failed>}, {@code
 * relayguard.gateway-suspected}, {@code relayguard.buffer.<event>}.
 */
public final class GuardJournal implements BufferEvents, TlsFallbacks {
    private static final Logger LOGGER = LoggerFactory.getLogger("io.relayguard");

    private final Counters counters;

    public GuardJournal(MetricFactory metrics) {
        this.counters = new Counters(metrics);
    }

    /** Writes down what the policy refuses, postpones, or would refuse; what it allows leaves no trace. */
    public void decided(Decision decision, Mode mode) {
        observed(decision, mode);
        Verdict verdict = decision.verdict();
        if (verdict instanceof Verdict.Refuse refused) {
            LOGGER.info("event=refused reason={} {}", refused.why().code(), question(decision));
            counters.count("refused." + refused.why().code());
        } else if (verdict instanceof Verdict.NotNow postponed) {
            LOGGER.warn("event=postponed reason={} {}", postponed.why().code(), question(decision));
            counters.count("postponed." + postponed.why().code());
        }
    }

    /** Writes down which rules would have refused. */
    public void observed(Decision decision, Mode mode) {
        decision.observed().forEach(rule -> wouldRefuse(rule, decision, mode));
    }

    /** A rule that only observes; where it alone does so, the mode of the whole is another one. */
    private void wouldRefuse(Rule rule, Decision decision, Mode mode) {
        String how = mode == Mode.ENFORCE ? Mode.OBSERVE.code() : mode.code();
        LOGGER.info("event=would-refuse reason={} mode={} {}", rule.code(), how, question(decision));
        counters.count("observed." + rule.code());
    }

    /** The files on disk are wrong, and what held before still holds. */
    public void reloadFailed(InvalidSettings wrong) {
        LOGGER.error("event=reload-failed, all stays as it was: {}", wrong.getMessage());
        counters.count("reload.failed");
    }

    public void reloaded() {
        LOGGER.info("event=reloaded");
        counters.count("reload.done");
    }

    /** Nearly all connections come from one internal address. */
    public void gatewaySuspected(String finding) {
        LOGGER.warn("event=gateway-suspected text={}", quoted(finding));
        counters.count("gateway-suspected");
    }

    /** A mail that James had taken already, ended for one recipient; the action is kept, discarded or bounced. */
    public void rejected(String action, String mail, Origin origin, ReversePath reversePath, Recipient recipient) {
        LOGGER.warn(
                "event=rejected action={} mail={} {}", action, quoted(mail), question(origin, reversePath, recipient));
        counters.count("rejected." + action);
    }

    @Override
    public void on(Kind kind, DomainName destination, String subject, String detail) {
        String line = "event=" + kind.code() + " destination=" + destination + " mail=" + quoted(subject) + " detail="
                + quoted(detail);
        switch (kind) {
            case KEPT, DELIVERED, DEFERRED, RELAYED, PRIMARY_UP, WOKEN, RESUMED, ADOPTED, GONE ->
                LOGGER.info("{}", line);
            case REFUSED, EXPIRED, GIVEN_BACK, DELAYED, FULL, HELD, RELEASED, PRIMARY_DOWN -> LOGGER.warn("{}", line);
            case UNDELIVERABLE, LOOP, FAULT -> LOGGER.error("{}", line);
        }
        counters.count("buffer." + kind.code());
    }

    /** That it is not offered is how a primary is made; the others are faults, or somebody on the way. */
    @Override
    public void fellBack(DomainName destination, PrimaryAddress primary, Reason reason, String detail) {
        String line = "event=tls-fallback reason=" + reason.code() + " destination=" + destination + " primary="
                + quoted(primary.toString()) + " detail=" + quoted(detail);
        switch (reason) {
            case NOT_OFFERED -> LOGGER.info("{}", line);
            case REFUSED, FAILED -> LOGGER.warn("{}", line);
        }
        counters.count("buffer.tls-fallback");
    }

    private static String question(Decision decision) {
        return question(decision.origin(), decision.reversePath(), decision.recipient()) + " why="
                + quoted(decision.why().toString());
    }

    private static String question(Origin origin, ReversePath reversePath, Recipient recipient) {
        return "origin=" + quoted(origin.toString()) + " from=" + quoted(reversePath.toString()) + " to="
                + quoted(recipient.toString());
    }
}
