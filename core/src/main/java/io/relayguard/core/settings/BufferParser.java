package io.relayguard.core.settings;

import io.relayguard.core.primary.BufferLimits;
import io.relayguard.core.settings.BufferSettings.Connections;
import io.relayguard.core.settings.BufferSettings.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code <buffer>}. */
final class BufferParser {
    private static final ValueForm<Duration> RETRY = DurationForm.atMost(Duration.ofDays(1), "90s");
    private static final ValueForm<Duration> MAX_AGE = DurationForm.atMost(Duration.ofDays(100), "5d");

    private static final ValueForm<Duration> IDLE = DurationForm.atMost(Duration.ofMinutes(10), "10s");
    private static final ValueForm<Integer> CONNECTIONS = NumberForm.between(1, 1000, "a whole number");
    private static final ValueForm<Integer> PER_CONNECTION = NumberForm.between(1, 1_000_000, "a whole number");
    private static final ValueForm<Integer> MESSAGES = NumberForm.between(1, 100_000_000, "a whole number");

    private static final String OFF = "off";
    private static final ValueForm<DelayWarning> DELAY_WARNING = new ValueForm<>(
            OFF + ", or " + MAX_AGE.expected().replace("5d", "4h"),
            text -> text.equals(OFF)
                    ? Optional.of(new DelayWarning(Optional.empty()))
                    : MAX_AGE.read(text).map(after -> new DelayWarning(Optional.of(after))));

    /** What stands in the element: never, or after so long. */
    private record DelayWarning(Optional<Duration> after) {}

    private static final String PER_DESTINATION = "perDestination";

    /** Root and transport would bring the mail back to us, and ghost is James's name for mail that is dropped. */
    private static final Set<String> NO_BOUNCE_PROCESSORS = Set.of("root", "transport", "ghost");

    private static final Pattern PROCESSOR = Pattern.compile("[A-Za-z0-9._-]{1,63}");
    private static final String PROCESSOR_EXPECTED =
            "the name of a processor of its own, not root, transport or ghost, such as ";
    private static final ValueForm<String> BOUNCE_PROCESSOR =
            new ValueForm<>(PROCESSOR_EXPECTED + "bounces", BufferParser::processor);
    private static final ValueForm<Relayed> RELAYED_PROCESSOR = new ValueForm<>(
            OFF + ", or " + PROCESSOR_EXPECTED + "relayed",
            text -> text.equals(OFF)
                    ? Optional.of(Relayed.NOBODY_IS_TOLD)
                    : processor(text).map(name -> new Relayed(Optional.of(name))));

    /** What stands in the element: nobody is told, or this processor tells. */
    private record Relayed(Optional<String> processor) {
        static final Relayed NOBODY_IS_TOLD = new Relayed(Optional.empty());
    }

    private BufferParser() {}

    static BufferSettings read(ElementReader buffer, BufferSettings defaults) {
        buffer.only(
                List.of(),
                List.of(
                        "repository",
                        "node",
                        "retry",
                        "maxAge",
                        "delayWarning",
                        "connections",
                        "minFreeDisk",
                        "maxMessages",
                        "maxBytes",
                        "bounceProcessor",
                        "relayedProcessor"));
        String bounces = buffer.value("bounceProcessor", BOUNCE_PROCESSOR, defaults.bounceProcessor());
        return new BufferSettings(
                buffer.value("repository", RepositoryForm.FORM, defaults.repository()),
                buffer.value("node", NodeName.FORM, defaults.node()),
                buffer.once("retry", retry -> readRetry(retry, defaults.retry()), defaults.retry()),
                buffer.value("maxAge", MAX_AGE, defaults.maxAge()),
                buffer.value("delayWarning", DELAY_WARNING, new DelayWarning(defaults.delayWarning()))
                        .after(),
                buffer.once("connections", BufferParser::readConnections, defaults.connections()),
                readLimits(buffer, defaults.limits()),
                bounces,
                buffer.once("relayedProcessor", relayed -> readRelayed(relayed, bounces), defaults.relayedProcessor()));
    }

    private static Optional<String> processor(String text) {
        return Optional.of(text)
                .filter(name -> PROCESSOR.matcher(name).matches())
                .filter(name -> !NO_BOUNCE_PROCESSORS.contains(name.toLowerCase(Locale.ROOT)));
    }

    /** The bounce processor would tell the sender of a mail that has arrived that it has not. */
    private static Optional<String> readRelayed(ElementReader relayed, String bounces) {
        Optional<String> processor =
                relayed.text(RELAYED_PROCESSOR).orElse(Relayed.NOBODY_IS_TOLD).processor();
        if (processor.equals(Optional.of(bounces))) {
            relayed.problem("another processor than bounceProcessor, which tells senders of a failure");
        }
        return processor;
    }

    private static Connections readConnections(ElementReader connections) {
        Connections defaults = Connections.DEFAULT;
        return new Connections(
                connections.textBeside(List.of("messages", "idle"), CONNECTIONS).orElse(defaults.most()),
                connections
                        .attribute("messages", PER_CONNECTION, defaults.messages())
                        .orElse(defaults.messages()),
                connections.attribute("idle", IDLE, defaults.idle()).orElse(defaults.idle()));
    }

    private static BufferLimits readLimits(ElementReader buffer, BufferLimits defaults) {
        Limit<Integer> messages = readLimit(buffer, "maxMessages", MESSAGES, (int) defaults.messages());
        Limit<Long> octets = readLimit(buffer, "maxBytes", DataSizeForm.SOME, defaults.octets());
        return new BufferLimits(
                buffer.value("minFreeDisk", DataSizeForm.FORM, defaults.minFreeDisk()),
                messages.inAll(),
                messages.perDestination(),
                octets.inAll(),
                octets.perDestination());
    }

    /** In all, and for one destination. */
    private record Limit<T>(T inAll, T perDestination) {}

    private static <T> Limit<T> readLimit(ElementReader buffer, String name, ValueForm<T> form, T absent) {
        return buffer.once(name, limit -> readLimit(limit, form, absent), new Limit<>(absent, absent));
    }

    private static <T> Limit<T> readLimit(ElementReader limit, ValueForm<T> form, T absent) {
        T inAll = limit.textBeside(List.of(PER_DESTINATION), form).orElse(absent);
        return new Limit<>(inAll, limit.attribute(PER_DESTINATION, form, inAll).orElse(inAll));
    }

    private static Retry readRetry(ElementReader retry, Retry defaults) {
        retry.only(List.of("first", "max"), List.of());
        Optional<Duration> first = retry.attribute("first", RETRY, defaults.first());
        Optional<Duration> max = retry.attribute("max", RETRY, defaults.max());
        if (first.isEmpty() || max.isEmpty()) {
            return defaults;
        }
        if (first.get().compareTo(max.get()) > 0) {
            reportOrder(retry, first.get(), max.get());
        }
        return new Retry(first.get(), max.get());
    }

    /** Names an attribute that is written: the other one may be a default. */
    private static void reportOrder(ElementReader retry, Duration first, Duration max) {
        if (retry.has("first")) {
            retry.attributeProblem("first", "no more than max, which is " + DurationForm.write(max));
        } else {
            retry.attributeProblem("max", "no less than first, which is " + DurationForm.write(first));
        }
    }
}
