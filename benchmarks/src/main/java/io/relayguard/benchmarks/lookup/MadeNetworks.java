package io.relayguard.benchmarks.lookup;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.IpAddress.Family;
import io.relayguard.core.net.IpNetwork;
import io.relayguard.core.net.NetworkList;
import io.relayguard.core.net.NetworkSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A list of networks, the same for the same size: by turns of IPv4, from /8 to /32, and of IPv6, from /16 to /128 in
 * 2000::/3; a third of them inside another one of the list.
 *
 * <p>The first of each family is as large as they come, so that the shortest list holds many addresses too. Of the
 * others those of one length cover a 64th of the space at most: it must not be full, or nobody is outside.
 */
final class MadeNetworks {
    private static final int SHARE_BITS = 6;

    private final SplittableRandom random = new SplittableRandom(20_261_124);
    private final Set<IpNetwork> all = new HashSet<>();

    static List<IpNetwork> of(int size) {
        MadeNetworks making = new MadeNetworks();
        Made ipv4 = new Made(Family.IPV4, 8, new ArrayList<>(), HashMultiset.create());
        Made ipv6 = new Made(Family.IPV6, 16, new ArrayList<>(), HashMultiset.create());
        List<IpNetwork> networks = new ArrayList<>(size);
        while (networks.size() < size) {
            networks.add(making.one(networks.size() % 2 == 0 ? ipv4 : ipv6));
        }
        return networks;
    }

    /** Our set of them. */
    static NetworkSet set(List<IpNetwork> networks) {
        try {
            return new NetworkList()
                    .addLines("made", networks.stream().map(IpNetwork::toString))
                    .toSet();
        } catch (InvalidNetworks wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    /** One family's, and how many of each length are in no other one on purpose. */
    private record Made(Family family, int shortest, List<IpNetwork> networks, Multiset<Integer> apart) {}

    private IpNetwork one(Made made) {
        while (true) {
            boolean nested = !made.networks.isEmpty() && random.nextInt(3) == 0;
            IpNetwork drawn = nested ? within(made.networks.get(random.nextInt(made.networks.size()))) : apart(made);
            if ((nested || mayCover(made, drawn.prefix())) && all.add(drawn)) {
                if (!nested) {
                    made.apart.add(drawn.prefix());
                }
                made.networks.add(drawn);
                return drawn;
            }
        }
    }

    private IpNetwork within(IpNetwork outer) {
        int bits = outer.first().family().bits();
        int prefix = outer.prefix() == bits ? bits : random.nextInt(outer.prefix() + 1, bits + 1);
        return IpNetwork.around(Addresses.in(outer, random), prefix);
    }

    private IpNetwork apart(Made made) {
        int prefix = made.networks.isEmpty() ? made.shortest : random.nextInt(made.shortest, made.family.bits() + 1);
        return IpNetwork.around(anywhere(made.family), prefix);
    }

    private IpAddress anywhere(Family family) {
        return Addresses.in(Addresses.space(family), random);
    }

    private static boolean mayCover(Made made, int prefix) {
        int free = prefix - Addresses.space(made.family).prefix() - SHARE_BITS;
        return made.networks.isEmpty() || free >= 31 || made.apart.count(prefix) < 1 << free;
    }
}
