package io.relayguard.core.primary;

/** What became of one recipient of one message in one conversation with the primary. */
public sealed interface Outcome {
    /** One answer for each outcome, held complete by the compiler (a switch over types needs a newer Java than 17). */
    interface Cases<T> {
        T delivered(SmtpReply reply);

        T later(String why);

        T never(SmtpReply reply);
    }

    <T> T match(Cases<T> cases);

    /** The primary has it and answers for it from now on. */
    record Delivered(SmtpReply reply) implements Outcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.delivered(reply);
        }
    }

    /** Not yet: the mail stays. */
    record Later(String why) implements Outcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.later(why);
        }
    }

    /** The primary refuses it for good. */
    record Never(SmtpReply reply) implements Outcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.never(reply);
        }
    }
}
