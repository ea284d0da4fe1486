package io.relayguard.core.settings;

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

    private static final Pattern ONE_TO_1000 = Pattern.compile("[1-9][0-9]{0,2}|1000");
    private static final ValueForm<Integer> CONNECTIONS = new ValueForm<>(
            "a whole number from 1 to 1000, such as 20",
            text -> Optional.of(text)
                    .filter(number -> ONE_TO_1000.matcher(number).matches())
                    .map(Integer::valueOf));

    /** Root and transport would bring the mail back to us, and ghost is James's name for mail that is dropped. */
    private static final Set<String> NO_BOUNCE_PROCESSORS = Set.of("root", "transport", "ghost");

    private static final Pattern PROCESSOR = Pattern.compile("[A-Za-z0-9._-]{1,63}");
    private static final ValueForm<String> BOUNCE_PROCESSOR = new ValueForm<>(
            "the name of a processor of its own, not root, transport or ghost, such as bounces",
            text -> Optional.of(text)
                    .filter(name -> PROCESSOR.matcher(name).matches())
                    .filter(name -> !NO_BOUNCE_PROCESSORS.contains(name.toLowerCase(Locale.ROOT))));

    private BufferParser() {}

    static BufferSettings read(ElementReader buffer, BufferSettings defaults) {
        buffer.only(List.of(), List.of("repository", "node", "retry", "maxAge", "connections", "bounceProcessor"));
        return new BufferSettings(
                buffer.value("repository", RepositoryForm.FORM, defaults.repository()),
                buffer.value("node", NodeName.FORM, defaults.node()),
                buffer.once("retry", retry -> readRetry(retry, defaults.retry()), defaults.retry()),
                buffer.value("maxAge", MAX_AGE, defaults.maxAge()),
                buffer.value("connections", CONNECTIONS, defaults.connections()),
                buffer.value("bounceProcessor", BOUNCE_PROCESSOR, defaults.bounceProcessor()));
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
