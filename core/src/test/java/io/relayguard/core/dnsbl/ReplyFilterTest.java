package io.relayguard.core.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyFilterTest {
    private static final String NUMBER = "a number from 0 to 255";
    private static final int CASES = 20_000;

    private final Random random = new Random(5782);

    @ParameterizedTest
    @CsvSource({
        "127.0.0.2, 127.0.0.2, true",
        "127.0.0.2, 127.0.0.3, false",
        "127.0.0.2, 127.0.1.2, false",
        "127.0.0.2, 127.1.0.2, false",
        "127.0.0.[2..11;4], 127.0.0.2, true",
        "127.0.0.[2..11;4], 127.0.0.4, true",
        "127.0.0.[2..11;4], 127.0.0.11, true",
        "127.0.0.[2..11;4], 127.0.0.1, false",
        "127.0.0.[2..11;4], 127.0.0.12, false",
        "127.0.0.[2..11;14], 127.0.0.13, false",
        "127.0.0.[2..11;14], 127.0.0.14, true",
        "127.0.[0..255].[1..3], 127.0.0.1, true",
        "127.0.[0..255].[1..3], 127.0.255.3, true",
        "127.0.[0..255].[1..3], 127.0.255.0, false",
        "127.0.[0..255].[1..3], 127.1.0.1, false",
        "127.0.0.[3;2], 127.0.0.2, true",
        "127.0.0.[5..5], 127.0.0.5, true",
        "127.0.0.[5], 127.0.0.5, true",
        "[127].0.0.5, 127.0.0.5, true",
        "127.[1;3].[2;4].0, 127.3.2.0, true",
        "127.[1;3].[2;4].0, 127.2.2.0, false",
        "127.0.0.0, 127.0.0.0, true",
        "127.255.255.255, 127.255.255.255, true",
    })
    void eachOctetHasToBeOneOfItsNumbers(String filter, String code, boolean matches) {
        assertThat(Zones.replies(filter).matches(Zones.code(code))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.0", "127.0.0.2", "127.255.255.254", "127.128.64.32"})
    void withoutAFilterEveryAnswerCounts(String code) {
        assertThat(ReplyFilter.ANY.matches(Zones.code(code))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the end | 1 | " + NUMBER + ", or [ before several",
                "127 | the end | 4 | a dot before the next of four octets",
                "127. | the end | 5 | " + NUMBER + ", or [ before several",
                "127.0.0 | the end | 8 | a dot before the next of four octets",
                "127.0.0.2.1 | \".\" | 10 | nothing after the fourth octet",
                "127.0.0.2, | \",\" | 10 | nothing after the fourth octet",
                "127.0.0.2 127.0.0.3 | \" \" | 10 | nothing after the fourth octet",
                "127..0.2 | \".\" | 5 | " + NUMBER + ", or [ before several",
                "127.0.0.256 | \"2\" | 9 | " + NUMBER + ", or [ before several",
                "127.0.0.2550 | \"2\" | 9 | " + NUMBER + ", or [ before several",
                "127.0.0.99999999999 | \"9\" | 9 | " + NUMBER + ", or [ before several",
                "127.0.0.02 | \"0\" | 9 | " + NUMBER + ", or [ before several",
                "127.0.0.00 | \"0\" | 9 | " + NUMBER + ", or [ before several",
                "127.0.0.-2 | \"-\" | 9 | " + NUMBER + ", or [ before several",
                "127.0.0.* | \"*\" | 9 | " + NUMBER + ", or [ before several",
                "127.0.0.x | \"x\" | 9 | " + NUMBER + ", or [ before several",
                "127.0.0.٢ | \"٢\" | 9 | " + NUMBER + ", or [ before several",
                "127.0.0.💩 | \"💩\" | 9 | " + NUMBER + ", or [ before several",
                "127.0.0.2/24 | \"/\" | 10 | nothing after the fourth octet",
                "127.0.0.2..11 | \".\" | 10 | nothing after the fourth octet",
                "127,0,0,2 | \",\" | 4 | a dot before the next of four octets",
                "127.0.0.[ | the end | 10 | " + NUMBER,
                "127.0.0.[] | \"]\" | 10 | " + NUMBER,
                "127.0.0.[2 | the end | 11 | .. before the end of a range, ; before the next number, or ]",
                "127.0.0.[2,3] | \",\" | 11 | .. before the end of a range, ; before the next number, or ]",
                "127.0.0.[2-11] | \"-\" | 11 | .. before the end of a range, ; before the next number, or ]",
                "127.0.0.[2.11] | \".\" | 11 | .. before the end of a range, ; before the next number, or ]",
                "127.0.0.[2..11..12] | \".\" | 15 | .. before the end of a range, ; before the next number, or ]",
                "127.0.0.[2;] | \"]\" | 12 | " + NUMBER,
                "127.0.0.[;2] | \";\" | 10 | " + NUMBER,
                "127.0.0.[2; 3] | \" \" | 12 | " + NUMBER,
                "127.0.0.[2..] | \"]\" | 13 | a number from 2 to 255, which ends the range",
                "127.0.0.[11..2] | \"2\" | 14 | a number from 11 to 255, which ends the range",
                "127.0.0.[11..256] | \"2\" | 14 | a number from 11 to 255, which ends the range",
                "127.0.0.[2..011] | \"0\" | 13 | a number from 2 to 255, which ends the range",
                "127.0.0.[[2]] | \"[\" | 10 | " + NUMBER,
                "127.0.0.[2]] | \"]\" | 12 | nothing after the fourth octet",
                "126.0.0.2 | \"1\" | 1 | 127 as the first octet, since no other answer counts",
                "10.x | \"1\" | 1 | 127 as the first octet, since no other answer counts",
                "[126..128].0.0.2 | \"[\" | 1 | 127 as the first octet, since no other answer counts",
                "[128].0.0.2 | \"[\" | 1 | 127 as the first octet, since no other answer counts",
                "[126..127].0.0.2 | \"[\" | 1 | 127 as the first octet, since no other answer counts",
            })
    void anErrorPointsAtItsCharacter(String text, String found, int character, String expected) {
        assertThatExceptionOfType(Misplaced.class)
                .isThrownBy(() -> ReplyFilter.parse(text))
                .withMessage("found " + found + " at character " + character + ", expected " + expected)
                .returns(expected + " at character " + character + ", where " + found + " is", Misplaced::expected);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.[2;3;4], 127.0.0.[2..4], true",
        "127.0.0.[4;2..3;3], 127.0.0.[2..4], true",
        "127.0.0.[2], 127.0.0.2, true",
        "127.[0..255].[0..255].[0..255], 127.[0..100;101..255].[0..255].[0..255], true",
        "127.0.0.[2..3], 127.0.0.[2..4], false",
        "127.0.1.2, 127.1.0.2, false",
    })
    void filtersAreTheSameIfTheyLetTheSameThrough(String one, String other, boolean same) {
        assertThat(Zones.replies(one).equals(Zones.replies(other))).isEqualTo(same);
        assertThat(Zones.replies(one).hashCode() == Zones.replies(other).hashCode())
                .isEqualTo(same);
    }

    @Test
    void aFilterIsNoText() {
        assertThat(Zones.replies("127.0.0.2")).isNotEqualTo("127.0.0.2").hasToString("127.0.0.2");
    }

    /** What is written at random is read as it was meant, and written again as it was. */
    @Test
    void anyFilterIsReadAsItWasMeant() throws Misplaced {
        for (int i = 0; i < CASES; i++) {
            boolean[][] meant = new boolean[4][256];
            StringJoiner text = new StringJoiner(".");
            meant[0][127] = true;
            text.add("127");
            for (int octet = 1; octet < 4; octet++) {
                text.add(octet(meant[octet]));
            }
            ReplyFilter filter = ReplyFilter.parse(text.toString());

            assertEquals(text.toString(), filter.toString());
            for (int question = 0; question < 20; question++) {
                ask(filter, meant);
            }
        }
    }

    private void ask(ReplyFilter filter, boolean[][] meant) {
        int[] code = new int[4];
        code[0] = 127;
        boolean expected = true;
        for (int octet = 1; octet < 4; octet++) {
            code[octet] = random.nextInt(4) == 0 ? random.nextInt(256) : oneOf(meant[octet]);
            expected &= meant[octet][code[octet]];
        }
        String written = code[0] + "." + code[1] + "." + code[2] + "." + code[3];
        assertEquals(expected, filter.matches(Zones.code(written)), () -> written + " in " + filter);
    }

    private String octet(boolean[] meant) {
        if (random.nextInt(3) == 0) {
            int only = random.nextInt(256);
            meant[only] = true;
            return String.valueOf(only);
        }
        StringJoiner parts = new StringJoiner(";", "[", "]");
        for (int part = 1 + random.nextInt(4); part > 0; part--) {
            int first = random.nextInt(256);
            int last = random.nextBoolean() ? first : first + random.nextInt(256 - first);
            for (int number = first; number <= last; number++) {
                meant[number] = true;
            }
            parts.add(first == last && random.nextBoolean() ? String.valueOf(first) : first + ".." + last);
        }
        return parts.toString();
    }

    private int oneOf(boolean[] meant) {
        BitSet all = new BitSet();
        for (int number = 0; number < meant.length; number++) {
            all.set(number, meant[number]);
        }
        int[] numbers = all.stream().toArray();
        return numbers[random.nextInt(numbers.length)];
    }
}
