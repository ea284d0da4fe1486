package io.relayguard.guard;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is logged under one name while it listens. */
public final class LogForTests implements AutoCloseable {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    public LogForTests(String name) {
        this.logger = (Logger) LoggerFactory.getLogger(name);
    }

    public void start() {
        start(Level.INFO);
    }

    public void start(Level level) {
        heard.start();
        logger.setLevel(level);
        logger.setAdditive(false);
        logger.addAppender(heard);
    }

    /** Level and message of each. */
    public List<String> lines() {
        return List.copyOf(heard.list).stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(heard);
        logger.setAdditive(true);
        logger.setLevel(null);
        heard.stop();
    }
}
