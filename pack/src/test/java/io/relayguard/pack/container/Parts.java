package io.relayguard.pack.container;

import io.relayguard.guard.GuardForTests;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.mailetcontainer.api.MailetLoader;
import org.apache.james.mailetcontainer.api.MatcherLoader;
import org.apache.mailet.Mailet;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.Matcher;
import org.apache.mailet.MatcherConfig;

/**
 * Makes what an entry of mailetcontainer.xml names, as James's Guice does: by full class name, or by short name in
 * James's own packages; with what its constructor asks for.
 */
final class Parts implements MatcherLoader, MailetLoader {
    private final List<Object> injectable;
    private final Arrived arrived;

    Parts(GuardForTests james, Arrived arrived) {
        this.injectable = List.of(james.guard, james.repositories, james.context, james.metrics);
        this.arrived = arrived;
    }

    @Override
    public Matcher getMatcher(MatcherConfig config) throws MessagingException {
        Matcher matcher = made(Matcher.class, "org.apache.james.transport.matchers.", config.getMatcherName());
        matcher.init(config);
        return matcher;
    }

    @Override
    public Mailet getMailet(MailetConfig config) throws MessagingException {
        String name = config.getMailetName();
        Mailet mailet =
                name.equals("Arrived") ? arrived : made(Mailet.class, "org.apache.james.transport.mailets.", name);
        mailet.init(config);
        return mailet;
    }

    private <T> T made(Class<T> kind, String packageOfShortNames, String name) throws MessagingException {
        String fullName = name.contains(".") ? name : packageOfShortNames + name;
        try {
            Constructor<?> constructor = chosen(Class.forName(fullName));
            Object[] arguments = Arrays.stream(constructor.getParameterTypes())
                    .map(this::ofType)
                    .toArray();
            return kind.cast(constructor.newInstance(arguments));
        } catch (ReflectiveOperationException wrong) {
            throw new MessagingException("cannot make " + fullName, wrong);
        }
    }

    private static Constructor<?> chosen(Class<?> part) throws NoSuchMethodException {
        for (Constructor<?> constructor : part.getConstructors()) {
            if (constructor.isAnnotationPresent(Inject.class)) {
                return constructor;
            }
        }
        return part.getConstructor();
    }

    private Object ofType(Class<?> type) {
        return injectable.stream()
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing here is a " + type.getName()));
    }
}
