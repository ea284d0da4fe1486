package io.relayguard.relaytest;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.settings.DurationForm;
import io.relayguard.relaytest.form.Group;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/relay-test.md says what the code does. */
class RelayTestPageTest {
    private final String page;

    RelayTestPageTest() throws Exception {
        page = Files.readString(Path.of("..", "docs", "relay-test.md"));
    }

    @Test
    void everyGroupHasItsLine() {
        for (Group group : Group.values()) {
            assertThat(page).contains("\n| `" + group.code() + "` | ");
            assertThat(page)
                    .contains(" | " + group.means() + " | " + group.certainty().code() + " |");
        }
    }

    @Test
    void everyOutcomeAndConclusionHasItsLine() {
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            assertThat(page).contains("\n| `" + kind.code() + "` | ");
        }
        for (Conclusion conclusion : Conclusion.values()) {
            assertThat(page).contains("\n| " + conclusion.exitCode() + " | `" + conclusion.code() + "` | ");
        }
    }

    @Test
    void everyDefaultIsThere() {
        assertThat(page)
                .contains("| `" + Names.DEFAULT_OUTSIDE + "` |")
                .contains("`" + Names.DEFAULT_OUTSIDE_IPV4 + "`, `" + Names.DEFAULT_OUTSIDE_IPV6 + "`")
                .contains("| time | `" + DurationForm.write(Limits.DEFAULT.reply()) + "` |")
                .contains("| time | `" + DurationForm.write(Limits.DEFAULT.whole()) + "` |")
                .contains("| whole number | `" + Limits.DEFAULT.connectionsInAMinute() + "` |");
    }
}
