package io.relayguard.james;

/**
 * The jar of one line of James was dropped into the other: says so in one line, and which jar to take.
 *
 * <p>Each part that James loads by name has a constructor without parameters that throws this. James's Guice takes it
 * only where it does not see the one with {@code @Inject}, because the annotation is {@code javax.inject} in one line and
 * {@code jakarta.inject} in the other.
 */
public final class WrongJames extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public WrongJames() {
        super(message(isPresent("javax")));
    }

    static String message(boolean serverIsJavax) {
        return serverIsJavax
                ? "this is Relay Guard's jar for James 3.9 and newer, and this James is of the line 3.8: put"
                        + " relay-guard-james-3.8.jar into extensions-jars instead of it"
                : "this is Relay Guard's jar for James 3.8, and this James is 3.9 or newer: put"
                        + " relay-guard-james-3.9.jar into extensions-jars instead of it";
    }

    /** The name is put together here, so that what makes the other line's jar does not rewrite it. */
    private static boolean isPresent(String root) {
        try {
            Class.forName(
                    String.join(".", root, "mail", "MessagingException"), false, WrongJames.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
