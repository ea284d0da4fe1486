package io.relayguard.guard;

import io.relayguard.buffer.BufferEvents;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.Verdict.Postponement;
import io.relayguard.core.relay.Verdict.Refusal;
import java.util.regex.Pattern;
import org.apache.james.metrics.api.MetricFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log line of {@code key=value} pairs and one metric for every refusal and every buffer event.
 *
 * <p>Metrics: {@code relayguard.refused.<reason>}, {@code relayguard.postponed.<reason>}, {@code
 * relayguard.rejected.<action>}, {@code relayguard.buffer.<event>}.
 */
public final class GuardJournal implements BufferEvents {
    private static final Logger LOGGER = LoggerFactory.getLogger("io.relayguard");
    private static final int LONGEST = 500;

    /** Not fit for a log line: control and format characters, half surrogates, line ends of Unicode. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private final MetricFactory metrics;

    public GuardJournal(MetricFactory metrics) {
        this.metrics = metrics;
    }

    public void refused(Refusal why, Origin origin, ReversePath reversePath, Recipient recipient) {
        LOGGER.info("event=refused reason={} {}", why.code(), question(origin, reversePath, recipient));
        count("refused." + why.code());
    }

    public void postponed(Postponement why, Origin origin, ReversePath reversePath, Recipient recipient) {
        LOGGER.warn("event=postponed reason={} {}", why.code(), question(origin, reversePath, recipient));
        count("postponed." + why.code());
    }

    /** A mail that James had taken already, ended for one recipient; the action is kept, discarded or bounced. */
    public void rejected(String action, String mail, Origin origin, ReversePath reversePath, Recipient recipient) {
        LOGGER.warn(
                "event=rejected action={} mail={} {}", action, quoted(mail), question(origin, reversePath, recipient));
        count("rejected." + action);
    }

    @Override
    public void on(Kind kind, DomainName destination, String subject, String detail) {
        String line = "event=" + kind.code() + " destination=" + destination + " mail=" + quoted(subject) + " detail="
                + quoted(detail);
        switch (kind) {
            case KEPT, DELIVERED, DEFERRED, PRIMARY_UP, RESUMED, GONE -> LOGGER.info("{}", line);
            case REFUSED, EXPIRED, PRIMARY_DOWN -> LOGGER.warn("{}", line);
            case UNDELIVERABLE, FAULT -> LOGGER.error("{}", line);
        }
        count("buffer." + kind.code());
    }

    private static String question(Origin origin, ReversePath reversePath, Recipient recipient) {
        return "origin=" + quoted(origin.toString()) + " from=" + quoted(reversePath.toString()) + " to="
                + quoted(recipient.toString());
    }

    /** Whatever a client or a primary wrote stays one value on one line. */
    private static String quoted(String value) {
        String shown = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
        String fit = UNFIT.matcher(shown).replaceAll("?");
        return "\"" + fit.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private void count(String name) {
        metrics.generate("relayguard." + name).increment();
    }
}
