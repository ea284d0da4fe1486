package io.relayguard.spool.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two Java machines and one folder. */
@Timeout(120)
class FolderLockTest {
    private final Path folder;

    FolderLockTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** The other process: opens the folder, says how that went, and lives until its input ends. */
    static final class Other {
        public static void main(String[] args) throws IOException {
            try {
                open(Path.of(args[0]));
                System.out.println("opened");
            } catch (IOException refused) {
                System.out.println(refused.getMessage());
            }
            var unused = System.in.read();
        }
    }

    private static void open(Path folder) throws IOException {
        new SpoolFolder(Disk.ofThisMachine(), folder, SpoolFolder.FLAT_BOUND).init();
    }

    private Process other() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String answer(Process process) throws IOException {
        BufferedReader lines = process.inputReader();
        return String.valueOf(lines.readLine());
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void secondProcessIsRefusedAndToldWhoHasTheFolder() throws Exception {
        open(folder);
        Process second = other();
        try {
            assertThat(answer(second))
                    .startsWith(folder + " is in use by another process (pid "
                            + ProcessHandle.current().pid() + " on ")
                    .contains("<node>");
        } finally {
            end(second);
        }
    }

    @Test
    void folderIsFreeOnceItsProcessIsGoneHoweverItEnded() throws Exception {
        Process first = other();
        try {
            assertThat(answer(first)).isEqualTo("opened");
            assertThatThrownBy(() -> open(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by another process (pid " + first.pid() + " on ");
        } finally {
            end(first);
        }
        assertThatCode(() -> open(folder)).doesNotThrowAnyException();
    }

    @Test
    void oneProcessMayOpenAFolderOftenUnderAnyOfItsNames() throws Exception {
        Path alias = Files.createSymbolicLink(folder.resolve("alias"), Files.createDirectory(folder.resolve("real")));
        open(folder.resolve("real"));
        assertThatCode(() -> open(folder.resolve("real"))).doesNotThrowAnyException();
        assertThatCode(() -> open(alias)).doesNotThrowAnyException();
    }

    @Test
    void twoFoldersHaveTwoOwners() throws Exception {
        open(Files.createDirectory(folder.resolve("beside")));
        Process second = other();
        try {
            assertThat(answer(second)).isEqualTo("opened");
        } finally {
            end(second);
        }
    }

    @Test
    void onlyTheOwnerMayReadTheLock() throws Exception {
        open(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".lock"))))
                .isEqualTo("rw-------");
    }
}
