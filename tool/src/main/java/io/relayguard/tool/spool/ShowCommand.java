package io.relayguard.tool.spool;

import io.relayguard.spool.format.SpoolFile;
import io.relayguard.spool.format.SpoolFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One mail's envelope, and its message's headers. */
@Command(
        name = "show",
        description = "Shows a mail's envelope and the headers of its message.",
        mixinStandardHelpOptions = true)
final class ShowCommand extends SpoolTask {
    private static final List<String> FIELDS = List.of("state", "errorMessage", "remoteHost", "remoteAddr");

    @Parameters(index = "1", paramLabel = "NAME", description = "The mail, as list names it.")
    private String name = "";

    @Override
    int run(SpoolFolder spool, PrintWriter out) throws IOException {
        SpoolFile file = spool.read(Names.find(spool, name));
        EnvelopeFields envelope = EnvelopeFields.of(file);
        out.println("file: " + Printable.of(file.path().toString()));
        field(out, "name", envelope.value("name"));
        out.println("octets: " + file.messageLength());
        field(out, "since", envelope.since().map(Instant::toString));
        field(out, "sender", Optional.of(envelope.sender()));
        envelope.recipients().forEach(recipient -> field(out, "recipient", Optional.of("<" + recipient + ">")));
        FIELDS.forEach(field -> field(out, field, envelope.value(field)));
        out.println();
        headers(file, out);
        return DONE;
    }

    private static void field(PrintWriter out, String field, Optional<String> value) {
        value.ifPresent(text -> out.println(field + ": " + Printable.of(text)));
    }

    /** Up to the empty line; 8-bit characters as Latin-1, since nothing says what they are. */
    private static void headers(SpoolFile file, PrintWriter out) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(file.openMessage(), StandardCharsets.ISO_8859_1))) {
            for (String line; (line = lines.readLine()) != null && !line.isEmpty(); ) {
                out.println(Printable.of(line.replace('\t', ' ')));
            }
        }
    }
}
