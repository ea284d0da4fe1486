package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.primary.SmtpReply;
import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailContext;
import org.junit.jupiter.api.Test;

class ReturningTest {
    private final FakeMailContext context = FakeMailContext.defaultContext();

    @Test
    void theMailGoesToTheBounceProcessorWithThePrimarysWords() throws Exception {
        FakeMail mail = FakeMail.builder()
                .name("m1")
                .sender("a@elsewhere.example")
                .recipient("ann@example.org")
                .build();

        new Returning(context, "refused", Optional.empty()).toSender(mail, new SmtpReply(550, "5.1.1 no such user"));

        assertThat(context.getSentMails()).singleElement().satisfies(sent -> {
            assertThat(sent.getState()).isEqualTo("refused");
            assertThat(sent.getSender()).hasToString("a@elsewhere.example");
            assertThat(sent.getRecipients()).hasToString("[ann@example.org]");
        });
        assertThat(mail.getAttribute(AttributeName.of("delivery-error")))
                .contains(attribute("delivery-error", AttributeValue.of("550 5.1.1 no such user")));
        assertThat(mail.getAttribute(AttributeName.of("delivery-error-code")))
                .contains(attribute("delivery-error-code", AttributeValue.of(550)));
        assertThat(mail.getAttribute(AttributeName.of("is-delivery-permanent-error")))
                .contains(attribute("is-delivery-permanent-error", AttributeValue.of(true)));
    }

    @Test
    void aMailThatWasRelayedGoesToAProcessorOfItsOwnWithoutAnError() throws Exception {
        FakeMail mail = FakeMail.builder()
                .name("m1")
                .sender("a@elsewhere.example")
                .recipient("ann@example.org")
                .build();

        assertThat(new Returning(context, "refused", Optional.of("relayed")).tellRelayed(mail))
                .isTrue();

        assertThat(context.getSentMails()).singleElement().satisfies(sent -> {
            assertThat(sent.getState()).isEqualTo("relayed");
            assertThat(sent.getRecipients()).hasToString("[ann@example.org]");
        });
        assertThat(mail.attributes()).isEmpty();
    }

    @Test
    void whereThereIsNoneNothingIsHandedOver() throws Exception {
        FakeMail mail = FakeMail.builder().name("m1").build();

        assertThat(new Returning(context, "refused", Optional.empty()).tellRelayed(mail))
                .isFalse();

        assertThat(context.getSentMails()).isEmpty();
    }

    private static Attribute attribute(String name, AttributeValue<?> value) {
        return new Attribute(AttributeName.of(name), value);
    }
}
