package io.relayguard.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.dnsbl.ListingText;
import io.relayguard.core.relay.Verdict.Postponement;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {
    @ParameterizedTest
    @CsvSource({
        "HIDDEN_ADDRESS, 550, 5.7.1, relay access denied",
        "OUTSIDE_TO_OUTSIDE, 550, 5.7.1, relay access denied",
        "COLLECTED_TO_OUTSIDE, 550, 5.7.1, relay access denied",
        "UNTRACED_TO_OUTSIDE, 550, 5.7.1, relay access denied",
        "NOT_OUR_ROLE, 550, 5.7.1, relay access denied",
        "FORGED_SENDER, 550, 5.7.1, sender address rejected",
        "ADDRESS_NOT_SERVED, 550, 5.1.1, no mailboxes here"
    })
    void aRefusalNamesTheRecipientAndNothingElse(Rule why, int code, String enhanced, String text) {
        assertThat(Reply.refused(why, new Recipient("you", "elsewhere.example")))
                .isEqualTo(new Reply(code, enhanced, "<you@elsewhere.example>: " + text));
    }

    @Test
    void aListingNamesWhomAndByWhichListsAndWhatTheListSays() {
        assertThat(Reply.listed("192.0.2.1", "zen, bl", new ListingText("see https://example.net")))
                .isEqualTo(new Reply(554, "5.7.1", "192.0.2.1 listed by zen, bl: see https://example.net"));
        assertThat(Reply.listed("192.0.2.1", "zen", ListingText.NONE))
                .isEqualTo(new Reply(554, "5.7.1", "192.0.2.1 listed by zen"));
    }

    @Test
    void aListingFitsIntoOneReplyHoweverLongItsPartsAre() {
        String labels = String.join(", ", Collections.nCopies(50, "x".repeat(50)));
        Reply reply = Reply.listed("d".repeat(253), labels, new ListingText("t".repeat(203)));

        assertThat(reply.code() + " " + reply.enhancedCode() + " " + reply.text() + "\r\n")
                .hasSizeLessThan(512);
    }

    @Test
    void aSubjectForgesNoLine() {
        assertThat(Reply.listed("a\r\n250 ok", "zen", ListingText.NONE).text()).isEqualTo("a??250 ok listed by zen");
    }

    @Test
    void aPostponementAsksTheClientToComeBack() {
        assertThat(Reply.notNow(Postponement.DOMAINS_UNAVAILABLE, new Recipient("you", "elsewhere.example")))
                .isEqualTo(Reply.notNow(Postponement.BUFFER_NOT_WIRED, new Recipient("you", "elsewhere.example")))
                .isEqualTo(new Reply(
                        451, "4.3.0", "<you@elsewhere.example>: cannot be checked right now, please try again later"));
    }

    @Test
    void aBufferThatIsFullHasACodeOfItsOwn() {
        assertThat(Reply.notNow(Postponement.BUFFER_FULL, new Recipient("you", "example.org")))
                .isEqualTo(new Reply(
                        452, "4.3.1", "<you@example.org>: mail cannot be kept right now, please try again later"));
    }

    private static List<Reply> all(Recipient recipient) {
        return Stream.concat(
                        Stream.of(Rule.values()).map(rule -> Reply.refused(rule, recipient)),
                        Stream.of(Postponement.values()).map(why -> Reply.notNow(why, recipient)))
                .toList();
    }

    @Test
    void controlCharactersNeverReachTheWire() {
        assertThat(all(new Recipient("a\r\n250 2.1.5 ok\u0000\t\u007f", "elsewhere.example")))
                .extracting(Reply::text)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContainPattern("\\p{Cntrl}")
                        .startsWith("<a??250 2.1.5 ok???@elsewhere.example>: "));
    }

    @Test
    void norDoesWhatCannotBeSeen() {
        assertThat(all(new Recipient("a\u0085\u2028\u202e\u200b\ud83d", "exam\u00adple.org")))
                .extracting(Reply::text)
                .allSatisfy(text -> assertThat(text).startsWith("<a?????@exam?ple.org>: "));
        assertThat(Reply.notNow(
                                Postponement.BUFFER_FULL,
                                new Recipient("x".repeat(255) + "\ud83d\udca9", "example.org"))
                        .text())
                .as("half of a character that is cut")
                .startsWith("<" + "x".repeat(255) + "?...>: ");
    }

    @Test
    void theLineStaysWithinWhatSmtpAllowsHoweverLongTheRecipientIs() {
        assertThat(all(new Recipient("x".repeat(100_000), "elsewhere.example")))
                .allSatisfy(reply -> assertThat(reply.code() + " " + reply.enhancedCode() + " " + reply.text() + "\r\n")
                        .hasSizeLessThanOrEqualTo(512));
    }

    @Test
    void upTo256CharactersOfTheRecipientAreShown() {
        Recipient fits = new Recipient("x".repeat(238), "elsewhere.example");
        Recipient longer = new Recipient("x".repeat(239), "elsewhere.example");

        assertThat(Reply.notNow(Postponement.BUFFER_FULL, fits).text())
                .startsWith("<" + "x".repeat(238) + "@elsewhere.example>: ");
        assertThat(Reply.notNow(Postponement.BUFFER_FULL, longer).text())
                .startsWith("<" + "x".repeat(239) + "@elsewhere.exampl...>: ");
    }
}
