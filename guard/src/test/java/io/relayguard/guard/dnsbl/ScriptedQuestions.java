package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.DnsReply;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** DNS as a test tells it: what it was told it says at once, and all else stays under way. */
final class ScriptedQuestions implements Questions {
    private static final String MAPPED = ".0.0.0.0.0.f.7.f.f.f.f.";

    private static final List<String> TESTS = List.of("1.0.0.127.", "2.0.0.127.", "invalid.", "test.");

    private final Map<String, DnsReply> replies = new ConcurrentHashMap<>();
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Map<String, List<CompletableFuture<DnsReply>>> underWay = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> textsAsked = new CopyOnWriteArrayList<>();

    /** It says so at once whenever it is asked for this name, and to all who are waiting. */
    ScriptedQuestions says(String name, DnsReply reply) {
        replies.put(name, reply);
        List<CompletableFuture<DnsReply>> waiting = underWay.getOrDefault(name, List.of());
        List.copyOf(waiting).forEach(future -> future.complete(reply));
        return this;
    }

    /** It answers questions for this name no more. */
    ScriptedQuestions fallsSilentAbout(String name) {
        replies.remove(name);
        return this;
    }

    /** Its TXT record for this name. */
    ScriptedQuestions writes(String name, String text) {
        texts.put(name, text);
        return this;
    }

    /** These lists of clients pass their test. */
    ScriptedQuestions works(String... zones) {
        for (String zone : zones) {
            says("1.0.0.127." + zone + ".", Replies.NOTHING);
            says("2.0.0.127." + zone + ".", Replies.addresses("127.0.0.2"));
        }
        return this;
    }

    /** These lists of domains pass their test. */
    ScriptedQuestions worksForDomains(String... zones) {
        for (String zone : zones) {
            says("invalid." + zone + ".", Replies.NOTHING);
            says("test." + zone + ".", Replies.addresses("127.0.0.2"));
        }
        return this;
    }

    /** All names, zones' tests among them. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** The names but for those of the zones' tests. */
    List<String> askedAboutClients() {
        return asked.stream()
                .filter(name -> TESTS.stream().noneMatch(name::startsWith) && !name.contains(MAPPED))
                .toList();
    }

    /** The names whose TXT records were asked for. */
    List<String> textsAsked() {
        return List.copyOf(textsAsked);
    }

    @Override
    public CompletableFuture<DnsReply> addresses(String name) {
        asked.add(name);
        CompletableFuture<DnsReply> future = new CompletableFuture<>();
        underWay.computeIfAbsent(name, added -> new CopyOnWriteArrayList<>()).add(future);
        DnsReply reply = replies.get(name);
        if (reply != null) {
            future.complete(reply);
        } else if (name.contains(MAPPED)) {
            future.complete(Replies.NOTHING);
        }
        return future;
    }

    @Override
    public CompletableFuture<String> text(String name) {
        textsAsked.add(name);
        return texts.containsKey(name)
                ? CompletableFuture.completedFuture(Objects.requireNonNull(texts.get(name)))
                : new CompletableFuture<>();
    }

    /** Questions under way. */
    long open() {
        return underWay.values().stream()
                .flatMap(List::stream)
                .filter(future -> !future.isDone())
                .count();
    }
}
