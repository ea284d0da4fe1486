package io.relayguard.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "you%elsewhere",
                "elsewhere!you",
                "you@elsewhere",
                "\"you@elsewhere\"",
                "\"a%b\"",
                "a\\@b",
                "%",
                "!"
            })
    void percentBangAndAtHideASecondAddressQuotedOrNot(String localPart) {
        assertThat(new Recipient(localPart, "example.org").hidesAnotherAddress())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"you", "you+tag", "first.last", "\"two words\"", "o'hara", "#1", "you=elsewhere", "", "a/b"})
    void otherCharactersHideNone(String localPart) {
        assertThat(new Recipient(localPart, "example.org").hidesAnotherAddress())
                .isFalse();
    }

    @Test
    void anAddressLiteralIsNoDomainName() {
        assertThat(new Recipient("you", "192.0.2.1").domainName()).isEmpty();
        assertThat(new Recipient("you", "Example.org.").domainName()).contains(new DomainName("example.org"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "you@example.org | you | example.org",
                "<you@example.org> | you | example.org",
                " <you@example.org>\t | you | example.org",
                "<you@example.org | <you | example.org",
                "you@example.org> | you | example.org>",
                "YOU@Example.ORG. | YOU | Example.ORG.",
                "\"two words\"@example.org | \"two words\" | example.org",
                "\"you@elsewhere.example\"@example.org | \"you@elsewhere.example\" | example.org",
                "\"a\\\"@b\"@example.org | \"a\\\"@b\" | example.org",
                "\"a\\\\\"@example.org | \"a\\\\\" | example.org",
                "a\\@b@example.org | a\\@b | example.org",
                "you@a.example@example.org | you@a.example | example.org",
                "you@[192.0.2.1] | you | [192.0.2.1]",
                "you@[IPv6:2001:db8::1] | you | [IPv6:2001:db8::1]",
                "@a.example:you@example.org | you | example.org",
                "<@a.example,@b.example:you@example.org> | you | example.org",
                "@[IPv6:2001:db8::1]:you@example.org | you | example.org",
                "@[IPv6:2001:db8::1],@b.example:you@example.org | you | example.org",
                "@a.example:@b.example:you@example.org | you | example.org",
                "@a.example:you | you | ''",
                "@a.example | '' | a.example",
                "@a.example,you@example.org | @a.example,you | example.org",
                "@[a:you@example.org | @[a:you | example.org",
                "a:b@example.org | a:b | example.org",
                "\"@a.example:you\"@example.org | \"@a.example:you\" | example.org",
                "you@\"@example.org\" | you | \"@example.org\"",
                "\"you@example.org | \"you | example.org",
                "\"a@b\"c\"@example.org | \"a@b\"c\" | example.org",
                "you\\@example.org | you\\@example.org | ''",
                "you | you | ''",
                "you@ | you | ''",
                "@ | '' | ''",
                "<> | '' | ''",
                "< | < | ''",
                "'' | '' | ''"
            })
    void aPathIsReadAsTheSenderWroteIt(String path, String localPart, String domain) {
        assertThat(Recipient.parse(unquoted(path))).isEqualTo(new Recipient(unquoted(localPart), unquoted(domain)));
    }

    /** White space of RFC 5234 only: what else Java strips makes another domain, which is nobody's. */
    @ParameterizedTest
    @ValueSource(strings = {"\u001e", "\u001c", "\u000b", "\f", "\r\n", "\u2003", "\u2028", "\u3000"})
    void nothingButSpacesAndTabsIsDroppedAroundAPath(String around) {
        Recipient behind = Recipient.parse("you@example.org" + around);
        assertThat(behind).isEqualTo(new Recipient("you", "example.org" + around));
        assertThat(behind.host()).isInstanceOf(MailHost.Unreadable.class);
        assertThat(Recipient.parse("<you@example.org>" + around).host()).isInstanceOf(MailHost.Unreadable.class);
        assertThat(Recipient.parse(around + "you@example.org").localPart()).isEqualTo(around + "you");
        assertThat(Recipient.parse(" \t<you@example.org>\t ")).isEqualTo(new Recipient("you", "example.org"));
    }

    private static String unquoted(String cell) {
        return cell.equals("''") ? "" : cell;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"you＠elsewhere", "you％elsewhere", "elsewhere！you", "you﹫elsewhere", "you﹪elsewhere", "‼you"})
    void soDoTheFormsThatAServerMayFoldToThem(String localPart) {
        assertThat(new Recipient(localPart, "example.org").hidesAnotherAddress())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jörg", "用户", "Ａｎｎ", "\ud83d", "℅"})
    void otherLettersHideNone(String localPart) {
        assertThat(new Recipient(localPart, "example.org").hidesAnotherAddress())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "postmaster, true",
        "Postmaster, true",
        "ABUSE, true",
        "postmaster+1, false",
        "bob, false",
        "'', false",
        "\"postmaster\", false"
    })
    void thePostmasterAndTheAbuseDeskAreRoleAccounts(String localPart, boolean role) {
        assertThat(new Recipient(localPart, "example.org").isRoleAccount()).isEqualTo(role);
    }

    @Test
    void itIsShownAsItWasWritten() {
        assertThat(Recipient.parse("<\"Two words\"@Example.ORG.>")).hasToString("\"Two words\"@Example.ORG.");
    }
}
