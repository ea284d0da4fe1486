package io.relayguard.relaytest;

import io.relayguard.core.settings.DurationForm;
import io.relayguard.relaytest.form.Form;
import io.relayguard.relaytest.form.Place;
import io.relayguard.relaytest.form.Places;
import io.relayguard.relaytest.smtp.Session;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Goes through the plan, from one form to the next, and stops asking where nobody answers or no time is left. */
final class Round implements Closeable {
    /** So many forms in a row without an answer, and the rest of the channel is not asked. */
    static final int PATIENCE = 10;

    private final RelayTestSettings settings;
    private final Places places;
    private final Function<Channel, Prober> probers;
    private final BooleanSupplier timeIsUp;
    private final Progress progress;
    private final Map<Channel, Prober> begun = new HashMap<>();
    private final Map<Channel, Integer> silent = new HashMap<>();

    Round(
            RelayTestSettings settings,
            Places places,
            Function<Channel, Prober> probers,
            BooleanSupplier timeIsUp,
            Progress progress) {
        this.settings = settings;
        this.places = places;
        this.probers = probers;
        this.timeIsUp = timeIsUp;
        this.progress = progress;
    }

    List<Finding> through(Plan plan) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Optional<Channel> before = Optional.empty();
        for (Plan.Entry entry : plan.entries()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the open-relay test was interrupted");
            }
            before.filter(channel -> !channel.equals(entry.channel())).ifPresent(this::hangUp);
            before = Optional.of(entry.channel());
            Finding finding = settle(entry.form(), entry.channel());
            findings.add(finding);
            progress.tried(finding, findings.size(), plan.entries().size());
        }
        return findings;
    }

    private Finding settle(Form form, Channel channel) throws InterruptedException {
        Places here = places.with(Place.SERVER_ADDRESS, Session.literalContent(channel.address()));
        Question question = Question.of(form, here, settings.names().goodRecipient());
        Optional<Place> missing = here.missing(form);
        if (missing.isPresent()) {
            return question.settled(channel, new Outcome.NotTried(missing.get().whyMissing()));
        }
        Optional<String> unasked = whyNotAsked(channel);
        return unasked.isPresent()
                ? question.settled(channel, new Outcome.NoAnswer(unasked.get()))
                : asked(question, channel);
    }

    private Optional<String> whyNotAsked(Channel channel) {
        if (silent.getOrDefault(channel, 0) >= PATIENCE) {
            return Optional.of("not asked: " + PATIENCE + " forms before it had no answer");
        }
        return timeIsUp.getAsBoolean()
                ? Optional.of("not asked: the whole test has taken "
                        + DurationForm.write(settings.limits().whole()) + ", its limit")
                : Optional.empty();
    }

    private Finding asked(Question question, Channel channel) throws InterruptedException {
        Finding finding = begun.computeIfAbsent(channel, probers).ask(question);
        boolean answered = !finding.is(Outcome.Kind.NO_ANSWER);
        silent.put(channel, answered ? 0 : silent.getOrDefault(channel, 0) + 1);
        return finding;
    }

    private void hangUp(Channel channel) {
        Optional.ofNullable(begun.get(channel)).ifPresent(Prober::close);
    }

    @Override
    public void close() {
        begun.values().forEach(Prober::close);
    }
}
