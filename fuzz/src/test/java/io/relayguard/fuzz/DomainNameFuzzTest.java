package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.relayguard.core.address.DomainName;
import java.net.IDN;
import java.util.Optional;

/** {@link DomainName#parse}: no text is taken for the name of somebody else. */
class DomainNameFuzzTest {
    @FuzzTest
    void aNameIsTheOneThatItsReaderSees(byte[] input) {
        String text = Text.of(input);
        Optional<String> read = DomainName.parse(text).map(DomainName::value);

        if (PlainName.isAscii(text)) {
            assertEquals(PlainName.readAscii(text), read, text);
        }
        read.ifPresent(name -> {
            assertTrue(PlainName.isCanonical(name), name);
            assertEquals(PlainName.folded(name), PlainName.folded(text), () -> name + " of " + text);
            assertEquals(Optional.of(new DomainName(name)), DomainName.parse(name));
            assertEquals(Optional.of(new DomainName(name)), DomainName.parse(IDN.toUnicode(name) + "."));
        });
    }
}
