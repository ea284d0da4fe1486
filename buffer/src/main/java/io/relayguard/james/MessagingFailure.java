package io.relayguard.james;

import javax.mail.MessagingException;
import org.jspecify.annotations.Nullable;

/**
 * Throws James's MessagingException where a method does not declare it.
 *
 * <p>The parts that James loads by name (matchers, mailets, hooks, the repository) must not mention it: James 3.8 has it
 * in {@code javax.mail}, 3.9 in {@code jakarta.mail}, and a class that mentions one that is not there cannot even be
 * loaded to say what is wrong ({@link WrongJames}). James itself gets the exception that it expects.
 */
public final class MessagingFailure {
    private MessagingFailure() {}

    /** Never returns; written behind {@code throw}, so that the compiler sees that. */
    public static RuntimeException of(String message) {
        throw MessagingFailure.<RuntimeException>undeclared(new MessagingException(message));
    }

    /** Never returns, likewise. */
    public static RuntimeException of(@Nullable String message, Exception cause) {
        throw MessagingFailure.<RuntimeException>undeclared(new MessagingException(message, cause));
    }

    /** Never returns, likewise: throws that very exception. */
    public static RuntimeException again(MessagingException failure) {
        throw MessagingFailure.<RuntimeException>undeclared(failure);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception> E undeclared(Exception failure) throws E {
        throw (E) failure;
    }
}
