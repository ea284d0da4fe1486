package io.relayguard.guard;

import io.relayguard.core.settings.Element;
import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.InvalidSettings.Problem;
import io.relayguard.core.settings.Settings;
import io.relayguard.core.settings.SettingsParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.jspecify.annotations.Nullable;

/** {@code conf/relayguard.xml}, read through James's own configuration. A file that is not there counts as empty. */
final class SettingsFile {
    private static final String COMPONENT = "relayguard";
    private static final String FILE = "file://";

    /** Where James has it unless it was started with another configuration folder. */
    private static final String USUAL_PLACE = "file://conf/relayguard.xml";

    private final ConfigurationProvider configurations;
    private final JamesListFiles files;

    /** What is known of the file with this stamp, so that it is parsed again only when it has changed. */
    private String stamp = "";

    private @Nullable Look parsed;
    private @Nullable InvalidSettings noXml;

    SettingsFile(ConfigurationProvider configurations, FileSystem fileSystem) {
        this.configurations = configurations;
        this.files = new JamesListFiles(fileSystem);
    }

    /**
     * How the file, and all that it names, look at one moment; two looks are equal unless something changed.
     *
     * @param stamps of the named files
     */
    record Look(Element root, boolean isThere, Map<String, String> stamps) {}

    /** @throws InvalidSettings if it is no XML */
    synchronized Look look() throws InvalidSettings {
        Optional<String> now = files.stampIfThere(USUAL_PLACE);
        if (now.isEmpty() || !now.equals(Optional.of(stamp))) {
            stamp = now.orElse("");
            parsed = null;
            noXml = null;
        }
        if (noXml != null) {
            throw noXml;
        }
        Look root = parsed == null ? parse() : parsed;
        parsed = root;
        Map<String, String> stamps = new TreeMap<>();
        addStamps(root.root(), stamps);
        return new Look(root.root(), root.isThere(), stamps);
    }

    private Look parse() throws InvalidSettings {
        try {
            HierarchicalConfiguration<ImmutableNode> configuration = configurations.getConfiguration(COMPONENT);
            return configuration == FileConfigurationProvider.EMPTY_CONFIGURATION
                    ? new Look(new Element(COMPONENT, Map.of(), "", List.of()), false, Map.of())
                    : new Look(element(rootName(configuration), rootNode(configuration)), true, Map.of());
        } catch (ConfigurationException unreadable) {
            noXml = new InvalidSettings(List.of(new Problem("relayguard.xml", reason(unreadable), "well-formed XML")));
            throw noXml;
        }
    }

    /** @throws InvalidSettings with every problem */
    Settings read(Look look) throws InvalidSettings {
        return new SettingsParser(files, HostName.OURS).parse(look.root());
    }

    private void addStamps(Element element, Map<String, String> stamps) {
        if (element.text().startsWith(FILE)) {
            stamps.computeIfAbsent(element.text(), files::stamp);
        }
        element.children().forEach(child -> addStamps(child, stamps));
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return Objects.requireNonNullElse(deepest.getMessage(), deepest.toString());
    }

    private static String rootName(HierarchicalConfiguration<ImmutableNode> configuration) {
        return configuration instanceof XMLConfiguration xml ? xml.getRootElementName() : COMPONENT;
    }

    private static ImmutableNode rootNode(HierarchicalConfiguration<ImmutableNode> configuration) {
        return ((BaseHierarchicalConfiguration) configuration).getNodeModel().getInMemoryRepresentation();
    }

    private static Element element(String name, ImmutableNode node) {
        Map<String, String> attributes = new LinkedHashMap<>();
        node.getAttributes().forEach((attribute, value) -> attributes.put(attribute, String.valueOf(value)));
        List<Element> children = node.getChildren().stream()
                .map(child -> element(child.getNodeName(), child))
                .toList();
        return new Element(
                name, attributes, Objects.toString(node.getValue(), "").trim(), children);
    }
}
