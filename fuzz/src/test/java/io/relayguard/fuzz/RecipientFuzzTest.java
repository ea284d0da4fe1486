package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.relayguard.core.address.Recipient;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** {@link Recipient#parse}: whatever RCPT names, it has one reading. */
class RecipientFuzzTest {
    private static final Pattern ROUTE = Pattern.compile("(?s)[ \t]*<?(?:@.*:)?");
    private static final Pattern END = Pattern.compile(">?[ \t]*");

    @FuzzTest
    void aPathIsCutAtTheLastAtThatIsNotQuoted(byte[] input) {
        String path = Text.of(input);
        Recipient read = Recipient.parse(path);

        PlainRecipient plain = PlainRecipient.read(path);
        assertEquals(plain, new PlainRecipient(read.localPart(), read.domain()), path);
        assertEquals(hides(read.localPart()), read.hidesAnotherAddress(), path);
        if (!read.domain().isEmpty()) {
            assertEquals(read, Recipient.parse("<" + read + ">"), path);
            nothingIsLeftOutButARoute(path, read.toString());
        }
    }

    private static void nothingIsLeftOutButARoute(String path, String mailbox) {
        int from = path.lastIndexOf(mailbox);
        assertTrue(from >= 0, () -> mailbox + " of " + path);
        assertTrue(ROUTE.matcher(path.substring(0, from)).matches(), () -> mailbox + " of " + path);
        assertTrue(END.matcher(path.substring(from + mailbox.length())).matches(), () -> mailbox + " of " + path);
    }

    private static boolean hides(String localPart) {
        return Normalizer.normalize(localPart, Normalizer.Form.NFKD)
                .chars()
                .anyMatch(c -> c == '%' || c == '!' || c == '@');
    }
}
