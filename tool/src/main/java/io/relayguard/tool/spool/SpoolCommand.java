package io.relayguard.tool.spool;

import picocli.CommandLine.Command;

/** {@code spool}: lists, shows, verifies and exports kept mail, and re-queues what was set aside. */
@Command(
        name = "spool",
        description = {
            "Reads the folder of a spool, that of a running server too.",
            "Nothing but requeue changes anything in it."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ListCommand.class,
            ShowCommand.class,
            VerifyCommand.class,
            ExportCommand.class,
            RequeueCommand.class
        })
public final class SpoolCommand {}
