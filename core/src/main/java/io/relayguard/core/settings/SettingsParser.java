package io.relayguard.core.settings;

import io.relayguard.core.net.Excerpt;
import io.relayguard.core.net.GatewayAlarm;
import io.relayguard.core.net.Networks;
import io.relayguard.core.primary.RelayDomains;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads relayguard.xml, strictly: what is not known is wrong, and all that is wrong is said at once.
 *
 * <p>No name is looked up, and nothing is read but the files that {@code file://} names.
 */
public final class SettingsParser {
    private final ListFiles files;
    private final String node;

    /** The host name is the default of {@code <node>}; characters that may not stand there become hyphens. */
    public SettingsParser(ListFiles files, String hostName) {
        this.files = files;
        this.node = NodeName.of(hostName);
    }

    /**
     * Reads the whole file.
     *
     * @throws InvalidSettings with every problem, each by its element, what stands there and what was expected
     */
    public Settings parse(Element root) throws InvalidSettings {
        Problems problems = new Problems();
        if (!root.name().equals(ElementReader.ROOT)) {
            problems.add("the root element", Excerpt.quote(root.name()), ElementReader.ROOT);
        }
        Settings settings = read(new ElementReader(root, ElementReader.ROOT, problems));
        problems.throwIfAny();
        return settings;
    }

    private Settings read(ElementReader root) {
        List<String> elements = new ArrayList<>(RulesParser.ELEMENTS);
        elements.addAll(List.of("networks", "relayDomains", "dnsbl", "buffer", "dns", "reload"));
        root.only(List.of(RulesParser.MODE), elements);
        BufferSettings defaults = BufferSettings.defaults(node);
        NetworksParser networks = new NetworksParser(files);
        Settings settings = new Settings(
                RulesParser.read(root),
                root.once("networks", networks::read, Networks.DEFAULT),
                root.once("networks", NetworksParser::readSelf, Self.UNNAMED),
                root.once("networks", NetworksParser::readAlarm, GatewayAlarm.DEFAULT),
                root.once("relayDomains", element -> RelayDomainsParser.read(element, files), RelayDomains.NONE),
                root.once("dnsbl", element -> new DnsblParser(files).read(element), DnsblSettings.NONE),
                root.once("buffer", buffer -> BufferParser.read(buffer, defaults), defaults),
                root.once("dns", DnsParser::read, DnsSettings.SYSTEM),
                root.once("reload", ReloadParser::read, ReloadSettings.DEFAULT));
        RulesParser.match(root, settings.rules(), settings.relayDomains());
        return settings;
    }
}
