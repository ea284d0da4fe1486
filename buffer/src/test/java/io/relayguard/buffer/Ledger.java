package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a simulated world has seen of each recipient of each mail; a line is {@code mail recipient}. */
final class Ledger {
    private final Map<String, String> sent = new HashMap<>();
    private final Set<String> accepted = new TreeSet<>();
    private final Map<String, Integer> settled = new HashMap<>();
    private final Map<String, Integer> lostReplies = new HashMap<>();
    private final Map<String, Integer> copies = new HashMap<>();
    private final Map<String, Integer> crashesBefore = new HashMap<>();
    private final List<String> history = new ArrayList<>();
    private int crashes;

    static String line(String mail, String recipient) {
        return mail + " " + recipient;
    }

    void says(String event) {
        history.add(event);
    }

    void handsOver(String mail, String content) {
        sent.put(mail, content);
        crashesBefore.putIfAbsent(mail, crashes);
    }

    void accepts(String mail, List<String> recipients) {
        recipients.forEach(recipient -> accepted.add(line(mail, recipient)));
        says("accepted " + mail);
    }

    /** The primary has it, or the sender knows, or the administrator has it. */
    void settles(String how, String mail, String recipient) {
        settled.merge(line(mail, recipient), 1, Integer::sum);
        says(how + " " + line(mail, recipient));
    }

    /** The primary has the mail, and nobody knows. */
    void losesReply(String mail) {
        lostReplies.merge(mail, 1, Integer::sum);
        says("lost the reply about " + mail);
    }

    /** James has crashed before it noted that the buffer has the mail, and hands it over once more. */
    void comesAgain(String mail) {
        copies.merge(mail, 1, Integer::sum);
        says("James has forgotten that it handed over " + mail);
    }

    void crashes() {
        crashes++;
        says("crash");
    }

    void isWhatWasSent(String mail, String content) {
        assertThat(content).as(mail + " reaches the primary as it came").isEqualTo(sent.get(mail));
    }

    /** Of all that was accepted nothing is lost. */
    void allIsSettled() {
        assertThat(settled.keySet()).as(this::toString).containsAll(accepted);
    }

    /** Each crash may bring back each copy that was done with, since it was not forced to disk that it was. */
    void nothingIsDoneTwiceForNothing() {
        settled.forEach((line, times) -> {
            String mail = line.substring(0, line.indexOf(' '));
            int since = crashes - crashesBefore.getOrDefault(mail, crashes);
            int most = (1 + copies.getOrDefault(mail, 0)) * (1 + since) + lostReplies.getOrDefault(mail, 0);
            assertThat(times).as(() -> line + this).isLessThanOrEqualTo(most);
        });
    }

    int accepted() {
        return accepted.size();
    }

    int crashesSoFar() {
        return crashes;
    }

    /** How many came more than once. */
    int repeated() {
        return (int) settled.values().stream().filter(times -> times > 1).count();
    }

    @Override
    public String toString() {
        return "\n" + String.join("\n", history);
    }
}
