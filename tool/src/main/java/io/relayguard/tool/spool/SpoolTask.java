package io.relayguard.tool.spool;

import io.relayguard.spool.format.Disk;
import io.relayguard.spool.format.SpoolFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One thing to do with a spool's folder. What goes wrong is one line on standard error, and exit code 2. */
abstract class SpoolTask implements Callable<Integer> {
    static final int DONE = 0;
    private static final int COULD_NOT = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FOLDER",
            description = "The folder of one relay domain, such as var/mail/secondary-mx/mx2-a/example.org.")
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private Path folder;

    /** The exit code. */
    abstract int run(SpoolFolder spool, PrintWriter out) throws IOException;

    @Override
    public final Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (!Files.isDirectory(folder)) {
                throw new IOException(folder + ": expected the folder of a spool, found "
                        + (Files.exists(folder) ? "a file" : "nothing"));
            }
            return run(new SpoolFolder(Disk.ofThisMachine(), folder, SpoolFolder.FLAT_BOUND), out);
        } catch (IOException failed) {
            spec.commandLine().getErr().println(Printable.of(words(failed)));
            return COULD_NOT;
        } finally {
            out.flush();
        }
    }

    private static String words(IOException failed) {
        if (failed instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file";
        }
        if (failed instanceof FileAlreadyExistsException taken) {
            return taken.getFile() + ": there is a file of this name already; nothing was overwritten";
        }
        if (failed instanceof FileSystemException refused) {
            return refused.getFile() + ": "
                    + Optional.ofNullable(refused.getReason())
                            .orElse(refused.getClass().getSimpleName());
        }
        return String.valueOf(failed.getMessage());
    }
}
