package io.relayguard.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the jar for 3.9 has in common with the one for 3.8, and what not. */
class JarContentsTest {
    private static final String RELOCATED = "relayguard/shaded/";

    @Test
    void bothHaveTheSameFiles() throws IOException {
        assertThat(files(Jars.FOR_3_9)).isEqualTo(files(Jars.FOR_3_8));
    }

    @Test
    void relocatedLibrariesAreTheSameByteForByte() throws IOException {
        Library for38 = Jars.classesOf(Jars.FOR_3_8);
        Library for39 = Jars.classesOf(Jars.FOR_3_9);
        Set<String> relocated = for38.names().stream()
                .filter(name -> name.startsWith(RELOCATED))
                .collect(Collectors.toSet());

        assertThat(relocated).isNotEmpty();
        assertThat(relocated)
                .allSatisfy(name -> assertThat(for39.classFile(name)).isEqualTo(for38.classFile(name)));
    }

    @Test
    void eachSaysForWhichJamesItIs() throws IOException {
        assertThat(title(Jars.FOR_3_8)).isEqualTo("Relay Guard for Apache James 3.8");
        assertThat(title(Jars.FOR_3_9)).isEqualTo("Relay Guard for Apache James 3.9");
    }

    private static Set<String> files(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName())
                    .collect(Collectors.toSet());
        }
    }

    private static String title(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_TITLE);
        }
    }
}
