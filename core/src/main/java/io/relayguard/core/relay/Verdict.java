package io.relayguard.core.relay;

import io.relayguard.core.primary.RelayDomain;

/** What the policy says about one recipient of one message. */
public sealed interface Verdict {
    /** One answer for each verdict, held complete by the compiler (a switch over types needs a newer Java than 17). */
    interface Cases<T> {
        T deliverHere();

        T keepForPrimary(RelayDomain domain);

        T sendOut();

        T refuse(Rule why);

        T notNow(Postponement why);
    }

    <T> T match(Cases<T> cases);

    /** The recipient's domain is James's own: James goes on and checks the mailbox. */
    record DeliverHere() implements Verdict {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.deliverHere();
        }
    }

    /** The recipient belongs to a server behind us: the buffer keeps the mail until that server has it. */
    record KeepForPrimary(RelayDomain domain) implements Verdict {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.keepForPrimary(domain);
        }
    }

    /** From inside to outside: James sends it out. */
    record SendOut() implements Verdict {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.sendOut();
        }
    }

    /** Never: 550 before DATA. */
    record Refuse(Rule why) implements Verdict {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.refuse(why);
        }
    }

    /** Not now: 451, since we could not find out, or 452, since there is no room. Never a permanent refusal, never a permit. */
    record NotNow(Postponement why) implements Verdict {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notNow(why);
        }
    }

    /** Why a recipient has to be asked for again later; {@link #code()} is the stable {@code reason=} of the log line. */
    enum Postponement {
        DOMAINS_UNAVAILABLE("domains-unavailable"),
        BUFFER_NOT_WIRED("buffer-not-wired"),
        BUFFER_FULL("buffer-full");

        private final String code;

        Postponement(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
