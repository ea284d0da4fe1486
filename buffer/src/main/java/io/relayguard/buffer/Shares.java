package io.relayguard.buffer;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many conversations each destination may have where all together would be too many: nobody's mail waits because
 * another's primary is slow.
 *
 * <p>Each may always have its equal share, and one at least; what others leave unused may be used up to three quarters
 * of the whole. Where all are in use, whoever has more than its share gives one back after its message. Threads may share
 * it.
 */
final class Shares {
    private final int most;
    private final Map<Destination, Integer> underWay = new HashMap<>();
    private final Set<Destination> refused = new LinkedHashSet<>();
    private int inAll;

    /** @param most conversations at once, over all destinations; more only where there are more destinations than that */
    Shares(int most) {
        this.most = most;
    }

    /** One more for this destination, if that is no injustice; if it is, its turn comes with {@link #end}. */
    synchronized boolean begin(Destination destination) {
        int mine = underWay.getOrDefault(destination, 0);
        boolean granted = mine < share(mine == 0 ? 1 : 0) || inAll < most / 4 * 3;
        if (granted) {
            underWay.merge(destination, 1, Integer::sum);
            inAll++;
            refused.remove(destination);
        } else {
            refused.add(destination);
        }
        return granted;
    }

    /** One less; who was refused longest ago may ask again. */
    synchronized Optional<Destination> end(Destination destination) {
        underWay.computeIfPresent(destination, (same, count) -> count == 1 ? null : count - 1);
        inAll--;
        Optional<Destination> next = refused.stream().findFirst();
        next.ifPresent(refused::remove);
        return next;
    }

    /** If this one is to give one back. */
    synchronized boolean hasTooMany(Destination destination) {
        return inAll >= most && underWay.getOrDefault(destination, 0) > share(0);
    }

    private int share(int more) {
        return Math.max(1, most / Math.max(1, underWay.size() + more));
    }
}
