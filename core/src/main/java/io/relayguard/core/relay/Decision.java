package io.relayguard.core.relay;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import java.util.List;
import java.util.Optional;

/** The policy's word on one recipient, and its reasons. */
public final class Decision {
    private final Verdict verdict;
    private final List<Rule> observed;
    private final Case basis;

    Decision(Verdict verdict, List<Rule> observed, Case basis) {
        this.verdict = verdict;
        this.observed = List.copyOf(observed);
        this.basis = basis;
    }

    public Verdict verdict() {
        return verdict;
    }

    /** The rules that would have refused, were they enforced; they let pass. */
    public List<Rule> observed() {
        return observed;
    }

    public Origin origin() {
        return basis.origin();
    }

    public ReversePath reversePath() {
        return basis.reversePath();
    }

    public Recipient recipient() {
        return basis.recipient();
    }

    /** The same case, put off: whoever would have to carry the verdict out cannot do so now. */
    public Decision postponed(Verdict.Postponement why) {
        return new Decision(new Verdict.NotNow(why), observed, basis);
    }

    /** The reasons; written when asked for, since most decisions are never explained. */
    public Explanation why() {
        return new Explanation(
                basis.origin().standing(basis.policy().networks()),
                basis.knownDestination()
                        .map(Destination::toString)
                        .orElseGet(() -> basis.recipient() + " was not looked at further"),
                conclusion());
    }

    private String conclusion() {
        StringBuilder text = new StringBuilder();
        for (Rule rule : observed) {
            text.append(rule.code())
                    .append(" would refuse (")
                    .append(rule.reason(basis))
                    .append("), and only observes; ");
        }
        return text.append(decisive().orElse("no rule refuses")).toString();
    }

    private Optional<String> decisive() {
        if (verdict instanceof Verdict.Refuse refused) {
            return Optional.of(
                    refused.why().code() + " refuses: " + refused.why().reason(basis));
        }
        return verdict instanceof Verdict.NotNow postponed
                ? Optional.of("postponed: " + postponed.why().code())
                : Optional.empty();
    }

    /** The verdict without its reasons. */
    @Override
    public String toString() {
        return "Decision[" + verdict + "]";
    }
}
