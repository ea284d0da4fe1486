package io.relayguard.core.net;

import java.util.Arrays;

/**
 * Sorts entries by their numbers: merge sort, without an object for each entry.
 *
 * <p>Equal networks stay in the order of writing, and a list that is in order already is only looked through.
 */
final class EntryOrder {
    private final Entries entries;
    private final int[] order;
    private final int[] lower;

    private EntryOrder(Entries entries) {
        this.entries = entries;
        this.order = new int[entries.size()];
        this.lower = new int[entries.size() / 2];
        Arrays.setAll(order, entry -> entry);
    }

    static int[] of(Entries entries) {
        EntryOrder sorting = new EntryOrder(entries);
        sorting.sort(0, entries.size());
        return sorting.order;
    }

    private void sort(int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(from, middle);
        sort(middle, to);
        if (entries.compare(order[middle - 1], order[middle]) > 0) {
            merge(from, middle, to);
        }
    }

    private void merge(int from, int middle, int to) {
        int waiting = middle - from;
        System.arraycopy(order, from, lower, 0, waiting);
        int left = 0;
        int right = middle;
        for (int next = from; left < waiting; next++) {
            boolean takesRight = right < to && entries.compare(order[right], lower[left]) < 0;
            order[next] = takesRight ? order[right++] : lower[left++];
        }
    }
}
