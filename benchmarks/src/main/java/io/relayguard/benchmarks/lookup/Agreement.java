package io.relayguard.benchmarks.lookup;

import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.IpNetwork;
import io.relayguard.core.net.NetworkSet;
import java.util.List;
import org.apache.james.dnsservice.library.netmatcher.NetMatcher;

/** Whether all sides answer alike, before anybody is timed: a wrong answer is fast. */
final class Agreement {
    /** So many networks James's own goes through without making one wait. */
    private static final int MOST_FOR_NET_MATCHER = 1_000;

    private Agreement() {}

    /** The trie has to agree with us; about James's own it is only said how often it does not. */
    static void check(int size) {
        List<IpNetwork> networks = MadeNetworks.of(size);
        NetworkSet ours = MadeNetworks.set(networks);
        Trie trie = Trie.of(networks);
        List<IpAddress> asked = Addresses.asked(networks);
        for (IpAddress address : asked) {
            if (ours.contains(address) != trie.contains(Trie.address(address))) {
                throw new IllegalStateException("of " + size + " networks, " + address + " is "
                        + (ours.contains(address) ? "inside" : "outside") + " for us, and not for the trie");
            }
        }
        if (size <= MOST_FOR_NET_MATCHER) {
            NetMatcher matcher = JamesMatcher.of(networks);
            long wrong = asked.stream()
                    .filter(address ->
                            ours.contains(address) != matcher.matchInetNetwork(JamesMatcher.address(address)))
                    .count();
            System.out.printf(
                    "NetMatcher's answer is another one for %,d of %,d addresses at %,d networks%n",
                    wrong, asked.size(), size);
        }
    }
}
