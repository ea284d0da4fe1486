package io.relayguard.tool.spool;

import io.relayguard.spool.format.SpoolFile;
import io.relayguard.spool.format.SpoolFolder;
import io.relayguard.spool.format.TornFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** A line for each mail, oldest first, and one for each file that was set aside. */
@Command(
        name = "list",
        description = {
            "Lists the mails, the oldest first: name, octets, since when, sender, recipients, state.",
            "Then what was set aside, and what is wrong with it. Checksums are not looked at: verify does that."
        },
        mixinStandardHelpOptions = true)
final class ListCommand extends SpoolTask {
    @Override
    int run(SpoolFolder spool, PrintWriter out) throws IOException {
        long mails = 0;
        for (Iterator<String> names = spool.names(); names.hasNext(); mails++) {
            list(spool, names.next(), out);
        }
        List<Path> aside = spool.filesSetAside();
        for (Path file : aside) {
            out.println("set aside: " + Printable.of(file.getFileName().toString()) + "  " + state(spool, file));
        }
        out.println(mails + " mails, " + aside.size() + " set aside");
        return DONE;
    }

    private static void list(SpoolFolder spool, String name, PrintWriter out) throws IOException {
        try {
            Optional<SpoolFile> file = spool.glance(name);
            if (file.isPresent()) {
                out.println(Names.printed(name) + "  " + line(file.get(), EnvelopeFields.of(file.get())));
            }
        } catch (TornFile torn) {
            out.println(Names.printed(name) + "  torn: " + Printable.of(torn.why()));
        } catch (NoSuchFileException delivered) {
            // By the server, while we list
        }
    }

    private static String line(SpoolFile file, EnvelopeFields envelope) {
        return String.join(
                "  ",
                String.valueOf(file.messageLength()),
                envelope.since().map(ListCommand::seconds).orElse("-"),
                Printable.of(envelope.sender()),
                Printable.of(String.join(",", envelope.recipients())),
                Printable.of(envelope.value("state").orElse("-")));
    }

    private static String seconds(Instant since) {
        return since.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String state(SpoolFolder spool, Path aside) throws IOException {
        try {
            EnvelopeFields.of(spool.read(aside));
            return "whole";
        } catch (TornFile torn) {
            return "torn: " + Printable.of(torn.why());
        }
    }
}
