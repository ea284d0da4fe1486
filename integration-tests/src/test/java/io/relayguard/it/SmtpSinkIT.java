package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.primary.Delivery;
import io.relayguard.fixture.primary.StandInPrimary;
import io.relayguard.fixture.smtp.SmtpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real smtp-sink as the primary, with each of its faults at each command. One James has them all, a relay domain for each;
 * all mails are sent at the start, so the faults happen side by side. What smtp-sink's letters mean: {@code -r} 450, {@code
 * -f} 500, {@code -q} hangs up, {@code -Q} 421 and hangs up, {@code -w}, {@code -W} and {@code -H} delay, {@code -A} says 550
 * before the message has ended. A smtp-sink that delays MAIL or RCPT answers what was pipelined behind it first.
 */
@ExtendWith(SmtpSinkPresent.class)
class SmtpSinkIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Mail stays; once a primary without a fault is there, it has the mail. */
    private static final List<SinkFault> KEPT = SinkFault.table("""
            -r connect         | primary-down | answered the greeting with 450 4.3.0 Error: command failed
            -f connect         | primary-down | answered the greeting with 500 5.3.0 Error: command failed
            -q connect         | primary-down | no answer to the greeting: the connection was closed
            -Q connect         | primary-down | answered the greeting with 421 4.0.0 Server closing connection
            -r ehlo,helo       | primary-down | answered HELO with 450 4.3.0 Error: command failed
            -f ehlo,helo       | primary-down | answered HELO with 500 5.3.0 Error: command failed
            -q ehlo            | primary-down | no answer to EHLO: the connection was closed
            -Q ehlo            | primary-down | answered EHLO with 421 4.0.0 Server closing connection
            -f ehlo -q helo    | primary-down | no answer to HELO: the connection was closed
            -f ehlo            | deferred     | does not offer 8BITMIME; it refused EHLO, so that may change
            -P                 | deferred     | does not offer 8BITMIME; it refused EHLO, so that may change
            -h mx2.example.com | primary-down | 5.4.6 mail loops back to this server
            -r mail            | deferred     | 450 4.3.0 Error: command failed
            -q mail            | primary-down | no answer to MAIL
            -Q mail            | primary-down | the primary closes the connection: 421 4.0.0
            -r rcpt            | deferred     | 450 4.3.0 Error: command failed
            -q rcpt            | primary-down | no answer to RCPT
            -Q rcpt            | primary-down | the primary closes the connection: 421 4.0.0
            -p -q rcpt         | primary-down | no answer to RCPT
            -W mail:2          | deferred     | replies out of step
            -W rcpt:2          | deferred     | replies out of step
            -r data            | deferred     | 450 4.3.0 Error: command failed
            -q data            | primary-down | no answer to DATA: the connection was closed
            -Q data            | primary-down | the primary closes the connection: 421 4.0.0
            -r .               | deferred     | 450 4.3.0 Error: command failed
            -q .               | primary-down | no answer to the final dot: the connection was closed
            -Q .               | primary-down | the primary closes the connection: 421 4.0.0
            """);

    /** The sender is told, with the primary's words where it said any. */
    private static final List<SinkFault> REFUSED = SinkFault.table("""
            -f mail                  | refused | 500 5.3.0 Error: command failed
            -f rcpt                  | refused | 500 5.3.0 Error: command failed
            -f data                  | refused | 500 5.3.0 Error: command failed
            -f .                     | refused | 500 5.3.0 Error: command failed
            -A 1                     | refused | 550 This violates SMTP
            -8                       | refused | 554 5.6.3 the message has 8-bit octets
            """);

    /** Delivered, and once only, although it takes its time or something is missing or refused that is not needed. */
    private static final List<SinkFault> DELIVERED = SinkFault.table("""
            -c           | delivered | 250 2.0.0 Ok
            -p           | delivered | 250 2.0.0 Ok
            -N           | delivered | 250 2.0.0 Ok
            -E           | delivered | 250 2.0.0 Ok
            -w 2         | delivered | 250 2.0.0 Ok
            -H 2         | delivered | 250 2.0.0 Ok
            -W connect:2 | delivered | 250 2.0.0 Ok
            -W ehlo:2    | delivered | 250 2.0.0 Ok
            -p -W mail:2 | delivered | 250 2.0.0 Ok
            -p -W rcpt:2 | delivered | 250 2.0.0 Ok
            -W .:2       | delivered | 250 2.0.0 Ok
            -W quit:2    | delivered | 250 2.0.0 Ok
            -r quit      | delivered | 250 2.0.0 Ok
            -f quit      | delivered | 250 2.0.0 Ok
            -q quit      | delivered | 250 2.0.0 Ok
            -Q quit      | delivered | 250 2.0.0 Ok
            """);

    private static final List<SinkFault> ALL =
            Stream.of(KEPT, REFUSED, DELIVERED).flatMap(List::stream).toList();

    @Order(1)
    @RegisterExtension
    static final Sinks SINKS = new Sinks(ALL);

    @Order(2)
    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(
            RunningJames.SECONDARY_MX,
            overlay -> overlay.replace(
                    "relayguard.xml",
                    "</relayDomains>",
                    ALL.stream().map(SinkFault::element).collect(Collectors.joining()) + "</relayDomains>"));

    @BeforeAll
    static void sendOneMailToEach() throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            for (SinkFault fault : ALL) {
                assertThat(client.send(fault.sender(), List.of(fault.recipient()), message(fault))
                                .code())
                        .isEqualTo(250);
            }
        }
    }

    static List<SinkFault> kept() {
        return KEPT;
    }

    static List<SinkFault> refused() {
        return REFUSED;
    }

    static List<SinkFault> delivered() {
        return DELIVERED;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kept")
    void mailStaysUntilAPrimaryWithoutAFaultHasIt(SinkFault fault) throws IOException {
        awaitTold(fault);
        assertThat(JAMES.server().log()).doesNotContain("event=delivered destination=" + fault.domain());

        StandInPrimary successor = SINKS.replace(fault);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(waitingFor(fault)).isZero());
        assertThat(successor.deliveries())
                .singleElement()
                .satisfies(mail -> assertThat(mail.recipients()).containsExactly(fault.recipient()))
                .extracting(Delivery::messageBelowTrace)
                .isEqualTo(message(fault));
        assertThat(bouncesFor(fault)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void senderIsToldWhatIsRefused(SinkFault fault) throws IOException {
        awaitTold(fault);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(bouncesFor(fault))
                        .singleElement()
                        .satisfies(bounce -> {
                            assertThat(bounce.reversePath()).isEmpty();
                            assertThat(bounce.message()).contains(fault.recipient(), fault.words());
                        }));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(waitingFor(fault)).isZero());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("delivered")
    void mailIsDeliveredOnce(SinkFault fault) throws IOException {
        awaitTold(fault);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(waitingFor(fault)).isZero());
        assertThat(SINKS.of(fault).dumps())
                .singleElement()
                .asString()
                .contains(message(fault).replace("\r\n", "\n"));
        assertThat(bouncesFor(fault)).isEmpty();
    }

    private static void awaitTold(SinkFault fault) {
        await(fault.toString())
                .atMost(LIMIT)
                .until(() -> fault.isTold(JAMES.server().log()));
    }

    private static long waitingFor(SinkFault fault) throws IOException {
        return JAMES.spooled().stream()
                .filter(file -> file.toString().contains("/" + fault.domain() + "/"))
                .count();
    }

    private static List<Delivery> bouncesFor(SinkFault fault) {
        return JAMES.internet().deliveriesTo(fault.sender());
    }

    private static String message(SinkFault fault) {
        return TestMail.delicate(fault.subject());
    }
}
