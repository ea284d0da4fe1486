package io.relayguard.tool.spool;

import io.relayguard.spool.format.Disk;
import io.relayguard.spool.format.SpoolFile;
import io.relayguard.spool.format.SpoolFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One message, octet for octet, in a file of its own. */
@Command(
        name = "export",
        description = "Writes a mail's message to a file, octet for octet. Nothing is overwritten.",
        mixinStandardHelpOptions = true)
final class ExportCommand extends SpoolTask {
    private static final int PIECE = 64 * 1024;

    @Parameters(index = "1", paramLabel = "NAME", description = "The mail, as list names it.")
    private String name = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Where to. Default: the mail's name and .eml, in the working directory.")
    private Optional<Path> target = Optional.empty();

    @Override
    int run(SpoolFolder spool, PrintWriter out) throws IOException {
        SpoolFile file = spool.read(Names.find(spool, name));
        Path written = target.orElseGet(() -> Path.of(file.path().getFileName() + ".eml"));
        Disk disk = Disk.ofThisMachine();
        try (InputStream message = file.openMessage()) {
            write(disk, written, message);
        }
        out.println(Printable.of(written.toString()) + ": " + file.messageLength() + " octets");
        return DONE;
    }

    /** For its owner alone to read; a part of a message does not stay. */
    private static void write(Disk disk, Path file, InputStream message) throws IOException {
        Disk.NewFile eml = disk.create(file);
        try (eml) {
            byte[] piece = new byte[PIECE];
            long position = 0;
            for (int read; (read = message.read(piece)) > 0; position += read) {
                eml.write(position, piece, 0, read);
            }
            eml.force();
        } catch (IOException failed) {
            disk.remove(file);
            throw failed;
        }
    }
}
