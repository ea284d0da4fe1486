package io.relayguard.james;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relayguard.spool.SpoolMailRepository;
import javax.mail.MessagingException;
import org.junit.jupiter.api.Test;

class WrongJamesTest {
    @Test
    void saysWhichJarToTakeInOneLine() {
        assertThat(WrongJames.message(false))
                .isEqualTo("this is Relay Guard's jar for James 3.8, and this James is 3.9 or newer: put"
                        + " relay-guard-james-3.9.jar into extensions-jars instead of it");
        assertThat(WrongJames.message(true))
                .isEqualTo("this is Relay Guard's jar for James 3.9 and newer, and this James is of the line 3.8: put"
                        + " relay-guard-james-3.8.jar into extensions-jars instead of it");
    }

    /** Guice takes that constructor where it does not see the annotation of the other. */
    @Test
    void theRepositoryCanBeMadeOnlyTheWayThatItsOwnLineDoes() {
        assertThatThrownBy(SpoolMailRepository::new).isInstanceOf(WrongJames.class);
    }

    @Test
    void jamesGetsTheExceptionThatItExpectsThoughNobodyDeclaresIt() {
        MessagingException failure = new MessagingException("what failed");

        assertThatThrownBy(() -> {
                    throw MessagingFailure.again(failure);
                })
                .isSameAs(failure);
        assertThatThrownBy(() -> {
                    throw MessagingFailure.of("why", failure);
                })
                .isExactlyInstanceOf(MessagingException.class)
                .hasMessage("why")
                .hasCause(failure);
    }
}
