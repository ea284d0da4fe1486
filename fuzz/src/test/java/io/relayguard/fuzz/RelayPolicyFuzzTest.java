package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.RelayPolicy;
import io.relayguard.core.relay.Reply;
import io.relayguard.core.relay.Rule;
import io.relayguard.core.relay.Verdict;
import java.util.Set;

/**
 * {@link RelayPolicy#decide}: never outside to outside, whatever MAIL and RCPT name. The first line of the input is the
 * sender, the rest is the recipient.
 */
class RelayPolicyFuzzTest {
    private static final RelayPolicy TRUSTING = Server.policy(false, Server.ANSWERING);
    private static final RelayPolicy STRICT = Server.policy(true, Server.ANSWERING);
    private static final RelayPolicy SILENT = Server.policy(false, Server.SILENT);

    /** What a line of SMTP holds, with its code and its end (RFC 5321 section 4.5.3.1.5). */
    private static final int LONGEST_TEXT = 512 - "550 5.7.1 \r\n".length();

    @FuzzTest
    void anOutsiderReachesOurDomainsAndNothingElse(byte[] input) {
        String text = Text.of(input);
        int end = text.indexOf('\n');
        ReversePath sender = ReversePath.parse(text.substring(0, Math.max(end, 0)));
        String path = text.substring(end + 1);
        Recipient recipient = Recipient.parse(path);

        boolean may = PlainRecipient.mayPass(path, Server.NAMES, Server.ADDRESSES);
        boolean mayBeKept = PlainRecipient.mayPass(path, Server.RELAY, Set.of());
        for (Origin outsider : Server.OUTSIDERS) {
            Verdict verdict = TRUSTING.decide(outsider, sender, recipient).verdict();
            assertTrue(may || verdict instanceof Verdict.Refuse, () -> verdict + ": " + path);
            assertFalse(verdict instanceof Verdict.SendOut, path);
            assertTrue(mayBeKept || !(verdict instanceof Verdict.KeepForPrimary), () -> verdict + ": " + path);
            aSenderOnlyMakesItWorse(outsider, sender, recipient, verdict);
            silenceIsNoPermit(outsider, sender, recipient, mayBeKept);
        }
        anInsiderIsNotRefusedForASpelling(sender, recipient);
        aReplyIsOneLine(recipient);
    }

    private static void aSenderOnlyMakesItWorse(
            Origin outsider, ReversePath sender, Recipient recipient, Verdict trusting) {
        Verdict strict = STRICT.decide(outsider, sender, recipient).verdict();
        assertTrue(
                strict.equals(trusting) || strict.equals(new Verdict.Refuse(Rule.FORGED_SENDER)),
                () -> strict + " for " + trusting + ": " + sender + " to " + recipient);
    }

    private static void silenceIsNoPermit(Origin outsider, ReversePath sender, Recipient recipient, boolean mayBeKept) {
        Verdict verdict = SILENT.decide(outsider, sender, recipient).verdict();
        boolean accepted = verdict instanceof Verdict.KeepForPrimary
                || verdict instanceof Verdict.DeliverHere
                || verdict instanceof Verdict.SendOut;
        assertTrue(mayBeKept ? !(verdict instanceof Verdict.SendOut) : !accepted, () -> verdict + ": " + recipient);
    }

    private static void anInsiderIsNotRefusedForASpelling(ReversePath sender, Recipient recipient) {
        for (Origin insider : Server.INSIDERS) {
            Verdict verdict = STRICT.decide(insider, sender, recipient).verdict();
            boolean refused = verdict instanceof Verdict.Refuse;
            assertEquals(refused, verdict.equals(new Verdict.Refuse(Rule.ADDRESS_NOT_SERVED)), recipient::toString);
        }
    }

    private static void aReplyIsOneLine(Recipient recipient) {
        for (Rule rule : Rule.values()) {
            Messages.check(Reply.refused(rule, recipient).text(), LONGEST_TEXT);
        }
        for (Verdict.Postponement why : Verdict.Postponement.values()) {
            Messages.check(Reply.notNow(why, recipient).text(), LONGEST_TEXT);
        }
    }
}
