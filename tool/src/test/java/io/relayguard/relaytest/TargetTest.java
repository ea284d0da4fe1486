package io.relayguard.relaytest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "mx.example.net, mx.example.net, 25, mx.example.net:25",
        "mx.example.net:2525, mx.example.net, 2525, mx.example.net:2525",
        "localhost, localhost, 25, localhost:25",
        "192.0.2.1, 192.0.2.1, 25, 192.0.2.1:25",
        "192.0.2.1:587, 192.0.2.1, 587, 192.0.2.1:587",
        "2001:db8::1, 2001:db8::1, 25, [2001:db8::1]:25",
        "[2001:db8::1], 2001:db8::1, 25, [2001:db8::1]:25",
        "[2001:db8::1]:65535, 2001:db8::1, 65535, [2001:db8::1]:65535"
    })
    void hostAndPort(String text, String host, int port, String written) {
        assertThat(Target.parse(text)).contains(new Target(host, port));
        assertThat(new Target(host, port)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":25",
                "mx:0",
                "mx:65536",
                "mx:25:25",
                "mx:smtp",
                "[192.0.2.1]",
                "[mx]",
                "[::1",
                "a b",
                "mx_\n",
                "-x",
                "256.1.1.1",
                "fe80::1%eth0"
            })
    void nothingElse(String text) {
        assertThat(Target.parse(text)).isEmpty();
    }
}
