package io.relayguard.benchmarks.lookup;

import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.IpAddress.Family;
import io.relayguard.core.net.IpNetwork;
import io.relayguard.core.net.NetworkSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Who is asked for: addresses that are all different, half of them of IPv4, half of either family inside.
 *
 * <p>There are as many at every size of list, more than any cache holds what they lead to, so that a long list pays for
 * its length alone. Those inside are anywhere in a network of the list; of those outside half are anywhere, and half
 * would be inside if one bit were another.
 */
final class Addresses {
    static final int ASKED = 1 << 16;

    private static final IpNetwork IPV4 = new IpNetwork(new IpAddress(Family.IPV4, 0, 0), 0);
    private static final IpNetwork GLOBAL = new IpNetwork(new IpAddress(Family.IPV6, 0x2000_0000_0000_0000L, 0), 3);

    private final SplittableRandom random = new SplittableRandom(42);
    private final List<IpNetwork> networks;
    private final NetworkSet set;
    private final Set<IpAddress> all = new HashSet<>();

    private Addresses(List<IpNetwork> networks, NetworkSet set) {
        this.networks = networks;
        this.set = set;
    }

    /** Where the addresses of a family come from. */
    static IpNetwork space(Family family) {
        return switch (family) {
            case IPV4 -> IPV4;
            case IPV6 -> GLOBAL;
        };
    }

    /** Any address of the network. */
    static IpAddress in(IpNetwork network, SplittableRandom random) {
        IpAddress first = network.first();
        int free = first.family().bits() - network.prefix();
        long high = free <= 64 ? 0 : random.nextLong() & lowest(free - 64);
        return new IpAddress(first.family(), first.high() | high, first.low() | (random.nextLong() & lowest(free)));
    }

    private static long lowest(int bits) {
        return bits >= 64 ? -1 : (1L << bits) - 1;
    }

    static List<IpAddress> asked(List<IpNetwork> networks) {
        Addresses drawing = new Addresses(networks, MadeNetworks.set(networks));
        List<IpAddress> asked = new ArrayList<>();
        for (Family family : Family.values()) {
            drawing.addInside(family, asked);
            drawing.addOutside(family, asked);
        }
        Collections.shuffle(asked, new Random(7));
        return asked.stream().map(Addresses::anew).toList();
    }

    /** Beside its neighbours in memory: a client's address was read a moment ago, so that finding it costs nothing. */
    private static IpAddress anew(IpAddress address) {
        return new IpAddress(address.family(), address.high(), address.low());
    }

    private void addInside(Family family, List<IpAddress> asked) {
        List<IpNetwork> ofFamily = ofFamily(family);
        for (int added = 0; added < ASKED / 4; ) {
            IpAddress drawn = in(oneOf(ofFamily), random);
            if (all.add(drawn)) {
                asked.add(drawn);
                added++;
            }
        }
    }

    private void addOutside(Family family, List<IpAddress> asked) {
        List<IpNetwork> ofFamily = ofFamily(family);
        for (int added = 0; added < ASKED / 4; ) {
            IpAddress drawn = random.nextBoolean() ? in(space(family), random) : beside(oneOf(ofFamily));
            if (!set.contains(drawn) && all.add(drawn)) {
                asked.add(drawn);
                added++;
            }
        }
    }

    private List<IpNetwork> ofFamily(Family family) {
        return networks.stream()
                .filter(network -> network.first().family() == family)
                .toList();
    }

    private IpNetwork oneOf(List<IpNetwork> ofFamily) {
        return ofFamily.get(random.nextInt(ofFamily.size()));
    }

    /** One of the bits that the prefix fixes is the other way round, and none of those that all addresses share. */
    private IpAddress beside(IpNetwork network) {
        IpAddress near = in(network, random);
        Family family = near.family();
        int bit = random.nextInt(
                family.bits() - network.prefix(), family.bits() - space(family).prefix());
        return new IpAddress(
                family, near.high() ^ (bit < 64 ? 0 : 1L << (bit - 64)), near.low() ^ (bit < 64 ? 1L << bit : 0));
    }
}
