package io.relayguard.core.net;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Notices an internal address that nearly everybody comes from, under ever other names: a NAT gateway, a balancer or a
 * container bridge, behind which every stranger is an insider.
 *
 * <p>Looks at the connections of the last hour, five minutes more or less. A server that few connect to is left in
 * peace. Memory is bounded: so many addresses for each five minutes, so many names for each address. Threads may share
 * an instance.
 */
public final class GatewayWatch {
    /** Fewer connections in an hour prove nothing. */
    public static final int FEWEST_CONNECTIONS = 100;

    /** One mail server greets with one name, or a few; fewer than these are not "many different". */
    public static final int FEWEST_NAMES = 10;

    private static final int SLICES = 12;
    private static final long SLICE_MILLIS = 5 * 60_000L;
    private static final int MOST_ADDRESSES = 10_000;

    private final GatewayAlarm alarm;
    private final Deque<Slice> slices = new ArrayDeque<>();

    /** What was noticed: so many of all connections came from this address, under so many names at least. */
    public record Suspicion(IpAddress client, int connections, int all, int names) {}

    /** Five minutes. */
    private static final class Slice {
        private final long number;
        private final Map<IpAddress, Visits> internal = new HashMap<>();
        private int all;

        private Slice(long number) {
            this.number = number;
        }
    }

    /** What one address did; the names by their hash, which is enough to count them. */
    private static final class Visits {
        private final Set<Integer> names = new HashSet<>();
        private int connections;

        private void add(Visits other) {
            connections += other.connections;
            names.addAll(other.names);
        }
    }

    public GatewayWatch(GatewayAlarm alarm) {
        this.alarm = alarm;
    }

    /**
     * Counts a connection.
     *
     * @param internal if the client's address is inside
     * @param helo what it greeted with; empty if it did not
     * @param millis now
     */
    public synchronized void connected(IpAddress client, boolean internal, String helo, long millis) {
        if (!alarm.isOn()) {
            return;
        }
        Slice now = current(millis);
        now.all++;
        Visits visits = now.internal.get(client);
        if (visits == null && internal && now.internal.size() < MOST_ADDRESSES) {
            visits = new Visits();
            now.internal.put(client, visits);
        }
        if (visits != null) {
            visits.connections++;
            if (visits.names.size() < FEWEST_NAMES) {
                visits.names.add(helo.toLowerCase(Locale.ROOT).hashCode());
            }
        }
    }

    private Slice current(long millis) {
        dropOld(millis);
        Slice last = slices.peekLast();
        long number = millis / SLICE_MILLIS;
        if (last == null || last.number < number) {
            last = new Slice(number);
            slices.addLast(last);
        }
        return last;
    }

    private void dropOld(long millis) {
        long oldest = millis / SLICE_MILLIS - SLICES;
        while (!slices.isEmpty() && slices.getFirst().number <= oldest) {
            slices.removeFirst();
        }
    }

    /** The address that is suspicious now, if there is one: more than half of all cannot be two. */
    public synchronized Optional<Suspicion> suspicion(long millis) {
        dropOld(millis);
        int all = slices.stream().mapToInt(slice -> slice.all).sum();
        if (!alarm.isOn() || all < FEWEST_CONNECTIONS) {
            return Optional.empty();
        }
        Map<IpAddress, Visits> sums = new HashMap<>();
        slices.forEach(slice -> slice.internal.forEach((address, visits) ->
                sums.computeIfAbsent(address, first -> new Visits()).add(visits)));
        return sums.entrySet().stream()
                .filter(entry -> entry.getValue().connections * 100L >= (long) alarm.percent() * all)
                .filter(entry -> entry.getValue().names.size() >= FEWEST_NAMES)
                .map(entry -> new Suspicion(
                        entry.getKey(),
                        entry.getValue().connections,
                        all,
                        entry.getValue().names.size()))
                .findAny();
    }
}
