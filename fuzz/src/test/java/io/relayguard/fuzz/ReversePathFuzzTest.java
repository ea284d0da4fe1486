package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.relayguard.core.address.MailHost;
import io.relayguard.core.address.ReversePath;

/** {@link ReversePath#parse}: only nothing is the null reverse-path, and a sender is where its address says. */
class ReversePathFuzzTest {
    @FuzzTest
    void onlyNothingIsNullAndItIsReadAsItIsWritten(byte[] input) {
        String path = Text.of(input);
        ReversePath read = ReversePath.parse(path);

        assertEquals(path.matches("[ \t]*(?:<>)?[ \t]*"), read.isNull(), path);
        assertEquals(read, ReversePath.parse(read.toString()), path);
        assertEquals(MailHost.of(PlainRecipient.read(read.address()).domain()), read.host(), path);
    }
}
