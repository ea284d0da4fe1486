package io.relayguard.core.primary;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.primary.Outcome.Delivered;
import io.relayguard.core.primary.Outcome.Later;
import io.relayguard.core.primary.Outcome.Never;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What replies mean. In the tables 0 is "no reply". */
class TransactionTest {
    private static final int NONE = 0;
    private static final int TOO_MANY = 552;

    private static SmtpReply reply(int code) {
        return new SmtpReply(code, "said so");
    }

    private static Optional<SmtpReply> optional(int code) {
        return code == NONE ? Optional.empty() : Optional.of(reply(code));
    }

    private static Transaction transaction(int mail, int recipient, int data, int end) {
        return new Transaction(reply(mail), optional(recipient).stream().toList(), optional(data), optional(end));
    }

    private static String word(Outcome outcome) {
        return outcome.match(new Outcome.Cases<>() {
            @Override
            public String delivered(SmtpReply reply) {
                return "delivered " + reply.code();
            }

            @Override
            public String later(String why) {
                return "later";
            }

            @Override
            public String never(SmtpReply reply) {
                return "never " + reply.code();
            }
        });
    }

    @ParameterizedTest(name = "MAIL {0}, RCPT {1}, DATA {2}, end {3}: {4}")
    @CsvSource({
        // all is well
        "250, 250, 354, 250, delivered 250",
        "250, 251, 354, 250, delivered 250",
        "250, 250, 354, 299, delivered 299",
        // MAIL decides alone, whatever a pipelining primary says after it
        "451,   0,   0,   0, later",
        "452, 250, 354, 250, later",
        "421,   0,   0,   0, later",
        "550,   0,   0,   0, never 550",
        "552, 503, 503,   0, never 552",
        "530, 250, 354, 250, never 530",
        // RCPT
        "250, 450, 354,   0, later",
        "250, 421,   0,   0, later",
        "250, 550, 554,   0, never 550",
        "250, 550, 354, 250, never 550",
        "250, 552, 354, 250, later",
        "250, 553, 503,   0, never 553",
        "250,   0,   0,   0, later",
        // DATA
        "250, 250,   0,   0, later",
        "250, 250, 451,   0, later",
        "250, 250, 421,   0, later",
        "250, 250, 554,   0, never 554",
        "250, 250, 250, 250, later",
        "250, 250, 355, 250, later",
        // the final dot
        "250, 250, 354,   0, later",
        "250, 250, 354, 421, later",
        "250, 250, 354, 452, later",
        "250, 250, 354, 552, never 552",
        "250, 250, 354, 550, never 550",
    })
    void meansWhatTheTableSays(int mail, int recipient, int data, int end, String meaning) {
        assertThat(transaction(mail, recipient, data, end).outcomes(1))
                .extracting(TransactionTest::word)
                .containsExactly(meaning);
    }

