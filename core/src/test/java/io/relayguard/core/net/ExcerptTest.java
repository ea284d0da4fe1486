package io.relayguard.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void whatIsInvisibleOrCouldForgeALineIsEscaped() {
        assertThat(Excerpt.quote("a\r\n\t\"b\\ \u0000\u001b[31m\u2028\u202e\u00a0\ufeff\ud800 é"))
                .isEqualTo("\"a\\r\\n\\t\\\"b\\\\ \\u{0}\\u{1b}[31m\\u{2028}\\u{202e}\\u{a0}\\u{feff}\\u{d800} é\"");
    }

    @Test
    void aTextIsVisibleIfAllOfItIs() {
        assertThat(Excerpt.isVisible("file://conf/\"Kunden ö\\.txt")).isTrue();
        assertThat(Excerpt.isVisible("file://conf/\u202ekunden.txt")).isFalse();
    }

    @Test
    void aLongTextIsCutAndItsLengthTold() {
        assertThat(Excerpt.quote("x".repeat(100))).isEqualTo("\"" + "x".repeat(100) + "\"");
        assertThat(Excerpt.quote("x".repeat(101))).isEqualTo("\"" + "x".repeat(100) + "…\" (101 characters)");
        assertThat(Excerpt.plain("x".repeat(100))).isEqualTo("x".repeat(100));
        assertThat(Excerpt.plain("x".repeat(101))).isEqualTo("x".repeat(100) + "…");
    }
}
