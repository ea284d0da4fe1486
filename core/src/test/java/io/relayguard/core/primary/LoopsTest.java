package io.relayguard.core.primary;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.DomainName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopsTest {
    private static final DomainName EXAMPLE = DomainName.parse("example.org").orElseThrow();
    private static final String OURS =
            "from mail.example.org ([192.0.2.10])\r\n          by mx2.example.net (JAMES SMTP "
                    + "Server ) with ESMTP ID 1\r\n          for <user@Example.ORG>;\r\n          Tue, 24 Nov 2026 12:00:00 +0000";
    private static final String THEIRS =
            "from mx2.example.net by mail.example.org with SMTP for <user@example.org>; Tue";

    private static List<String> lines(String... lines) {
        return List.of(lines);
    }

    private static boolean isLoop(List<String> received) {
        return Loops.of(received, EXAMPLE, "mx2.example.net"::equalsIgnoreCase).isPresent();
    }

    @Test
    void whatHasComeThroughHereTwiceForTheSameDestinationGoesRound() {
        assertThat(Loops.of(lines(OURS, THEIRS, OURS), EXAMPLE, "mx2.example.net"::equalsIgnoreCase))
                .contains("5.4.6 it has come through here 2 times for example.org");
        assertThat(isLoop(lines(OURS, THEIRS))).isFalse();
        assertThat(isLoop(lines())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from a.example.net by mx2.example.net with ESMTP for <user@example.com>; Tue",
                "from a.example.net by mx2.example.net with ESMTP; Tue",
                "from a.example.net by mx3.example.net for <user@example.org>; Tue",
                "from localhost ([127.0.0.1]) by mx2.example.net for <user@example.org>; Tue",
                "from localhost ([127.0.0.2]) by mx2.example.net for <user@example.org>; Tue",
                "from localhost ([::1]) by mx2.example.net for <user@example.org>; Tue",
                "from localhost ([0:0:0:0:0:0:0:1]) by mx2.example.net for <user@example.org>; Tue",
                "from localhost ([IPv6:::1]) by mx2.example.net for <user@example.org>; Tue",
                "by",
                "for <",
                ""
            })
    void anythingElseIsNone(String other) {
        assertThat(isLoop(lines(OURS, other))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from a.example.net ([2001:db8::1]) by mx2.example.net for <user@example.org>; Tue",
                "from a ([127.0.0.1.example]) by MX2.example.net for user@example.org; Tue",
                "from a.example.net\r\n\tby mx2.example.net\r\n\tfor <user@example.org> (original); Tue",
                "from a.example.net by mx2.example.net for <\"a b\"@example.org>; Tue",
                "from a.example.net by mx2.example.net for <\"a\\\" @b\"@example.org>; Tue"
            })
    void theFormOfTheLineDoesNotMatter(String again) {
        assertThat(isLoop(lines(OURS, again))).isTrue();
    }

    @Test
    void aHundredLinesAreALoopWhoeverWroteThem() {
        assertThat(isLoop(Collections.nCopies(99, THEIRS))).isFalse();
        assertThat(Loops.of(Collections.nCopies(100, THEIRS), EXAMPLE, host -> false))
                .contains("5.4.6 100 Received lines");
    }

    @Test
    void noLineHoweverMadeStopsIt() {
        Random random = new Random(20_261_124);
        List<String> pieces =
                List.of("from ", "by ", "for ", "<", ">", "@", "[", "127.0.0.1", "]", ";", " ", "x".repeat(5000), ":0");
        for (int round = 0; round < 2000; round++) {
            StringBuilder line = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                line.append(pieces.get(random.nextInt(pieces.size())));
            }
            List<String> received = new ArrayList<>(List.of(OURS));
            received.add(line.toString());
            assertThat(isLoop(received)).as(line.toString()).isFalse();
        }
    }
}
