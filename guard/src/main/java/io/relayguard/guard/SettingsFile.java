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
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code conf/relayguard.xml}, read through James's own configuration. A file that is not there counts as empty. */
final class SettingsFile {
    private static final Logger LOGGER = LoggerFactory.getLogger(SettingsFile.class);
    private static final String COMPONENT = "relayguard";

    private final ConfigurationProvider configurations;
    private final FileSystem fileSystem;

    SettingsFile(ConfigurationProvider configurations, FileSystem fileSystem) {
        this.configurations = configurations;
        this.fileSystem = fileSystem;
    }

    /** @throws InvalidSettings with every problem; they are logged too, above James's stack trace */
    Settings read() throws InvalidSettings {
        try {
            return new SettingsParser(new JamesListFiles(fileSystem), HostName.OURS).parse(root());
        } catch (InvalidSettings invalid) {
            LOGGER.error("James cannot start with this configuration: {}", invalid.getMessage());
            throw invalid;
        }
    }

    private Element root() throws InvalidSettings {
        try {
            HierarchicalConfiguration<ImmutableNode> configuration = configurations.getConfiguration(COMPONENT);
            if (configuration == FileConfigurationProvider.EMPTY_CONFIGURATION) {
                LOGGER.warn("conf/relayguard.xml is not there: relaying is for loopback clients and users only");
                return new Element(COMPONENT, Map.of(), "", List.of());
            }
            return element(rootName(configuration), rootNode(configuration));
        } catch (ConfigurationException unreadable) {
            throw new InvalidSettings(List.of(new Problem("relayguard.xml", reason(unreadable), "well-formed XML")));
        }
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
