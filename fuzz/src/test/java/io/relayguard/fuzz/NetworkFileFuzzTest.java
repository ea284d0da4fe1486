package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.NetworkList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@link NetworkList#addLines}: a file of networks, one a line; every wrong line is named, and no other. */
class NetworkFileFuzzTest {
    private static final int LONGEST_MESSAGE = 1000;

    /** Beyond these the file is taken for no list at all, and the rest is counted. */
    private static final int NAMED_AT_MOST = 100;

    @FuzzTest
    void theLinesThatAreRefusedAreTheWrongOnes(byte[] input) {
        List<String> lines = Text.of(input).lines().toList();
        PlainList plain = new PlainList().addLines(lines);
        try {
            NetworkLaws.holds(
                    plain, new NetworkList().addLines("fuzz", lines.stream()).toSet());
            assertEquals(Set.of(), plain.wrong);
        } catch (InvalidNetworks refused) {
            refused.problems().forEach(problem -> Messages.check(problem.toString(), LONGEST_MESSAGE));
            if (plain.wrong.size() <= NAMED_AT_MOST) {
                assertEquals(plain.wrong, named(refused));
            }
        }
    }

    private static Set<Integer> named(InvalidNetworks refused) {
        Set<Integer> named = new TreeSet<>();
        refused.problems()
                .forEach(problem -> named.add(Integer.valueOf(problem.place().replaceFirst("^fuzz line ", ""))));
        return named;
    }
}
