package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.relayguard.core.dnsbl.ReplyCode;
import io.relayguard.core.dnsbl.ReplyFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The replies of a zone that count: for each of four octets the numbers that it may be. */
record PlainReplies(String text, List<Set<Integer>> octets) {
    private static final String NUMBER = "(?:0|[1-9][0-9]{0,2})";
    private static final Pattern RANGE = Pattern.compile("(" + NUMBER + ")(?:\\.\\.(" + NUMBER + "))?");
    private static final String SEVERAL = "\\[" + RANGE + "(?:;" + RANGE + ")*+\\]";
    private static final Pattern OCTET = Pattern.compile(SEVERAL + "|" + NUMBER);
    private static final Pattern FORM = Pattern.compile("(?:" + OCTET + ")(?:\\.(?:" + OCTET + ")){3}");
    private static final int LARGEST = 255;

    /** Empty if it may not stand there. */
    static Optional<PlainReplies> read(String text) {
        List<Set<Integer>> octets = new ArrayList<>();
        if (FORM.matcher(text).matches()) {
            for (Matcher octet = OCTET.matcher(text); octet.find(); ) {
                octets.add(numbers(octet.group()));
            }
        }
        boolean right = octets.stream().noneMatch(Set::isEmpty) && octets.indexOf(Set.of(127)) == 0;
        return Optional.of(new PlainReplies(text, octets)).filter(read -> right);
    }

    /** None at all if one of its ranges ends before it begins, or nowhere. */
    private static Set<Integer> numbers(String octet) {
        Set<Integer> numbers = new TreeSet<>();
        for (Matcher range = RANGE.matcher(octet); range.find(); ) {
            int first = Integer.parseInt(range.group(1));
            int last = Integer.parseInt(Optional.ofNullable(range.group(2)).orElse(range.group(1)));
            if (first > last || last > LARGEST) {
                return Set.of();
            }
            IntStream.rangeClosed(first, last).forEach(numbers::add);
        }
        return numbers;
    }

    /** Each octet of a code is turned through all numbers while the others stay at one that counts. */
    void holds(ReplyFilter filter) {
        assertEquals(text, filter.toString());
        for (int place = 1; place < octets.size(); place++) {
            for (int number = 0; number <= LARGEST; number++) {
                assertEquals(octets.get(place).contains(number), filter.matches(code(place, number)), text);
            }
        }
    }

    private ReplyCode code(int place, int number) {
        int bits = 0;
        for (int other = 0; other < octets.size(); other++) {
            int octet = other == place ? number : octets.get(other).iterator().next();
            bits = bits << 8 | octet;
        }
        return new ReplyCode(bits);
    }
}
