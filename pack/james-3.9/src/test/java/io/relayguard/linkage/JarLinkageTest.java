package io.relayguard.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real jars against the real James 3.9.0. */
class JarLinkageTest {
    private static Library server;
    private static KeptList unpublished;

    @BeforeAll
    static void read() throws IOException {
        server = Jars.james39();
        unpublished = KeptList.parse(Files.readAllLines(Path.of("src/test/resources/unpublished-3.9.txt")));
    }

    @Test
    void allThatTheJarFor39RefersToIsInJames39() throws IOException {
        assertThat(new LinkageCheck(server, unpublished).problems(Jars.classesOf(Jars.FOR_3_9)))
                .isEmpty();
    }

    @Test
    void theKeptListHasNoLineThatNothingNeeds() throws IOException {
        assertThat(new LinkageCheck(server, unpublished).unused(Jars.classesOf(Jars.FOR_3_9)))
                .isEmpty();
    }

    /** The check sees what it is there for. */
    @Test
    void theJarFor38DoesNotLinkOnJames39() throws IOException {
        assertThat(new LinkageCheck(server, unpublished).problems(Jars.classesOf(Jars.FOR_3_8)))
                .anyMatch(line -> line.contains("refers to javax.mail.MessagingException: there is no such class"))
                .anyMatch(line -> line.contains("refers to javax.inject.Inject: there is no such class"));
    }

    @Test
    void withoutTheKeptListTheHooksAndRoutesWouldBeReported() throws IOException {
        assertThat(new LinkageCheck(server, KeptList.parse(List.of())).problems(Jars.classesOf(Jars.FOR_3_9)))
                .isNotEmpty()
                .allMatch(line -> line.contains("io.relayguard.smtp.") || line.contains("io.relayguard.webadmin."));
    }
}
