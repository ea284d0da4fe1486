package io.relayguard.core.address;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A number for each of up to some millions of domain names, such as the line that a name stands in.
 *
 * <p>Takes 13 bytes for a name and one for each of its characters. A subdomain is a name of its own. Immutable, safe for
 * many threads.
 *
 * <p>A name's hash leads to a slot with the offset of a name; if that is another name, the next slot is asked, up to an
 * empty one. At most half of the slots are taken, so that one or two are asked.
 */
public final class DomainTable {
    public static final DomainTable EMPTY = new Builder().build();

    private static final int FREE = -1;

    private final PackedNames names;
    private final int[] slots;
    private final int size;

    /** One name and its number. */
    public record Entry(DomainName name, int number) {}

    private DomainTable(PackedNames names, int[] slots, int size) {
        this.names = names;
        this.slots = slots;
        this.size = size;
    }

    /** The number of this name; empty if it is not in the table. */
    public OptionalInt find(DomainName name) {
        int offset = slots[slot(names, slots, name.value())];
        return offset == FREE ? OptionalInt.empty() : OptionalInt.of(names.number(offset));
    }

    public int size() {
        return size;
    }

    /** All names in the order in which they were added. */
    public Stream<Entry> entries() {
        return offsets(names).mapToObj(offset -> new Entry(new DomainName(names.name(offset)), names.number(offset)));
    }

    /** A summary: a table may hold a million names. */
    @Override
    public String toString() {
        return "DomainTable[" + size + " names]";
    }

    private static IntStream offsets(PackedNames names) {
        return IntStream.iterate(0, offset -> offset < names.end(), names::next);
    }

    /** The slot that leads to the name, or the free one that would. */
    private static int slot(PackedNames names, int[] slots, String name) {
        int slot = (int) (((hash(name) >>> 32) * slots.length) >>> 32);
        while (slots[slot] != FREE && !names.isAt(slots[slot], name)) {
            slot = slot + 1 == slots.length ? 0 : slot + 1;
        }
        return slot;
    }

    /** FNV-1a in 64 bits; the last factor, MurmurHash3's, spreads it over the upper half, which chooses the slot. */
    private static long hash(String name) {
        long hash = 0xcbf2_9ce4_8422_2325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100_0000_01b3L;
        }
        return hash * 0xff51_afd7_ed55_8ccdL;
    }

    private static int[] slotsFor(PackedNames names, int room) {
        int[] slots = new int[Math.addExact(Math.multiplyExact(room, 2), 1)];
        Arrays.fill(slots, FREE);
        offsets(names).forEach(offset -> slots[slot(names, slots, names.name(offset))] = offset);
        return slots;
    }

    /** Takes each name once. Used by one thread. */
    public static final class Builder {
        private final PackedNames names = PackedNames.none();
        private int[] slots = slotsFor(names, 8);
        private int size;

        /** Adds a name; if it is there already nothing changes, and the answer is the number that it has. */
        public OptionalInt add(DomainName name, int number) {
            int slot = slot(names, slots, name.value());
            if (slots[slot] != FREE) {
                return OptionalInt.of(names.number(slots[slot]));
            }
            slots[slot] = names.append(name, number);
            size++;
            if (size > slots.length / 2) {
                slots = slotsFor(names, Math.multiplyExact(size, 2));
            }
            return OptionalInt.empty();
        }

        /** The table of what was added so far. */
        public DomainTable build() {
            PackedNames all = names.trimmed();
            return new DomainTable(all, slotsFor(all, size), size);
        }
    }
}
