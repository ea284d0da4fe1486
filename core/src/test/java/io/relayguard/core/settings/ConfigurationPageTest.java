package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.collect.Maps;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.dnsbl.DnsblRules;
import io.relayguard.core.dnsbl.HealthRules;
import io.relayguard.core.dnsbl.Kind;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.net.GatewayAlarm;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.net.Networks;
import io.relayguard.core.primary.BufferLimits;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.relay.Enforcement;
import io.relayguard.core.relay.ForgedSenders;
import io.relayguard.core.relay.Mode;
import io.relayguard.core.relay.RelayRules;
import io.relayguard.core.relay.Role;
import io.relayguard.core.relay.Roles;
import io.relayguard.core.relay.Rule;
import io.relayguard.core.settings.BufferSettings.Connections;
import io.relayguard.core.settings.DnsblSettings.CacheRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds docs/configuration.md to what the parser does. */
class ConfigurationPageTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|[^|]*\\| ([^|]*) \\|[^|]*\\|$");

    private final String page = read();

    private static String read() {
        try {
            return Files.readString(Path.of("..", "docs", "configuration.md"));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    private Map<String, String> defaults() {
        return ROW.matcher(page)
                .results()
                .collect(Collectors.toMap(row -> row.group(1), (MatchResult row) -> row.group(2)));
    }

    @Test
    void theTableHasTheDefaultsOfTheRecords() {
        BufferSettings.Retry retry = BufferSettings.Retry.DEFAULT;
        BufferLimits limits = BufferSettings.DEFAULT_LIMITS;
        assertThat(Maps.filterKeys(defaults(), name -> !name.startsWith("dnsbl")))
                .containsOnly(
                        Map.entry("@mode", "`" + Enforcement.WHOLE.mode().code() + "`"),
                        Map.entry("role", "every way is open"),
                        Map.entry("observe", "none"),
                        Map.entry(
                                "forgedSenders@default",
                                ForgedSenders.ACCEPT.refuseByDefault() ? "`refuse`" : "`accept`"),
                        Map.entry("forgedSenders/accept", "none"),
                        Map.entry("forgedSenders/refuse", "none"),
                        Map.entry("networks/self", "none"),
                        Map.entry("networks/suspectGateway", "`" + GatewayAlarm.DEFAULT.percent() + "%`"),
                        Map.entry("relayDomains/domains", "none"),
                        Map.entry("relayDomains/domains@primary", "`mx`"),
                        Map.entry("reload@every", "`" + DurationForm.write(ReloadSettings.DEFAULT.every()) + "`"),
                        Map.entry("networks/internal", "`" + written(Networks.DEFAULT.internal()) + "`"),
                        Map.entry("networks/gateways", "none"),
                        Map.entry("relayDomains/domain@name", "required"),
                        Map.entry(
                                "relayDomains/domain/primary",
                                "required; port `" + Primary.Host.DEFAULT_PORT + "`, TLS `"
                                        + Primary.Host.DEFAULT_TLS.word() + "`"),
                        Map.entry("relayDomains/domain/etrn", "none"),
                        Map.entry("buffer/repository", "`" + BufferSettings.DEFAULT_REPOSITORY + "`"),
                        Map.entry("buffer/node", "this host's name"),
                        Map.entry("buffer/retry@first", "`" + DurationForm.write(retry.first()) + "`"),
                        Map.entry("buffer/retry@max", "`" + DurationForm.write(retry.max()) + "`"),
                        Map.entry("buffer/maxAge", "`" + DurationForm.write(BufferSettings.DEFAULT_MAX_AGE) + "`"),
                        Map.entry("buffer/delayWarning", "`off`"),
                        Map.entry("buffer/connections", "`" + Connections.DEFAULT.most() + "`"),
                        Map.entry("buffer/connections@messages", "`" + Connections.DEFAULT.messages() + "`"),
                        Map.entry(
                                "buffer/connections@idle", "`" + DurationForm.write(Connections.DEFAULT.idle()) + "`"),
                        Map.entry("buffer/minFreeDisk", "`" + (limits.minFreeDisk() >> 20) + "MiB`"),
                        Map.entry("buffer/maxMessages", "`" + limits.messages() + "`"),
                        Map.entry("buffer/maxMessages@perDestination", "as in all"),
                        Map.entry("buffer/maxBytes", "none"),
                        Map.entry("buffer/maxBytes@perDestination", "as in all"),
                        Map.entry("buffer/bounceProcessor", "`" + BufferSettings.DEFAULT_BOUNCE_PROCESSOR + "`"),
                        Map.entry("buffer/relayedProcessor", "`off`"),
                        Map.entry(
                                "dns/server", "the system's servers; port `" + DnsSettings.Server.DEFAULT_PORT + "`"));
    }

    @Test
    void theTableHasTheDefaultsOfListsInDnsToo() throws InvalidSettings {
        DnsblSettings none = DnsblSettings.NONE;
        Zone zone = Documents.parse("<relayguard><dnsbl><zone>a.example</zone></dnsbl></relayguard>")
                .dnsbl()
                .rules()
                .zones()
                .get(0);
        assertThat(Maps.filterKeys(defaults(), name -> name.startsWith("dnsbl")))
                .containsOnly(
                        Map.entry("dnsbl@threshold", "`" + none.rules().threshold() + "`"),
                        Map.entry("dnsbl@deadline", written(none.deadline())),
                        Map.entry("dnsbl@waiting", "`" + none.waiting() + "`"),
                        Map.entry("dnsbl/zone", "none"),
                        Map.entry("dnsbl/zone@weight", "`" + zone.weight() + "`"),
                        Map.entry("dnsbl/zone@replies", "`" + zone.replies() + "`"),
                        Map.entry("dnsbl/zone@mode", zone.observed() ? "`observe`" : "`enforce`"),
                        Map.entry("dnsbl/zone@label", "the zone's name; required where that looks like a key"),
                        Map.entry("dnsbl/zone@kind", "`" + zone.kind().code() + "`"),
                        Map.entry("dnsbl/zone@test", zone.tested() ? "`rfc5782`" : "`none`"),
                        Map.entry("dnsbl/exempt", "none"),
                        Map.entry("dnsbl/cache@entries", "`" + none.cache().entries() + "`"),
                        Map.entry(
                                "dnsbl/cache@listedShortest",
                                written(none.cache().listed().shortest())),
                        Map.entry(
                                "dnsbl/cache@listedLongest",
                                written(none.cache().listed().longest())),
                        Map.entry(
                                "dnsbl/cache@unlistedShortest",
                                written(none.cache().unlisted().shortest())),
                        Map.entry(
                                "dnsbl/cache@unlistedLongest",
                                written(none.cache().unlisted().longest())),
                        Map.entry("dnsbl/cache@silence", written(none.cache().silence())),
                        Map.entry("dnsbl/health@every", written(none.health().every())),
                        Map.entry("dnsbl/health@errors", "`" + none.health().errorPercent() + "%`"),
                        Map.entry("dnsbl/health@timeOuts", "`" + none.health().timeOuts() + "`"));
    }

    private static String written(Duration time) {
        return "`" + DurationForm.write(time) + "`";
    }

    private static String written(NetworkSet set) {
        return set.entries().map(entry -> entry.network().toString()).collect(Collectors.joining(", "));
    }

    @Test
    void theCompleteConfigurationIsRight() throws InvalidSettings {
        String xml = block("complete").lines().map(line -> line.substring(2)).collect(Collectors.joining("\n"));
        Settings settings = Documents.parse(
                xml,
                Documents.files(Map.of(
                        "file://conf/internal-networks.txt", List.of("192.168.0.0/16"),
                        "file://conf/relay-domains.txt", domainFile())));

        assertThat(settings.networks().internal().size()).isEqualTo(6);
        assertThat(settings.relayDomains().find(new DomainName("example.org")))
                .map(RelayDomain::primaries)
                .contains(List.of(new Primary.Host("mail.example.org", 25), new Primary.Mx()));
        assertThat(settings.buffer()).isEqualTo(BufferSettings.defaults("mx2-a"));
        assertThat(settings.dns().servers()).hasSize(2);
        assertThat(settings.relayDomains().size()).isEqualTo(4);
        assertThat(settings.rules())
                .isEqualTo(new RelayRules(
                        new Roles(EnumSet.of(Role.MAIL_SERVER, Role.SECONDARY_MX, Role.OUTGOING_RELAY)),
                        new ForgedSenders(true, Set.of(), Set.of(new DomainName("lists.example.net"))),
                        new Enforcement(Mode.ENFORCE, Set.of(Rule.FORGED_SENDER))));
        assertThat(settings.self().names()).containsExactly(new DomainName("mx2.example.net"));
        assertThat(settings.gatewayAlarm()).isEqualTo(GatewayAlarm.DEFAULT);
        assertThat(settings.reload()).isEqualTo(ReloadSettings.DEFAULT);
        assertThat(settings.dnsbl())
                .isEqualTo(new DnsblSettings(
                        new DnsblRules(settings.dnsbl().rules().zones(), 3),
                        DnsblSettings.NONE.deadline(),
                        DnsblSettings.NONE.waiting(),
                        settings.dnsbl().exempt(),
                        CacheRules.DEFAULT,
                        HealthRules.DEFAULT));
        assertThat(settings.dnsbl().exempt().entries()).hasSize(1);
        assertThat(settings.dnsbl().rules().zones())
                .extracting(zone ->
                        zone.label() + " " + zone.weight() + " " + zone.kind().code()
                                + (zone.observed() ? " observed" : "") + (zone.tested() ? "" : " untested"))
                .containsExactly(
                        "zen.spamhaus.org 3 client",
                        "bl.example.net 2 client observed",
                        "list.dnswl.org -4 client",
                        "paid 3 client",
                        "domains.example.net 2 sender",
                        "bl.example.org 1 client untested");
    }

    /** The one example of a file of relay domains: the block that has no name. */
    private List<String> domainFile() {
        Pattern block = Pattern.compile("(?s)A million lines load in seconds.\n\n```text\n(.*?)\n```");
        return block.matcher(page)
                .results()
                .flatMap(found -> found.group(1).lines())
                .toList();
    }

    @Test
    void theRolesModesAndRulesOfTheTableAreAllThatThereAre() {
        assertThat(type("@mode")).isEqualTo(codes(Stream.of(Mode.values()).map(Mode::code)));
        assertThat(type("role")).isEqualTo(codes(Stream.of(Role.values()).map(Role::code)));
        assertThat(type("observe"))
                .isEqualTo(codes(Stream.of(Rule.values())
                        .filter(rule -> !rule.guardsTheOutside())
                        .map(Rule::code)));
    }

    @Test
    void soAreTheKindsOfLists() {
        assertThat(type("dnsbl/zone@kind"))
                .isEqualTo(codes(Stream.of(Kind.values()).map(Kind::code)));
    }

    /** The words in code style in the second column. */
    private Set<String> type(String name) {
        return page.lines()
                .filter(line -> line.startsWith("| `" + name + "` |"))
                .map(line -> line.replaceFirst("^[^|]*\\|[^|]*\\|([^|]*).*$", "$1"))
                .flatMap(cell -> CODE.matcher(cell).results().map(code -> code.group(1)))
                .collect(Collectors.toSet());
    }

    private static Set<String> codes(Stream<String> codes) {
        return codes.collect(Collectors.toSet());
    }

    @Test
    void theWrongConfigurationHasTheMessageThatThePageShows() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> Documents.parse(block("wrong")))
                .withMessage(block("message"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@mode | <relayguard mode='%s'/>",
                "observe | <relayguard><observe>%s</observe></relayguard>",
                "forgedSenders@default | <relayguard><forgedSenders default='%s'/></relayguard>",
                "forgedSenders/accept | <relayguard><forgedSenders><accept>%s</accept></forgedSenders></relayguard>",
                "forgedSenders/refuse | <relayguard><forgedSenders><refuse>%s</refuse></forgedSenders></relayguard>",
                "networks/internal | <relayguard><networks><internal>%s</internal></networks></relayguard>",
                "networks/gateways | <relayguard><networks><gateways>%s</gateways></networks></relayguard>",
                "networks/self | <relayguard><networks><self>%s</self></networks></relayguard>",
                "networks/suspectGateway | <relayguard><networks><suspectGateway>%s</suspectGateway></networks></relayguard>",
                "relayDomains/domain/etrn | <relayguard><relayDomains><domain name='a.example'><primary>mx</primary><etrn>%s</etrn></domain></relayDomains></relayguard>",
                "dnsbl@deadline | <relayguard><dnsbl deadline='%s'/></relayguard>",
                "dnsbl@waiting | <relayguard><dnsbl waiting='%s'/></relayguard>",
                "dnsbl/zone | <relayguard><dnsbl><zone>%s</zone></dnsbl></relayguard>",
                "dnsbl/exempt | <relayguard><dnsbl><exempt>%s</exempt></dnsbl></relayguard>",
                "dnsbl/cache@entries | <relayguard><dnsbl><cache entries='%s'/></dnsbl></relayguard>",
                "dnsbl/cache@listedShortest | <relayguard><dnsbl><cache listedShortest='%s'/></dnsbl></relayguard>",
                "dnsbl/cache@listedLongest | <relayguard><dnsbl><cache listedLongest='%s'/></dnsbl></relayguard>",
                "dnsbl/cache@unlistedShortest | <relayguard><dnsbl><cache unlistedShortest='%s'/></dnsbl></relayguard>",
                "dnsbl/cache@unlistedLongest | <relayguard><dnsbl><cache unlistedLongest='%s'/></dnsbl></relayguard>",
                "dnsbl/cache@silence | <relayguard><dnsbl><cache silence='%s'/></dnsbl></relayguard>",
                "dnsbl/health@every | <relayguard><dnsbl><health every='%s'/></dnsbl></relayguard>",
                "dnsbl/health@errors | <relayguard><dnsbl><health errors='%s'/></dnsbl></relayguard>",
                "dnsbl/health@timeOuts | <relayguard><dnsbl><health timeOuts='%s'/></dnsbl></relayguard>",
                "dns/server | <relayguard><dns><server>%s</server></dns></relayguard>",
                "reload@every | <relayguard><reload every='%s'/></relayguard>"
            })
    void andAreNotWhatHoldsAnyway(String name, String xml) throws InvalidSettings {
        assertThat(Documents.parse(xml.formatted(example(name)))).isNotEqualTo(Documents.parse("<relayguard/>"));
    }

    @ParameterizedTest
    @CsvSource({"weight", "replies", "mode", "label", "kind", "test"})
    void norAreThoseOfAZone(String attribute) throws InvalidSettings {
        String zones = "<relayguard><dnsbl><zone>a.example</zone><zone %s>b.example</zone></dnsbl></relayguard>";
        assertThat(Documents.parse(zones.formatted(attribute + "='" + example("dnsbl/zone@" + attribute) + "'"))
                        .dnsbl()
                        .rules())
                .isNotEqualTo(Documents.parse(zones.formatted("")).dnsbl().rules());
    }

    @Test
    void noThresholdIsBeyondTheZonesOfTheExample() throws InvalidSettings {
        assertThat(Documents.parse(
                                "<relayguard><dnsbl threshold='%s'><zone weight='%s'>a.example</zone></dnsbl></relayguard>"
                                        .formatted(example("dnsbl@threshold"), example("dnsbl/zone@weight")))
                        .dnsbl()
                        .rules()
                        .threshold())
                .isEqualTo(3);
    }

    private String example(String name) {
        return page.lines()
                .filter(line -> line.startsWith("| `" + name + "` |"))
                .map(line -> line.replaceAll(".*\\| `([^`]*)` \\|$", "$1"))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource({
        "buffer/repository, repository",
        "buffer/node, node",
        "buffer/maxAge, maxAge",
        "buffer/connections, connections",
        "buffer/bounceProcessor, bounceProcessor",
        "buffer/relayedProcessor, relayedProcessor"
    })
    void theExamplesOfTheTableAreRight(String name, String element) throws InvalidSettings {
        assertThat(Documents.parse("<relayguard><buffer><%1$s>%2$s</%1$s></buffer></relayguard>"
                                .formatted(element, example(name)))
                        .buffer()
                        .toString())
                .contains(element + "=");
    }

    /** The fenced block behind the comment of this name. */
    private String block(String name) {
        Pattern block = Pattern.compile("(?s)<!-- " + name + " -->\n```[a-z]+\n(.*?)\n```");
        return block.matcher(page)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }
}
