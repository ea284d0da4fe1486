package io.relayguard.core.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The set answers as the slow rule does: of all entries that cover the address, the one with the longest prefix. */
class NetworkSetLawTest {
    private static final int LISTS = 2_000;
    private static final int QUESTIONS = 50;

    private final Random random = new Random(20_261_124);

    /** An entry as plain numbers, judged by shifting, with nothing of the code under test. */
    private record Naive(boolean ipv4, BigInteger bits, int prefix, boolean excluded) {
        int width() {
            return ipv4 ? 32 : 128;
        }

        boolean covers(boolean alsoIpv4, BigInteger address) {
            int rest = width() - prefix;
            return ipv4 == alsoIpv4 && address.shiftRight(rest).equals(bits.shiftRight(rest));
        }

        String written() {
            int rest = width() - prefix;
            String first = literal(ipv4, bits.shiftRight(rest).shiftLeft(rest));
            return (excluded ? "!" : "") + first + "/" + prefix;
        }

        boolean sameNetwork(Naive other) {
            return prefix == other.prefix && covers(other.ipv4, other.bits);
        }
    }

    @Test
    void theMostSpecificEntryDecidesForEveryListAndAddress() throws InvalidNetworks {
        for (int list = 0; list < LISTS; list++) {
            List<Naive> entries = entries();
            String written = entries.stream().map(Naive::written).collect(Collectors.joining(", "));
            NetworkSet set = written.isEmpty() ? NetworkSet.EMPTY : NetworkSet.parse("law", written);
            for (int question = 0; question < QUESTIONS; question++) {
                ask(set, entries, written);
            }
        }
    }

    private void ask(NetworkSet set, List<Naive> entries, String written) {
        boolean ipv4 = random.nextBoolean();
        BigInteger bits = addressNear(ipv4, entries);
        Optional<Naive> decides =
                entries.stream().filter(entry -> entry.covers(ipv4, bits)).max(Comparator.comparingInt(Naive::prefix));
        IpAddress address = IpAddress.parse(literal(ipv4, bits)).orElseThrow();

        boolean contained = decides.isPresent() && !decides.get().excluded();
        Optional<Integer> prefix = decides.map(Naive::prefix);
        Optional<Integer> decided =
                set.decidedBy(address).map(entry -> entry.network().prefix());
        assertTrue(set.contains(address) == contained && decided.equals(prefix), () -> address + " in " + written);
    }

    private List<Naive> entries() {
        List<Naive> entries = new ArrayList<>();
        int size = random.nextInt(30);
        while (entries.size() < size) {
            boolean ipv4 = random.nextBoolean();
            BigInteger bits = addressNear(ipv4, entries);
            Naive entry = new Naive(ipv4, bits, random.nextInt(ipv4 ? 33 : 129), random.nextBoolean());
            if (!isMapped(entry) && entries.stream().noneMatch(entry::sameNetwork)) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Mostly in or beside a network that is there already: its first address, its last one, one off, one bit off. */
    private BigInteger addressNear(boolean ipv4, List<Naive> entries) {
        int width = ipv4 ? 32 : 128;
        List<Naive> family =
                entries.stream().filter(entry -> entry.ipv4() == ipv4).toList();
        if (family.isEmpty() || random.nextInt(5) == 0) {
            return unmapped(ipv4, new BigInteger(width, random));
        }
        Naive entry = family.get(random.nextInt(family.size()));
        int rest = width - entry.prefix();
        BigInteger first = entry.bits().shiftRight(rest).shiftLeft(rest);
        BigInteger size = BigInteger.ONE.shiftLeft(rest);
        BigInteger near = switch (random.nextInt(6)) {
            case 0 -> first;
            case 1 -> first.add(size).subtract(BigInteger.ONE);
            case 2 -> first.add(size);
            case 3 -> first.subtract(BigInteger.ONE);
            case 4 -> entry.bits().flipBit(random.nextInt(width));
            default -> first.add(new BigInteger(rest, random));
        };
        return unmapped(ipv4, near.mod(BigInteger.ONE.shiftLeft(width)));
    }

    private static BigInteger unmapped(boolean ipv4, BigInteger bits) {
        return !ipv4 && bits.shiftRight(32).equals(BigInteger.valueOf(0xffff)) ? bits.setBit(127) : bits;
    }

    private static boolean isMapped(Naive entry) {
        int rest = entry.width() - entry.prefix();
        BigInteger first = entry.bits().shiftRight(rest).shiftLeft(rest);
        return !entry.ipv4() && first.shiftRight(32).equals(BigInteger.valueOf(0xffff));
    }

    private static String literal(boolean ipv4, BigInteger bits) {
        if (ipv4) {
            long number = bits.longValueExact();
            return (number >>> 24) + "." + (number >>> 16 & 255) + "." + (number >>> 8 & 255) + "." + (number & 255);
        }
        ByteBuffer octets = ByteBuffer.allocate(16)
                .putLong(bits.shiftRight(64).longValue())
                .putLong(bits.longValue())
                .flip();
        List<String> groups = new ArrayList<>();
        while (octets.hasRemaining()) {
            groups.add(Integer.toHexString(Short.toUnsignedInt(octets.getShort())));
        }
        return String.join(":", groups);
    }
}
