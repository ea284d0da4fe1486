package io.relayguard.tool;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.relaytest.Target;
import io.relayguard.tool.spool.SpoolCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What an administrator runs on a command line: {@code java -jar relay-guard-tool.jar COMMAND}. */
@Command(
        name = "relay-guard-tool",
        description = "Relay Guard for Apache James, on the command line.",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RelayTestCommand.class, SpoolCommand.class})
public final class RelayGuardTool {
    /** Neither 0 nor 1, which are answers: a wrong option, and whatever went wrong with us. */
    static final int COULD_NOT = 2;

    public static void main(String[] args) {
        System.exit(commandLine(System.out, System.err).execute(args));
    }

    static CommandLine commandLine(PrintStream out, PrintStream err) {
        CommandLine tool = new CommandLine(new RelayGuardTool());
        tool.setOut(utf8(out));
        tool.setErr(utf8(err));
        tool.registerConverter(Target.class, new ValueForms.TargetForm());
        tool.registerConverter(DomainName.class, new ValueForms.DomainForm());
        tool.registerConverter(IpAddress.class, new ValueForms.AddressForm());
        tool.registerConverter(Duration.class, new ValueForms.DurationForm());
        tool.setExitCodeExceptionMapper(failure -> COULD_NOT);
        tool.setUsageHelpAutoWidth(true);
        return tool;
    }

    /** Forms have characters that a terminal's own encoding may not know; JSON is UTF-8 in any case (RFC 8259 section 8.1). */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
