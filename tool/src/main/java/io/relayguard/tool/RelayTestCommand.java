package io.relayguard.tool;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.relaytest.Families;
import io.relayguard.relaytest.Limits;
import io.relayguard.relaytest.Names;
import io.relayguard.relaytest.Progress;
import io.relayguard.relaytest.RelayTest;
import io.relayguard.relaytest.RelayTestSettings;
import io.relayguard.relaytest.Report;
import io.relayguard.relaytest.Surroundings;
import io.relayguard.relaytest.Target;
import io.relayguard.relaytest.report.FormList;
import io.relayguard.relaytest.report.JsonReport;
import io.relayguard.relaytest.report.TextReport;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code relay-test}: tries to relay through a server in every form that is known, and says what it accepted. */
@Command(
        name = "relay-test",
        description = {
            "Tries to relay through a mail server, in every form that is known, and says what it accepted.",
            "Run it from outside, against servers that you run or have been asked to test."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing was accepted: every form that was tried was refused for good",
            "1:a form was accepted",
            "2:could not test, or some form has no final answer and none was accepted"
        })
final class RelayTestCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "HOST[:PORT]",
            description = "The server: a name or an address. Default port: 25.")
    private Optional<Target> target = Optional.empty();

    @Option(
            names = {"-o", "--outside"},
            paramLabel = "DOMAIN",
            description = "A domain that the server has nothing to do with, best one of yours: D in the forms."
                    + " Default: example.com.")
    private Optional<DomainName> outside = Optional.empty();

    @Option(
            names = "--outside-address",
            paramLabel = "ADDRESS",
            description = "An address that the server has nothing to do with; once for each family."
                    + " Default: 203.0.113.25 and 2001:db8::25, which nobody has.")
    private List<IpAddress> outsideAddresses = List.of();

    @Option(
            names = {"-l", "--local"},
            paramLabel = "DOMAIN",
            description = "A domain with mailboxes on the server: L in the forms.")
    private Optional<DomainName> local = Optional.empty();

    @Option(
            names = "--local-recipient",
            paramLabel = "MAILBOX",
            converter = ValueForms.MailboxForm.class,
            description =
                    "A mailbox that the server takes mail for from anybody. Default: postmaster in the local domain.")
    private Optional<String> localRecipient = Optional.empty();

    @Option(
            names = {"-b", "--backed-up"},
            paramLabel = "DOMAIN",
            description = "A domain that the server is secondary MX for: B in the forms.")
    private Optional<DomainName> backedUp = Optional.empty();

    @Option(
            names = {"-s", "--source"},
            paramLabel = "ADDRESS",
            description = "The address of this machine to come from. Default: the system chooses.")
    private Optional<IpAddress> source = Optional.empty();

    @Option(
            names = "--server-name",
            paramLabel = "NAME",
            description = "The server's own name: S in the forms. Default: as it greets.")
    private Optional<DomainName> serverName = Optional.empty();

    @Option(
            names = "--helo",
            paramLabel = "NAME",
            converter = ValueForms.HeloForm.class,
            description = "The name to say in EHLO. Default: the address that we come from, in brackets.")
    private Optional<String> helo = Optional.empty();

    @Option(names = "-4", description = "Only over IPv4.")
    private boolean ipv4Only;

    @Option(names = "-6", description = "Only over IPv6.")
    private boolean ipv6Only;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "TIME",
            description = "The longest wait for a connection or a reply, such as 500ms or 2m. Default: 30s.")
    private Duration timeout = Limits.DEFAULT.reply();

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            description = "The longest that the whole test may take. Default: 30m.")
    private Duration limit = Limits.DEFAULT.whole();

    @Option(
            names = "--connections-per-minute",
            paramLabel = "NUMBER",
            description = "How many connections may start in any minute. Default: 60.")
    private int connectionsPerMinute = Limits.DEFAULT.connectionsInAMinute();

    @Option(
            names = "--deliver",
            description = "Send a marked message wherever a form is accepted, instead of stopping before DATA."
                    + " Needs --outside.")
    private boolean deliver;

    @Option(names = "--json", description = "One JSON document instead of the table.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress on standard error.")
    private boolean quiet;

    @Option(names = "--forms", description = "List the forms, and test nothing.")
    private boolean forms;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (forms) {
            out.print(FormList.text());
            out.flush();
            return 0;
        }
        RelayTestSettings settings = settings();
        Progress progress = quiet
                ? Progress.UNHEARD
                : new PrintedProgress(spec.commandLine().getErr());
        Report report = new RelayTest(settings, Surroundings.real(Clock.systemUTC()), progress).run();
        out.print(json ? JsonReport.of(report) : TextReport.of(report));
        out.flush();
        return report.conclusion().exitCode();
    }

    private RelayTestSettings settings() {
        if (ipv4Only && ipv6Only) {
            throw wrong("-4 and -6 exclude each other");
        }
        if (deliver && outside.isEmpty()) {
            throw wrong("--deliver sends mail to the outside domain: name one of yours with --outside");
        }
        if (connectionsPerMinute < 1) {
            throw wrong("--connections-per-minute is " + connectionsPerMinute + ": expected 1 or more");
        }
        return new RelayTestSettings(
                target.orElseThrow(() -> wrong("Missing required parameter: HOST[:PORT]")),
                ipv4Only ? Families.IPV4_ONLY : ipv6Only ? Families.IPV6_ONLY : Families.BOTH,
                names(),
                new Limits(timeout, limit, connectionsPerMinute),
                source.map(this::ofThisMachine),
                deliver);
    }

    private Names names() {
        try {
            return new Names(
                    outside.orElse(Names.DEFAULT_OUTSIDE),
                    outsideAddress(IpAddress.Family.IPV4).orElse(Names.DEFAULT_OUTSIDE_IPV4),
                    outsideAddress(IpAddress.Family.IPV6).orElse(Names.DEFAULT_OUTSIDE_IPV6),
                    local,
                    localRecipient,
                    backedUp,
                    serverName,
                    helo);
        } catch (IllegalArgumentException notOutside) {
            throw wrong(String.valueOf(notOutside.getMessage()));
        }
    }

    private Optional<IpAddress> outsideAddress(IpAddress.Family family) {
        List<IpAddress> given = outsideAddresses.stream()
                .filter(address -> address.family() == family)
                .toList();
        if (given.size() > 1) {
            throw wrong("--outside-address is given more than once for a family: " + given);
        }
        return given.stream().findFirst();
    }

    private InetAddress ofThisMachine(IpAddress address) {
        try {
            return InetAddress.getByName(address.toString());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address needs no look-up: " + address, impossible);
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
