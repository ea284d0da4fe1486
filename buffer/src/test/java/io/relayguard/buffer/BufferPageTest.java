package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.buffer.smtp.TlsFallbacks;
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
    void soHasEveryReasonForGoingWithoutTls() {
        for (TlsFallbacks.Reason reason : TlsFallbacks.Reason.values()) {
            assertThat(page).contains("\n| `" + reason.code() + "` | ");
        }
    }

    @Test
    void everyParameterHasItsDefault() {
        BufferSettings defaults = BufferSettings.defaults("host");
        BufferSettings.Connections connections = defaults.connections();
        assertThat(defaults.delayWarning()).isEmpty();
        assertThat(defaults.relayedProcessor()).isEmpty();
        assertThat(page)
                .contains("| `repository` | mail repository URL | `" + defaults.repository() + "` |")
                .contains(
                        "| `retry@first` | time | `" + defaults.retry().first().toMinutes() + "m` |")
                .contains("| `retry@max` | time | `" + defaults.retry().max().toMinutes() + "m` |")
                .contains("| `maxAge` | time | `" + defaults.maxAge().toDays() + "d` |")
                .contains("| `delayWarning` | `off`, or time | `off` |")
                .contains("| `connections` | whole number | `" + connections.most() + "` |")
                .contains("| `connections@messages` | whole number | `" + connections.messages() + "` |")
                .contains("| `connections@idle` | time | `" + connections.idle().toSeconds() + "s` |")
                .contains("| `minFreeDisk` | octets | `" + (defaults.limits().minFreeDisk() >> 20) + "MiB` |")
                .contains(
                        "| `maxMessages` | whole number | `" + defaults.limits().messages() + "` |")
                .contains("| `bounceProcessor` | name of a James processor | `" + defaults.bounceProcessor() + "` |")
                .contains("| `relayedProcessor` | `off`, or name of a James processor | `off` |");
    }
}
