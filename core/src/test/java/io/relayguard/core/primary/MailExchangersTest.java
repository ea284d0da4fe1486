package io.relayguard.core.primary;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.primary.MailExchangers.Choice;
import io.relayguard.core.primary.MailExchangers.Exchanger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5321 section 5.1; hosts whose names begin with "us" are ourselves. */
class MailExchangersTest {
    private static List<Exchanger> records(String written) {
        return Arrays.stream(written.split(" "))
                .map(record -> record.split("/"))
                .map(parts -> new Exchanger(Integer.parseInt(parts[0]), parts[1]))
                .toList();
    }

    private static Choice choose(List<Exchanger> records, Random random) {
        return MailExchangers.choose(records, host -> host.startsWith("us"), random);
    }

    private static String written(Choice choice) {
        return choice instanceof Choice.Hosts hosts
                ? String.join(" ", hosts.inOrder())
                : choice.getClass().getSimpleName();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "10/a, a",
        "20/b 10/a 30/c, a b c",
        "0/a 65535/b, a b",
        // ourselves, our equals and all that are worse are dropped
        "10/a 20/us, a",
        "10/a 20/us 20/b 30/c, a",
        "30/c 20/us 10/a 15/b, a b",
        // we stand there twice: the better place counts
        "10/a 20/us1 30/us2 25/b, a",
        "10/a 30/us2 20/us1, a",
        // we are among equals only; we are the worst of all
        "10/a 10/b 10/us, OnlyOurselves",
        "5/a 10/b 50/us, a b",
        // nobody is left
        "10/us, OnlyOurselves",
        "10/us 10/a, OnlyOurselves",
        "10/us 20/a, OnlyOurselves",
        // a host that stands there twice is tried once
        "10/a 20/a, a",
        "20/a 10/b 10/b, b a",
        // null MX (RFC 7505), which should stand alone
        "10/., NullMx",
        "10/us 20/., NullMx",
        "0/., NullMx",
        "0/. 10/a, NullMx",
    })
    void choosesWhatTheTableSays(String records, String choice) {
        assertThat(written(choose(records(records), new Random(1)))).isEqualTo(choice);
    }

    @Test
    void everyOrderOfATieComesUpAboutAsOften() {
        Random random = new Random(20_261_124);
        Map<String, Integer> seen = new HashMap<>();
        for (int round = 0; round < 6_000; round++) {
            seen.merge(written(choose(records("10/a 10/b 10/c 20/d"), random)), 1, Integer::sum);
        }
        assertThat(seen).containsOnlyKeys("a b c d", "a c b d", "b a c d", "b c a d", "c a b d", "c b a d");
        assertThat(seen.values()).allMatch(times -> times > 800 && times < 1_200);
    }

    @Test
    void sameSeedSameOrder() {
        List<Exchanger> records = records("10/a 10/b 10/c 10/d 10/e 10/f");
        assertThat(written(choose(records, new Random(7)))).isEqualTo(written(choose(records, new Random(7))));
    }

    /** Held against the rule as RFC 5321 puts it: no worse or equal host than ourselves, no better one left out. */
    @Test
    void keepsAllThatAreBetterThanUsInOrderAndNobodyElse() {
        Random random = new Random(20_261_124);
        for (int round = 0; round < 20_000; round++) {
            List<Exchanger> records = new ArrayList<>();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                records.add(
                        new Exchanger(random.nextInt(5), (random.nextInt(4) == 0 ? "us" : "host") + random.nextInt(9)));
            }
            hold(records, choose(records, random));
        }
    }

    private static void hold(List<Exchanger> records, Choice choice) {
        int ours = records.stream()
                .filter(record -> record.host().startsWith("us"))
                .mapToInt(Exchanger::preference)
                .min()
                .orElse(Integer.MAX_VALUE);
        Map<String, Integer> better = new HashMap<>();
        records.stream()
                .filter(record -> record.preference() < ours)
                .forEach(record -> better.merge(record.host(), record.preference(), Math::min));
        if (better.isEmpty()) {
            assertThat(choice).isEqualTo(new Choice.OnlyOurselves());
            return;
        }
        List<String> hosts = ((Choice.Hosts) choice).inOrder();
        Set<String> each = new HashSet<>(hosts);
        assertThat(hosts).hasSameSizeAs(each);
        assertThat(each).isEqualTo(better.keySet());
        assertThat(hosts.stream().map(better::get).toList()).isSorted();
    }
}
