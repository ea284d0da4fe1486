package io.relayguard.it;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the buffer has promised, as James's log has it: which recipients' mails were kept, over all of James's lives. */
final class BufferLedger {
    private static final Pattern KEPT = Pattern.compile("event=kept destination=\\S+ mail=\"([^\"]+)\"");

    /** Who a mail is for: by James's line when it came, or by ours when it was delivered; a kill may have cut off the first. */
    private static final Pattern FOR = Pattern.compile("Successfully spooled mail (\\S+) .* for \\[(\\S+)]");

    private static final Pattern DELIVERED =
            Pattern.compile("event=delivered destination=\\S+ mail=\"([^\"]+)\" detail=\"<([^>]+)>");

    private final Set<String> kept = new HashSet<>();
    private final Map<String, String> recipients = new HashMap<>();

    BufferLedger(String log) {
        log.lines().forEach(this::read);
    }

    private void read(String line) {
        Matcher promise = KEPT.matcher(line);
        if (promise.find()) {
            kept.add(promise.group(1));
        }
        for (Pattern pattern : new Pattern[] {FOR, DELIVERED}) {
            Matcher whose = pattern.matcher(line);
            if (whose.find()) {
                recipients.put(whose.group(1), whose.group(2));
            }
        }
    }

    /** For whom mail was kept. */
    Set<String> recipients() {
        return kept.stream()
                .filter(recipients::containsKey)
                .map(recipients::get)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Mails that were kept and of which the log says neither whose they are nor that they were delivered. */
    Set<String> unaccountedFor() {
        return kept.stream().filter(name -> !recipients.containsKey(name)).collect(Collectors.toSet());
    }
}
