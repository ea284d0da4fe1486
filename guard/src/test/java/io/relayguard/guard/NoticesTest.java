package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.Settings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticesTest {
    private static ConfigurationProvider provider(String xml) {
        return (component, level) ->
                FileConfigurationProvider.getConfig(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> notices(String inside, boolean proxied) throws InvalidSettings {
        SettingsFile file =
                new SettingsFile(provider("<relayguard>" + inside + "</relayguard>"), GuardForTests.noFiles());
        Settings settings = file.read(file.look());
        return Notices.about(settings, proxied);
    }

    @Test
    void anOrdinaryConfigurationNeedsNone() throws InvalidSettings {
        assertThat(notices("<networks><internal>10.0.0.0/8</internal><gateways>192.0.2.1</gateways></networks>", true))
                .isEmpty();
    }

    @Test
    void aBalancerThatIsInternalIsNamedWithBothPlaces() throws InvalidSettings {
        assertThat(notices("<networks><internal>10.0.0.0/8</internal><gateways>10.0.0.5</gateways></networks>", true))
                .containsExactly("the gateway 10.0.0.5 (networks/gateways) is internal by 10.0.0.0/8"
                        + " (networks/internal): it counts as outside, as do all who come through it; who comes by the"
                        + " PROXY protocol counts by the address that it names");
    }

    @Test
    void withThePROXYProtocolABalancerHasToBeNamed() throws InvalidSettings {
        assertThat(notices("<networks><internal>10.0.0.0/8</internal></networks>", true))
                .singleElement()
                .asString()
                .contains("proxyRequired", "<gateways> names no balancer");
        assertThat(notices("<networks><internal>10.0.0.0/8</internal></networks>", false))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "<smtpservers><smtpserver/></smtpservers>, false",
        "<smtpservers><smtpserver><proxyRequired>true</proxyRequired></smtpserver></smtpservers>, true",
        "<smtpservers><smtpserver><proxyRequired>false</proxyRequired></smtpserver></smtpservers>, false",
        "<smtpservers><smtpserver/><smtpserver><proxyRequired>true</proxyRequired></smtpserver></smtpservers>, true",
        "<smtpservers><smtpserver><proxyRequired>perhaps</proxyRequired></smtpserver></smtpservers>, false",
        "<smtpservers/>, false"
    })
    void theServersThatWantTheProxyProtocolAreFound(String xml, boolean proxied) {
        assertThat(Notices.isProxied(provider(xml))).isEqualTo(proxied);
    }

    @Test
    void aFileThatCannotBeReadHasNone() {
        ConfigurationProvider broken = (component, level) -> {
            throw new ConfigurationException("no such file");
        };
        assertThat(Notices.isProxied(broken)).isFalse();
    }
}
