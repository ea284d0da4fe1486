package io.relayguard.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTableTest {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_";

    private final Random random = new Random(20_261_124);

    @Test
    void theEmptyTableHoldsNoName() {
        assertThat(DomainTable.EMPTY.size()).isZero();
        assertThat(DomainTable.EMPTY.find(name("example.org"))).isEmpty();
        assertThat(DomainTable.EMPTY.entries()).isEmpty();
        assertThat(DomainTable.EMPTY).hasToString("DomainTable[0 names]");
    }

    @Test
    void aNameIsFoundAndNothingThatResemblesIt() {
        DomainTable table = table(name("example.org"));

        assertThat(table.find(name("example.org"))).hasValue(0);
        for (String other :
                List.of("example.or", "example.orga", "xample.org", "a.example.org", "org", "example.orh")) {
            assertThat(table.find(name(other))).as(other).isEmpty();
        }
    }

    @Test
    void aNameKeepsItsFirstNumber() {
        DomainTable.Builder builder = new DomainTable.Builder();

        assertThat(builder.add(name("example.org"), 3)).isEmpty();
        assertThat(builder.add(name("example.net"), 4)).isEmpty();
        assertThat(builder.add(name("example.org"), 5)).hasValue(3);

        DomainTable table = builder.build();
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.find(name("example.org"))).hasValue(3);
        assertThat(table.entries())
                .containsExactly(
                        new DomainTable.Entry(name("example.org"), 3), new DomainTable.Entry(name("example.net"), 4));
    }

    @Test
    void aTableDoesNotChangeWhileItsBuilderGoesOn() {
        DomainTable.Builder builder = new DomainTable.Builder();
        builder.add(name("example.org"), 1);
        DomainTable before = builder.build();

        builder.add(name("example.net"), 2);

        assertThat(before.size()).isEqualTo(1);
        assertThat(before.find(name("example.net"))).isEmpty();
        assertThat(before.entries()).hasSize(1);
        assertThat(builder.build().find(name("example.net"))).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 255, 256, 0x0102_0304, Integer.MAX_VALUE})
    void everyNumberComesBackAsItWas(int number) {
        DomainTable.Builder builder = new DomainTable.Builder();
        builder.add(name("example.org"), number);

        assertThat(builder.build().find(name("example.org"))).hasValue(number);
        assertThat(builder.build().entries()).map(DomainTable.Entry::number).containsExactly(number);
    }

    @Test
    void theShortestAndTheLongestNameFit() {
        String label = "a".repeat(63);
        DomainName longest = name(String.join(".", label, label, label, "b".repeat(61)));

        DomainTable table = table(longest, name("a"));

        assertThat(table.find(longest)).hasValue(0);
        assertThat(table.find(name("a"))).hasValue(1);
        assertThat(table.entries().map(DomainTable.Entry::name)).containsExactly(longest, name("a"));
    }

    /** Of every size from 0 on, so that each growth is passed, with names that share most of their characters. */
    @Test
    void theTableAnswersAsAMapDoes() {
        for (int size = 0; size < 400; size++) {
            isAsItsModel(size, 2);
        }
        isAsItsModel(100_000, 12);
    }

    private void isAsItsModel(int size, int longest) {
        Map<DomainName, Integer> model = new LinkedHashMap<>();
        DomainTable.Builder builder = new DomainTable.Builder();
        for (int number = 0; number < size; number++) {
            DomainName name = randomName(longest);
            Integer earlier = model.putIfAbsent(name, number);
            assertThat(builder.add(name, number))
                    .isEqualTo(earlier == null ? OptionalInt.empty() : OptionalInt.of(earlier));
        }
        DomainTable table = builder.build();

        assertThat(table.size()).isEqualTo(model.size());
        assertThat(table.entries().toList())
                .isEqualTo(model.entrySet().stream()
                        .map(entry -> new DomainTable.Entry(entry.getKey(), entry.getValue()))
                        .toList());
        model.forEach((name, number) -> assertThat(table.find(name)).hasValue(number));
        for (int question = 0; question < size; question++) {
            DomainName name = randomName(longest);
            assertThat(table.find(name).stream().boxed().findFirst()).isEqualTo(Optional.ofNullable(model.get(name)));
        }
    }

    private DomainName randomName(int longest) {
        StringBuilder name = new StringBuilder();
        for (int length = 1 + random.nextInt(longest); length > 0; length--) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name(name + (random.nextBoolean() ? ".example" : ".example.org"));
    }

    private static DomainTable table(DomainName... names) {
        DomainTable.Builder builder = new DomainTable.Builder();
        Stream.of(names).forEach(name -> builder.add(name, builder.build().size()));
        return builder.build();
    }

    private static DomainName name(String value) {
        return new DomainName(value);
    }
}
