package io.relayguard.quickstart;

import io.relayguard.fixture.smtp.Dialogue;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What the terminal shows, and what was seen that should not have been. */
final class Screen {
    private static final String INDENT = "     ";
    private final PrintStream out;
    private final List<String> surprises = new ArrayList<>();
    private int steps;

    Screen(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.println();
        out.println(text);
        out.println("=".repeat(text.length()));
    }

    void step(String text) {
        steps++;
        out.println();
        out.println(steps + ". " + text);
    }

    void say(String text) {
        out.println(INDENT + text);
    }

    void blankLine() {
        out.println();
    }

    Dialogue dialogue() {
        return Dialogue.printedTo(out, INDENT);
    }

    /** One of the things that this run is about. */
    void expect(boolean seen, String sentence) {
        if (seen) {
            out.println("  -> " + sentence);
        } else {
            out.println("  !! not so: " + sentence);
            surprises.add(sentence);
        }
    }

    List<String> surprises() {
        return List.copyOf(surprises);
    }
}
