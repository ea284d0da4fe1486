package io.relayguard.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The kept inputs: a fuzz test without them would pass for having been asked nothing. */
class CorpusTest {
    private static final int FEWEST = 10;
    private static final int MOST = 200;
    private static final long MOST_BYTES = 1_000_000;

    private static final Path INPUTS = Path.of("src", "test", "resources", "io", "relayguard", "fuzz");
    private static final Path CLASSES = Path.of("target", "test-classes", "io", "relayguard", "fuzz");

    @TestFactory
    Stream<DynamicTest> everyFuzzTestHasItsInputs() {
        return fuzzTests().stream()
                .map(test -> dynamicTest(
                        folder(test),
                        () -> assertThat(files(INPUTS.resolve(folder(test)))).hasSizeBetween(FEWEST, MOST)));
    }

    @Test
    void thereIsNoInputThatNoTestReads() {
        List<Path> folders =
                fuzzTests().stream().map(test -> INPUTS.resolve(folder(test))).toList();

        assertThat(files(INPUTS)).map(Path::getParent).isSubsetOf(folders);
    }

    @Test
    void theyAreSmallEnoughToBeKept() {
        assertThat(files(INPUTS).stream()
                        .mapToLong(file -> file.toFile().length())
                        .sum())
                .isBetween(1L, MOST_BYTES);
    }

    /** Jazzer's name for the folder. */
    private static String folder(Method test) {
        return test.getDeclaringClass().getSimpleName() + "Inputs/" + test.getName();
    }

    private static List<Method> fuzzTests() {
        List<Method> tests = new ArrayList<>();
        files(CLASSES).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith("FuzzTest.class"))
                .sorted()
                .forEach(name -> {
                    List<Method> found = Stream.of(named(name).getDeclaredMethods())
                            .filter(method -> method.isAnnotationPresent(FuzzTest.class))
                            .toList();
                    assertThat(found).as("Jazzer fuzzes one of %s", name).hasSize(1);
                    tests.addAll(found);
                });
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static Class<?> named(String file) {
        try {
            return Class.forName(CorpusTest.class.getPackageName() + "." + file.replace(".class", ""));
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
