package io.relayguard.matchers;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.guard.RelayGuard;
import javax.inject.Inject;
import org.apache.mailet.Matcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** James makes each entry of mailetcontainer.xml by its full class name. */
class InjectionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.relayguard.matchers.RemoteAddrNotInNetwork",
                "io.relayguard.matchers.RecipientNotLocalDomain",
                "io.relayguard.matchers.RecipientInRelayDomain",
                "io.relayguard.matchers.RelayDenied",
                "io.relayguard.matchers.DnsblListed"
            })
    void jamesCanMakeItFromTheGuard(String name) throws ReflectiveOperationException {
        Class<?> matcher = Class.forName(name);

        assertThat(matcher).isPublic();
        assertThat(Matcher.class).isAssignableFrom(matcher);
        assertThat(matcher.getConstructors())
                .filteredOn(constructor -> constructor.isAnnotationPresent(Inject.class))
                .singleElement()
                .satisfies(constructor ->
                        assertThat(constructor.getParameterTypes()).containsExactly(RelayGuard.class));
    }
}
