package io.relayguard.pack.container;

import io.relayguard.guard.GuardForTests;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.james.mailetcontainer.api.MailetLoader;
import org.apache.james.mailetcontainer.api.MatcherLoader;
import org.apache.james.mailetcontainer.impl.CompositeProcessorImpl;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;

/** James's own mailet container, configured as by mailetcontainer.xml, around a guard of the test's. */
final class MailetContainer implements AutoCloseable {
    final GuardForTests james = new GuardForTests();
    private final Arrived arrived = new Arrived();
    private final CompositeProcessorImpl processors;

    /**
     * Starts it.
     *
     * @param processorsXml what stands in {@code <processors>}
     */
    MailetContainer(String processorsXml) throws Exception {
        Parts parts = new Parts(james, arrived);
        processors = injected().newInstance(james.metrics, james.context, parts, parts);
        String xml = "<processors enableJmx=\"false\">" + processorsXml + "</processors>";
        processors.configure(
                FileConfigurationProvider.getConfig(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
        processors.init();
    }

    /** The constructor that James's Guice calls: the same on both lines, but on 3.8 it is not public. */
    private static Constructor<CompositeProcessorImpl> injected() throws ReflectiveOperationException {
        Constructor<CompositeProcessorImpl> constructor = CompositeProcessorImpl.class.getDeclaredConstructor(
                MetricFactory.class, MailetContext.class, MatcherLoader.class, MailetLoader.class);
        constructor.setAccessible(true);
        return constructor;
    }

    /** What the spooler does with a mail: returns when it has gone all its ways. */
    void service(Mail mail) throws Exception {
        processors.service(mail);
    }

    /** See {@link Arrived#notes}. */
    List<String> arrivals() {
        return arrived.notes();
    }

    /** For whom a repository keeps mail, one string for each mail. */
    List<String> kept(String url) {
        return james.repositories.mails(url).stream()
                .map(mail -> mail.getRecipients().toString())
                .toList();
    }

    @Override
    public void close() {
        processors.dispose();
    }
}
