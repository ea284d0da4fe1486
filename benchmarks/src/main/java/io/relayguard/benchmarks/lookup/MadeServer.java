package io.relayguard.benchmarks.lookup;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.relayguard.core.settings.Element;
import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.Settings;
import io.relayguard.core.settings.SettingsParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A relayguard.xml whose relay domains and internal networks stand in files, which lie in a temporary folder. */
final class MadeServer {
    private static final String DOMAINS = "file://relay-domains.txt";
    private static final String NETWORKS = "file://internal-networks.txt";

    private final Path folder;

    private MadeServer(Path folder) {
        this.folder = folder;
    }

    static MadeServer write(List<String> domains, List<String> networks) throws IOException {
        MadeServer server = new MadeServer(Files.createTempDirectory("relay-guard-lookup"));
        Files.write(server.file(DOMAINS), domains);
        Files.write(server.file(NETWORKS), networks);
        return server;
    }

    /** Reads it all, as at a start. */
    Settings settings() throws InvalidSettings {
        return new SettingsParser(this::lines, "mx2.example.net").parse(root());
    }

    private Stream<String> lines(String url) throws IOException {
        BufferedReader reader = Files.newBufferedReader(file(url));
        return reader.lines().onClose(() -> close(reader));
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path file(String url) {
        return folder.resolve(url.substring("file://".length()));
    }

    /** Forged senders are refused, since then the sender's domain is looked up as well as the recipient's. */
    private static Element root() {
        List<Element> children = new ArrayList<>();
        for (String role : List.of("secondary-mx", "mail-server", "outgoing-relay")) {
            children.add(new Element("role", Map.of(), role, List.of()));
        }
        children.add(new Element("forgedSenders", Map.of("default", "refuse"), "", List.of()));
        children.add(around("networks", new Element("internal", Map.of(), NETWORKS, List.of())));
        children.add(around("relayDomains", new Element("domains", Map.of(), DOMAINS, List.of())));
        return new Element("relayguard", Map.of(), "", children);
    }

    private static Element around(String name, Element child) {
        return new Element(name, Map.of(), "", List.of(child));
    }

    void delete() throws IOException {
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
}
