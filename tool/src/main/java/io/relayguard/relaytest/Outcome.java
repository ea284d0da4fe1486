package io.relayguard.relaytest;

import java.util.Optional;

/** What became of one form. Silence and "later" are outcomes of their own: they never count as refused. */
public sealed interface Outcome {
    /** One answer for each outcome, held complete by the compiler. */
    interface Cases<T> {
        T accepted();

        T refused();

        T putOff();

        T noAnswer(String why);

        T notTried(String why);
    }

    <T> T match(Cases<T> cases);

    /** 2xx to RCPT, 251 and 252 too. */
    record Accepted() implements Outcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.accepted();
        }
    }

    /** 5xx to RCPT, for good. */
    record Refused() implements Outcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.refused();
        }
    }

    /** 4xx: greylisting, a rate limit, a fault. Nobody knows what the server will say next time. */
    record PutOff() implements Outcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.putOff();
        }
    }

    /** The connection broke, twice, or there was no time left. */
    record NoAnswer(String why) implements Outcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.noAnswer(why);
        }
    }

    /** It needs something that was not given, or that the server does not have. */
    record NotTried(String why) implements Outcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notTried(why);
        }
    }

    /** The five, without what they hold; {@link #code()} is the word that reports use. */
    enum Kind {
        ACCEPTED("accepted"),
        REFUSED("refused"),
        PUT_OFF("put-off"),
        NO_ANSWER("no-answer"),
        NOT_TRIED("not-tried");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    default Kind kind() {
        return match(new Cases<>() {
            @Override
            public Kind accepted() {
                return Kind.ACCEPTED;
            }

            @Override
            public Kind refused() {
                return Kind.REFUSED;
            }

            @Override
            public Kind putOff() {
                return Kind.PUT_OFF;
            }

            @Override
            public Kind noAnswer(String why) {
                return Kind.NO_ANSWER;
            }

            @Override
            public Kind notTried(String why) {
                return Kind.NOT_TRIED;
            }
        });
    }

    /** Why there was no answer, or why it was not tried; otherwise the reply says all. */
    default Optional<String> remark() {
        return match(new Cases<>() {
            @Override
            public Optional<String> accepted() {
                return Optional.empty();
            }

            @Override
            public Optional<String> refused() {
                return Optional.empty();
            }

            @Override
            public Optional<String> putOff() {
                return Optional.empty();
            }

            @Override
            public Optional<String> noAnswer(String why) {
                return Optional.of(why);
            }

            @Override
            public Optional<String> notTried(String why) {
                return Optional.of(why);
            }
        });
    }
}
