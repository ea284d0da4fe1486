package io.relayguard.core.primary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Which of a domain's mail exchangers to try, and in which order (RFC 5321 section 5.1). */
public final class MailExchangers {
    private static final String NULL_MX = ".";

    /** One MX record: the lower preference comes first; the host as DNS gives it, {@code .} for a null MX. */
    public record Exchanger(int preference, String host) {}

    /** What the records say. */
    public sealed interface Choice {
        /** Try these, in this order; never empty. */
        record Hosts(List<String> inOrder) implements Choice {}

        /** The domain takes no mail (RFC 7505): for a relay domain that is a mistake in somebody's configuration. */
        record NullMx() implements Choice {}

        /** All that is left once we and all that are worse than us are gone is nobody. */
        record OnlyOurselves() implements Choice {}
    }

    private MailExchangers() {}

    /**
     * Sorts by preference, shuffles ties, drops ourselves, all of our preference and all that are worse.
     *
     * @param exchangers at least one
     * @param isOurselves if a host's name, or an address it resolves to, is one of ours
     */
    public static Choice choose(List<Exchanger> exchangers, Predicate<String> isOurselves, RandomGenerator randomness) {
        if (exchangers.stream().anyMatch(exchanger -> exchanger.host().equals(NULL_MX))) {
            return new Choice.NullMx();
        }
        OptionalInt ours = exchangers.stream()
                .filter(exchanger -> isOurselves.test(exchanger.host()))
                .mapToInt(Exchanger::preference)
                .min();
        List<Exchanger> better = new ArrayList<>(exchangers);
        better.removeIf(exchanger -> ours.isPresent() && exchanger.preference() >= ours.getAsInt());
        if (better.isEmpty()) {
            return new Choice.OnlyOurselves();
        }
        shuffle(better, randomness);
        better.sort(Comparator.comparingInt(Exchanger::preference));
        return new Choice.Hosts(better.stream().map(Exchanger::host).distinct().toList());
    }

    private static void shuffle(List<Exchanger> exchangers, RandomGenerator randomness) {
        for (int i = exchangers.size() - 1; i > 0; i--) {
            Collections.swap(exchangers, i, randomness.nextInt(i + 1));
        }
    }
}