    @ParameterizedTest
    @ValueSource(ints = {-111, 1, 99, 100, 199, 300, 353, 355, 399, 600, 999})
    void aNonsenseCodeIsTemporaryWhereverItStands(int nonsense) {
        assertThat(transaction(nonsense, 250, 354, 250).outcomes(1)).allMatch(Later.class::isInstance);
        assertThat(transaction(250, nonsense, 354, 250).outcomes(1)).allMatch(Later.class::isInstance);
        assertThat(transaction(250, 250, nonsense, 250).outcomes(1)).allMatch(Later.class::isInstance);
        assertThat(transaction(250, 250, 354, nonsense).outcomes(1)).allMatch(Later.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(ints = {-111, 1, 199, 300, 353, 355, 399, 600, 999})
    void aNonsenseCodeIsOutOfStepWhereverItStands(int nonsense) {
        assertThat(transaction(250, 250, 354, 250).isInStep()).isTrue();
        assertThat(transaction(450, 503, 503, NONE).isInStep()).isTrue();
        assertThat(transaction(nonsense, 250, 354, 250).isInStep()).isFalse();
        assertThat(transaction(250, nonsense, 354, 250).isInStep()).isFalse();
        assertThat(transaction(250, 250, nonsense, NONE).isInStep()).isFalse();
        assertThat(transaction(250, 250, 354, nonsense).isInStep()).isFalse();
        assertThat(transaction(250, 250, 250, NONE).isInStep()).isFalse();
        assertThat(transaction(354, 250, 354, NONE).isInStep()).isFalse();
    }

    @Test
    void eachRecipientHasItsOwnReplyInOrder() {
        Transaction mixed = new Transaction(
                reply(250), List.of(reply(250), reply(450), reply(550), reply(TOO_MANY)), optional(354), optional(250));
        assertThat(mixed.outcomes(5))
                .extracting(TransactionTest::word)
                .containsExactly("delivered 250", "later", "never 550", "later", "later");
    }

    /** A reply too many shifts all that follow: the 550 is the first recipient's, and DATA's reply is the second's. */
    @Test
    void aRefusalBesideAReplyToAnotherCommandIsNotBelieved() {
        Transaction shifted =
                new Transaction(reply(250), List.of(reply(250), reply(550)), optional(250), Optional.empty());
        assertThat(shifted.outcomes(2))
                .extracting(Outcome::toString)
                .containsExactly(
                        "Later[why=no answer to DATA: 250 said so]",
                        "Later[why=replies out of step, among them: 550 said so]");
    }

    @Test
    void whatIsNoAnswerIsSaidToBeNone() {
        assertThat(transaction(354, NONE, NONE, NONE).outcomes(1))
                .containsExactly(new Later("no answer to MAIL: 354 said so"));
        assertThat(transaction(250, 354, NONE, NONE).outcomes(1))
                .containsExactly(new Later("no answer to RCPT: 354 said so"));
        assertThat(transaction(250, 250, 354, 354).outcomes(1))
                .containsExactly(new Later("no answer to the final dot: 354 said so"));
    }

    @ParameterizedTest(name = "MAIL {0}, RCPT {1}, DATA {2}: {3}")
    @CsvSource({
        "250, 250, 354, true",
        "250, 550, 354, false",
        "250, 250, 250, false",
        "250, 250, 554, false",
        "250, 250,   0, false",
        "250,   0, 354, false",
        "550, 250, 354, false",
    })
    void theMessageIsWantedOnlyIfSomebodyIsServed(int mail, int recipient, int data, boolean wanted) {
        assertThat(transaction(mail, recipient, data, NONE).wantsMessage()).isEqualTo(wanted);
    }

    @Test
    void closesWhereverThePrimarySays421() {
        assertThat(transaction(250, 250, 354, 250).closing()).isEmpty();
        assertThat(transaction(421, 250, 354, 250).closing()).isPresent();
        assertThat(transaction(250, 421, 354, 250).closing()).isPresent();
        assertThat(transaction(250, 250, 421, NONE).closing()).isPresent();
        assertThat(transaction(250, 250, 354, 421).closing()).isPresent();
    }

    /** The two laws that keep mail: nothing is gone without a 250 for all of it, nothing is refused without a 5xx. */
    @Test
    void deliveredNeedsEveryReplyAndNeverNeedsAPermanentOne() {
        Random random = new Random(20_261_124);
        for (int round = 0; round < 50_000; round++) {
            Transaction transaction = generated(random);
            List<Outcome> outcomes = transaction.outcomes(1 + random.nextInt(4));
            for (int i = 0; i < outcomes.size(); i++) {
                hold(transaction, i, outcomes.get(i));
            }
        }
    }

    private static Transaction generated(Random random) {
        List<SmtpReply> recipients = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            recipients.add(reply(code(random)));
        }
        return new Transaction(reply(code(random)), recipients, optional(code(random)), optional(code(random)));
    }

    private static int code(Random random) {
        int[] likely = {NONE, 250, 250, 250, 251, 354, 354, 354, 421, 450, 451, 550, TOO_MANY, 554};
        return random.nextInt(8) == 0 ? random.nextInt(700) : likely[random.nextInt(likely.length)];
    }

    private static void hold(Transaction transaction, int index, Outcome outcome) {
        Optional<SmtpReply> recipient = index < transaction.recipients().size()
                ? Optional.of(transaction.recipients().get(index))
                : Optional.empty();
        if (outcome instanceof Delivered) {
            assertThat(transaction.mail().isPositive()).isTrue();
            assertThat(recipient).map(SmtpReply::isPositive).contains(true);
            assertThat(transaction.data()).map(SmtpReply::code).contains(354);
            assertThat(transaction.end()).map(SmtpReply::isPositive).contains(true);
        }
        if (outcome instanceof Never never) {
            assertThat(never.reply().code()).isBetween(500, 599);
            assertThat(never.reply())
                    .isIn(
                            transaction.mail(),
                            recipient.orElse(transaction.mail()),
                            transaction.data().orElse(transaction.mail()),
                            transaction.end().orElse(transaction.mail()));
        }
    }
}
