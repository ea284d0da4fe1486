package io.relayguard.matchers;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.guard.RelayGuard;
import java.lang.reflect.Modifier;
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
                "io.relayguard.matchers.RelayDenied"
            })
    void jamesCanMakeItFromTheGuard(String name) throws ReflectiveOperationException {
        Class<?> matcher = Class.forName(name);

        assertThat(matcher).isPublic();
        assertThat(Matcher.class).isAssignableFrom(matcher);
        assertThat(matcher.getConstructors()).singleElement().satisfies(constructor -> {
            assertThat(Modifier.isPublic(constructor.getModifiers())).isTrue();
            assertThat(constructor.isAnnotationPresent(Inject.class)).isTrue();
            assertThat(constructor.getParameterTypes()).containsExactly(RelayGuard.class);
        });
    }
}
