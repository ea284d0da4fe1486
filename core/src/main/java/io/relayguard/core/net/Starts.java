package io.relayguard.core.net;

import java.util.Arrays;

/**
 * Numbers in ascending order, by position, in 20 bytes for 16 of them: one word, and how far each is beyond it in a byte.
 *
 * <p>Where they are further apart, the word is a note where the 16 stand as whole numbers.
 */
final class Starts {
    private static final int GROUP_BITS = 4;
    private static final int GROUP = 1 << GROUP_BITS;
    private static final int ROW = 1 + GROUP / Integer.BYTES;
    private static final int FURTHEST = 0xff;

    /** By group: the first number and then the bytes, four in a word; or the complement of a place among the whole ones. */
    private final int[] rows;

    private final int[] whole;

    private Starts(int[] rows, int[] whole) {
        this.rows = rows;
        this.whole = whole;
    }

    /** The numbers are not negative. */
    static Starts of(int[] numbers) {
        int groups = (numbers.length + GROUP - 1) / GROUP;
        int[] rows = new int[groups * ROW];
        int[] whole = new int[GROUP];
        int used = 0;
        for (int group = 0; group < groups; group++) {
            int from = group * GROUP;
            int end = Math.min(from + GROUP, numbers.length);
            if (numbers[end - 1] - numbers[from] <= FURTHEST) {
                pack(numbers, from, end, rows, group * ROW);
            } else {
                whole = used + GROUP > whole.length ? Arrays.copyOf(whole, whole.length * 2) : whole;
                System.arraycopy(numbers, from, whole, used, end - from);
                rows[group * ROW] = ~used;
                used += GROUP;
            }
        }
        return new Starts(rows, Arrays.copyOf(whole, used));
    }

    private static void pack(int[] numbers, int from, int end, int[] rows, int row) {
        rows[row] = numbers[from];
        for (int position = 0; position < end - from; position++) {
            rows[row + word(position)] |= (numbers[from + position] - numbers[from]) << shift(position);
        }
    }

    int at(int position) {
        int row = (position >>> GROUP_BITS) * ROW;
        int inGroup = position & (GROUP - 1);
        int first = rows[row];
        return first < 0
                ? whole[~first + inGroup]
                : first + ((rows[row + word(inGroup)] >>> shift(inGroup)) & FURTHEST);
    }

    private static int word(int inGroup) {
        return 1 + inGroup / Integer.BYTES;
    }

    private static int shift(int inGroup) {
        return inGroup % Integer.BYTES * Byte.SIZE;
    }
}
