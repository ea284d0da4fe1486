package io.relayguard.spool.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OldestFirstTest {
    private record Named(String name, long time) {}

    private static List<String> sorted(List<Named> all) {
        OldestFirst packed = new OldestFirst();
        all.forEach(each -> packed.add(each.name(), each.time()));
        List<String> names = new ArrayList<>();
        packed.names().forEachRemaining(names::add);
        return names;
    }

    @Test
    void nothingIsNothing() {
        assertThat(sorted(List.of())).isEmpty();
    }

    @Test
    void namesComeInTheOrderOfTheirTimesToTheNanosecondWhereAFewDaysAreBetween() {
        Random random = new Random(20_261_124);
        List<Named> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(new Named("näme-" + i, 1_790_000_000_000_000_000L + random.nextLong(5L * 86_400_000_000_000L)));
        }
        List<String> expected = all.stream()
                .sorted(Comparator.comparing(Named::time))
                .map(Named::name)
                .toList();
        assertThat(sorted(all)).isEqualTo(expected);
    }

    @Test
    void anyTimesAtAllKeepTheirOrderToAThousandthOfTheirSpan() {
        List<Named> all = List.of(
                new Named("c", Long.MAX_VALUE / 2),
                new Named("a", Long.MIN_VALUE / 2 + 1),
                new Named("b", 0),
                new Named("d", Long.MAX_VALUE / 2 + Long.MAX_VALUE / 1000));
        assertThat(sorted(all)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void equalTimesLoseNoName() {
        List<Named> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(new Named("name" + i, 7));
        }
        assertThat(sorted(all))
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(Named::name).toList());
    }
}
