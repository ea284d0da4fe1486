package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.NetworkSet;

/** {@link NetworkSet#parse}: the networks of an element, {@code 10.0.0.0/8, !10.9.9.9}. */
class NetworkTextFuzzTest {
    private static final int LONGEST_MESSAGE = 1000;

    @FuzzTest
    void theMostSpecificEntryDecidesAndAWrongListIsRefused(byte[] input) {
        String text = Text.of(input);
        PlainList plain = new PlainList().addText(text);
        try {
            NetworkSet set = NetworkSet.parse("fuzz", text);
            assertTrue(plain.wrong.isEmpty(), text);
            NetworkLaws.holds(plain, set);
        } catch (InvalidNetworks refused) {
            assertFalse(plain.wrong.isEmpty(), () -> refused.getMessage() + " in " + text);
            refused.problems().forEach(problem -> {
                assertEquals("fuzz", problem.place());
                Messages.check(problem.toString(), LONGEST_MESSAGE);
            });
        }
    }
}
