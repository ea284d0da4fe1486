package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.settings.BufferSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/buffer.md says what the code does. */
class BufferPageTest {
    private final String page;

    BufferPageTest() throws Exception {
        page = Files.readString(Path.of("..", "docs", "buffer.md"));
    }

    @Test
    void everyEventHasItsLine() {
        for (BufferEvents.Kind kind : BufferEvents.Kind.values()) {
            assertThat(page).contains("\n| `" + kind.code() + "` | ");
        }
    }

    @Test
    void everyParameterHasItsDefault() {
        BufferSettings defaults = BufferSettings.defaults("host");
        assertThat(page)
                .contains("| `repository` | mail repository URL | `" + defaults.repository() + "` |")
                .contains(
                        "| `retry@first` | time | `" + defaults.retry().first().toMinutes() + "m` |")
                .contains("| `retry@max` | time | `" + defaults.retry().max().toMinutes() + "m` |")
                .contains("| `maxAge` | time | `" + defaults.maxAge().toDays() + "d` |")
                .contains("| `connections` | whole number | `" + defaults.connections() + "` |")
                .contains("| `bounceProcessor` | name of a James processor | `" + defaults.bounceProcessor() + "` |");
    }
}
