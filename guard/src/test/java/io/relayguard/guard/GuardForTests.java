package io.relayguard.guard;

import io.relayguard.core.settings.InvalidSettings;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.apache.mailet.base.test.FakeMailContext;
import org.mockito.Mockito;

/**
 * A guard as James makes it, and all that it was made of: one internal network with a gateway in it, one relay domain
 * with a primary that is not there, one that is a James domain as well, and one domain of James's own.
 */
public final class GuardForTests {
    public static final String CONFIGURATION = """
            <relayguard>
              <networks>
                <internal>127.0.0.1, ::1, 10.0.0.0/8, fd00::/8, fe80::/10, !10.9.9.9</internal>
                <gateways>10.0.0.1</gateways>
              </networks>
              <relayDomains>
                <domain name="example.org"><primary>smtp://127.0.0.1:1</primary></domain>
                <domain name="example.net"><primary>smtp://127.0.0.1:1</primary></domain>
                <domain name="both.example"><primary>smtp://127.0.0.1:1</primary></domain>
              </relayDomains>
              <buffer>
                <repository>memory://var/mail/secondary-mx</repository>
                <node>mx2-a</node>
                <bounceProcessor>refused</bounceProcessor>
              </buffer>
            </relayguard>
            """;

    public final DomainsForTests domains = new DomainsForTests("example.com", "both.example");
    public final RepositoriesForTests repositories = new RepositoriesForTests();
    public final RecordingMetricFactory metrics = new RecordingMetricFactory();
    public final FakeMailContext context = FakeMailContext.defaultContext();
    public final RelayGuard guard;
    private volatile String xml;

    public GuardForTests() {
        this(CONFIGURATION);
    }

    public GuardForTests(String xml) {
        this.xml = xml;
        ConfigurationProvider configurations =
                (component, loggingLevel) -> read(component.equals("relayguard") ? this.xml : "<smtpservers/>");
        try {
            guard = new RelayGuard(configurations, noFiles(), domains, repositories, context, metrics);
        } catch (InvalidSettings wrong) {
            throw new AssertionError(wrong);
        }
    }

    static FileSystem noFiles() {
        return Mockito.mock(FileSystem.class, asked -> {
            throw new FileNotFoundException("no file here");
        });
    }

    /** What stands in relayguard.xml from now on. */
    public void write(String changed) {
        xml = changed;
    }

    private static XMLConfiguration read(String xml) throws ConfigurationException {
        InputStream stream = new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
        return FileConfigurationProvider.getConfig(stream);
    }
}
