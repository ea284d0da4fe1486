package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.relayguard.core.net.IpAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@link IpAddress#parse}: the addresses of the RFCs, all of them and nothing else. */
class IpAddressFuzzTest {
    /** Lower case, no zeros in front (RFC 5952 sections 4.1 and 4.3). */
    private static final Pattern CANONICAL = Pattern.compile("[0-9.]+|(?!.*(?<![0-9a-f])0[0-9a-f])[0-9a-f:]+");

    @FuzzTest
    void aTextIsTheAddressThatTheGrammarSays(byte[] input) {
        String text = Text.of(input);
        Optional<IpAddress> read = IpAddress.parse(text);

        assertEquals(PlainAddress.read(text), read.map(PlainAddress::of), text);
        read.ifPresent(IpAddressFuzzTest::isWrittenInItsOneForm);
    }

    private static void isWrittenInItsOneForm(IpAddress address) {
        String written = address.toString();
        assertEquals(Optional.of(address), IpAddress.parse(written), written);
        assertTrue(CANONICAL.matcher(written).matches(), written);
    }
}
