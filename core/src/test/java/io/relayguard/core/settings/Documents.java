package io.relayguard.core.settings;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Documents for tests: XML as an administrator writes it, files from memory. */
final class Documents {
    static final String HOST_NAME = "mx2.example.net";

    private Documents() {}

    static Settings parse(String xml) throws InvalidSettings {
        return parse(xml, url -> {
            throw new IOException("no such file: " + url);
        });
    }

    static Settings parse(String xml, ListFiles files) throws InvalidSettings {
        return new SettingsParser(files, HOST_NAME).parse(element(xml));
    }

    /** The problems of a wrong document; fails for a good one. */
    static List<String> problems(String xml) {
        try {
            throw new AssertionError("no problem in " + parse(xml));
        } catch (InvalidSettings invalid) {
            return invalid.problems().stream().map(Object::toString).toList();
        }
    }

    static ListFiles files(Map<String, List<String>> files) {
        return url -> {
            List<String> lines = files.get(url);
            if (lines == null) {
                throw new IOException("no such file: " + url);
            }
            return lines.stream();
        };
    }

    static Element element(String xml) {
        try {
            return element(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement());
        } catch (SAXException | IOException | ParserConfigurationException wrong) {
            throw new AssertionError(xml, wrong);
        }
    }

    private static Element element(Node node) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < node.getAttributes().getLength(); i++) {
            Node attribute = node.getAttributes().item(i);
            attributes.put(attribute.getNodeName(), attribute.getNodeValue());
        }
        StringBuilder text = new StringBuilder();
        List<Element> children = new ArrayList<>();
        for (int i = 0; i < node.getChildNodes().getLength(); i++) {
            Node child = node.getChildNodes().item(i);
            switch (child.getNodeType()) {
                case Node.ELEMENT_NODE -> children.add(element(child));
                case Node.TEXT_NODE, Node.CDATA_SECTION_NODE -> text.append(child.getNodeValue());
                default -> {}
            }
        }
        return new Element(node.getNodeName(), attributes, text.toString(), children);
    }
}
