package io.relayguard.benchmarks.lookup;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.ArrayList;
import java.util.List;

/** What was promised, held against what was measured. */
final class Bars {
    private final List<String> missed = new ArrayList<>();

    /**
     * Says what was measured, and notes it if it is more than what was promised.
     *
     * @param what as a format, what it is that was measured so many of
     */
    @FormatMethod
    void atMost(double measured, double bar, @FormatString String what, Object... named) {
        String line = String.format("%.2f %s (at most %.0f)", measured, String.format(what, named), bar);
        System.out.println(line);
        if (measured > bar) {
            missed.add(line);
        }
    }

    List<String> missed() {
        return List.copyOf(missed);
    }
}
