package io.relayguard.relaytest.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyReaderTest {
    @Test
    void oneLine() throws IOException {
        assertThat(read("250 2.1.5 ok\r\n")).isEqualTo(new Reply(250, List.of("2.1.5 ok")));
    }

    @Test
    void severalLinesOfWhichTheLastCodeCounts() throws IOException {
        assertThat(read("250-mx.test\r\n250-SIZE 10\r\n250 AUTH=PLAIN LOGIN\r\n250 next\r\n"))
                .isEqualTo(new Reply(250, List.of("mx.test", "SIZE 10", "AUTH=PLAIN LOGIN")));
    }

    @Test
    void codeAloneIsAReply() throws IOException {
        assertThat(read("250\r\n")).isEqualTo(new Reply(250, List.of("")));
        assertThat(read("250-\r\n250 \r\n")).isEqualTo(new Reply(250, List.of("", "")));
    }

    @Test
    void lineFeedAloneEndsALineToo() throws IOException {
        assertThat(read("550 no\n")).isEqualTo(new Reply(550, List.of("no")));
    }

    @Test
    void whatIsNoReplyIsQuoted() {
        assertThatThrownBy(() -> read("HTTP/1.1 400 Bad Request\r\n"))
                .hasMessage("sent what is no SMTP reply: \"HTTP/1.1 400 Bad Request\"");
        assertThatThrownBy(() -> read("2500 ok\r\n")).hasMessageStartingWith("sent what is no SMTP reply");
        assertThatThrownBy(() -> read("150 soon\r\n")).hasMessageStartingWith("sent what is no SMTP reply");
    }

    @Test
    void endInTheMiddleIsNoReply() {
        assertThatThrownBy(() -> read("250 o")).hasMessage("closed the connection in the middle of a reply");
        assertThatThrownBy(() -> read("250-o\r\n")).hasMessage("closed the connection");
    }

    @Test
    void longestLineIsRead() throws IOException {
        String text = "x".repeat(ReplyReader.LONGEST_LINE - 5);
        assertThat(read("250 " + text + "\r\n").texts()).containsExactly(text);
    }

    @Test
    void printedReplyIsOneLineOfVisibleCharacters() throws IOException {
        assertThat(read("250-\u001b[1mone\r\n250-two\r\n250-three\r\n250 four\r\n"))
                .hasToString("250 \\u{1b}[1mone / two / three");
        assertThat(read("250 \r\n")).hasToString("250");
    }

    private static Reply read(String text) throws IOException {
        return new ReplyReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).read();
    }
}
