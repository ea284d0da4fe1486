package io.relayguard.relaytest;

import io.relayguard.relaytest.smtp.ConnectionRate.Pause;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the test takes from the world around it.
 *
 * @param random 16 hexadecimal digits, others each time
 */
public record Surroundings(
        Resolver resolver, Clock clock, LongSupplier nanoTime, Pause pause, Supplier<String> random) {
    /** The real ones. */
    public static Surroundings real(Clock clock) {
        SecureRandom random = new SecureRandom();
        return new Surroundings(
                Resolver.SYSTEM,
                clock,
                System::nanoTime,
                time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()),
                () -> String.format("%016x", random.nextLong()));
    }
}
