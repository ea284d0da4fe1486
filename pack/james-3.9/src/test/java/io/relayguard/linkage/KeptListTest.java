package io.relayguard.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeptListTest {
    @Test
    void linesNameReferencesAsTheyAreReported() {
        KeptList kept = KeptList.parse(List.of("# a comment", "", "void a.B.c(int) | B.java | x/B.java"));

        assertThat(kept.references()).containsExactly("void a.B.c(int)");
        assertThat(kept.has(new Reference.ToMethod("a/B", "c", "(I)V", false))).isTrue();
        assertThat(kept.has(new Reference.ToMethod("a/B", "c", "(J)V", false))).isFalse();
        assertThat(kept.has(new Reference.ToClass("a/B"))).isFalse();
    }

    @Test
    void lineWithoutBothFilesIsRefused() {
        for (String line : List.of("a.B", "a.B | B.java", "a.B | B.java | ", "a.B | B.java | B.java | more")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KeptList.parse(List.of(line)))
                    .withMessageContaining(line)
                    .withMessageContaining("reference | file in the release | file in the newest sources");
        }
    }

    @Test
    void referenceThatStandsThereTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeptList.parse(List.of("a.B | B.java | B.java", "a.B | C.java | C.java")))
                .withMessageContaining("\"a.B\" stands there twice");
    }
}
