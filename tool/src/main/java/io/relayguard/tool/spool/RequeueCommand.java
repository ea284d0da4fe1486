package io.relayguard.tool.spool;

import io.relayguard.spool.format.SpoolFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts a whole file that was set aside back among the mails. */
@Command(
        name = "requeue",
        description = {
            "Puts a file that was set aside back among the mails, if it is whole and its name is free.",
            "The server finds it at its next start or flush."
        },
        mixinStandardHelpOptions = true)
final class RequeueCommand extends SpoolTask {
    @Parameters(index = "1", paramLabel = "NAME", description = "The file that was set aside, as list names it.")
    private String name = "";

    @Override
    int run(SpoolFolder spool, PrintWriter out) throws IOException {
        Path aside = Names.setAside(spool, name);
        EnvelopeFields.of(spool.read(aside));
        Path back = spool.requeue(aside);
        out.println(Printable.of(back.toString()) + ": the server finds it at its next start or flush");
        return DONE;
    }
}
