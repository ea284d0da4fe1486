package io.relayguard.tool.spool;

import io.relayguard.spool.format.SpoolFolder;
import io.relayguard.spool.format.TornFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import picocli.CommandLine.Command;

/** Reads every mail to its end and holds it against its checksum. */
@Command(
        name = "verify",
        description = "Reads all mails, holds them against their checksums, and names those that are torn.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all mails are whole", "1:a mail is torn", "2:could not read them all"})
final class VerifyCommand extends SpoolTask {
    private static final int TORN = 1;

    @Override
    int run(SpoolFolder spool, PrintWriter out) throws IOException {
        long whole = 0;
        long torn = 0;
        for (Iterator<String> names = spool.names(); names.hasNext(); ) {
            String name = names.next();
            try {
                EnvelopeFields.of(spool.read(name));
                whole++;
            } catch (TornFile found) {
                out.println("torn: " + Names.printed(name) + "  " + Printable.of(found.why()));
                torn++;
            } catch (NoSuchFileException delivered) {
                // By the server, while we read
            }
        }
        out.println(
                whole + " whole, " + torn + " torn, " + spool.filesSetAside().size() + " set aside");
        return torn == 0 ? DONE : TORN;
    }
}
