package io.relayguard.guard.dnsbl;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.relayguard.core.dnsbl.DnsReply;
import io.relayguard.core.dnsbl.DnsblRules;
import io.relayguard.core.dnsbl.DnsblVerdict;
import io.relayguard.core.dnsbl.Listing;
import io.relayguard.core.dnsbl.ListingText;
import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.dnsbl.TestEntry;
import io.relayguard.core.dnsbl.Weighing;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.dnsbl.ZoneHealth;
import io.relayguard.core.settings.DnsSettings;
import io.relayguard.core.settings.DnsblSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The lists in DNS, for the hook and the matcher alike: both get the same answer about the same client.
 *
 * <p>All zones are asked at once, nobody's thread waits in here, and every question ends at the deadline. A zone that is
 * suspended is not asked; its silence is at once there. Threads may share it.
 */
public final class DnsLists {
    private static final Duration LONGEST_FOR_TEXT = Duration.ofSeconds(1);
    private static final int MOST_TEXTS = 1000;

    private final Questions questions;
    private final DnsblEvents events;
    private final Clock clock;
    private final Map<ZoneWatch.Key, ZoneWatch> watches = new ConcurrentHashMap<>();
    private final AsyncCache<String, String> texts = Caffeine.newBuilder()
            .maximumSize(MOST_TEXTS)
            .expireAfterWrite(10, TimeUnit.MINUTES)
            .buildAsync();
    private final Waiting waiting;
    private volatile DnsblSettings settings;
    private volatile Answers answers;

    /** The lists of this configuration; {@link #look} has to be called from time to time. */
    public DnsLists(DnsblSettings settings, DnsSettings dns, DnsblEvents events, Clock clock) {
        this(settings, new DnsQuestions(dns), events, clock);
    }

    DnsLists(DnsblSettings settings, Questions questions, DnsblEvents events, Clock clock) {
        this.settings = settings;
        this.questions = questions;
        this.events = events;
        this.clock = clock;
        this.waiting = new Waiting(settings.waiting());
        this.answers = answersOf(settings);
        watchAll(settings.rules());
    }

    private Answers answersOf(DnsblSettings current) {
        return new Answers(current.cache().entries(), () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }

    /** Takes over a changed configuration; what is known of zones that stay is kept, if the health rules stay too. */
    public void use(DnsblSettings changed) {
        DnsblSettings before = settings;
        settings = changed;
        waiting.use(changed.waiting());
        if (!changed.cache().equals(before.cache())) {
            answers = answersOf(changed);
        }
        if (!changed.health().equals(before.health())) {
            watches.clear();
        }
        watches.values()
                .removeIf(watch -> before.rules().zones().contains(watch.zone())
                        && !changed.rules().zones().contains(watch.zone()));
        watchAll(changed.rules());
    }

    public DnsblSettings settings() {
        return settings;
    }

    /** Zones of a matcher's own are watched and tested like those of {@code <dnsbl>}. */
    public void watchAll(DnsblRules rules) {
        rules.zones().forEach(this::watch);
        look();
    }

    private ZoneWatch watch(Zone zone) {
        return watches.computeIfAbsent(
                ZoneWatch.Key.of(zone), key -> new ZoneWatch(zone, settings.health(), events, clock.millis()));
    }

    /** Asks all zones that have one of these to be asked about. */
    public Check check(DnsblRules rules, List<Subject> subjects) {
        List<Zone> zones = new ArrayList<>();
        List<CompletableFuture<Listing>> listings = new ArrayList<>();
        for (Zone zone : rules.zones()) {
            for (Subject subject : subjects) {
                if (subject.kind() == zone.kind()) {
                    zones.add(zone);
                    listings.add(listing(zone, subject));
                }
            }
        }
        Check check = new Check(
                subjects, new Weighing(zones, rules.threshold()), complete -> tally(zones, complete, subjects));
        for (int number = 0; number < zones.size(); number++) {
            int which = number;
            var unused = listings.get(number).thenAccept(listing -> check.answer(which, listing));
        }
        return check;
    }

    private CompletableFuture<Listing> listing(Zone zone, Subject subject) {
        ZoneWatch watch = watch(zone);
        if (!watch.isAsked()) {
            return silent(Silence.SUSPENDED);
        }
        Optional<String> name = subject.nameIn(zone.name());
        if (name.isEmpty()) {
            return silent(Silence.NAME_TOO_LONG);
        }
        return answers.get(ZoneWatch.Key.of(zone), subject, () -> ask(watch, name.get()))
                .thenApply(Answers.Kept::listing);
    }

    private static CompletableFuture<Listing> silent(Silence why) {
        return CompletableFuture.completedFuture(new Listing.NoAnswer(why));
    }

    private CompletableFuture<Answers.Kept> ask(ZoneWatch watch, String name) {
        watch.asked();
        long started = System.nanoTime();
        return inTime(name).thenApply(reply -> {
            Answers.Kept kept = Answers.Kept.of(reply, settings.cache());
            watch.answered(kept.listing(), System.nanoTime() - started, clock.millis())
                    .ifPresent(change -> forget(watch, change));
            return kept;
        });
    }

    private CompletableFuture<DnsReply> inTime(String name) {
        return questions
                .addresses(name)
                .completeOnTimeout(
                        new DnsReply.Failed(Silence.TIME_OUT),
                        settings.deadline().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** What a zone said before it failed may be as wrong as what it says now. */
    private void forget(ZoneWatch watch, ZoneHealth.Change change) {
        if (change.trouble().isPresent()) {
            answers.forget(ZoneWatch.Key.of(watch.zone()));
        }
    }

    private void tally(List<Zone> zones, Weighing complete, List<Subject> subjects) {
        for (int number = 0; number < zones.size(); number++) {
            if (!complete.lists(number)) {
                continue;
            }
            Zone zone = zones.get(number);
            ZoneWatch watch = watch(zone);
            watch.count(Count.LISTED);
            if (complete.listsAlone(number)) {
                watch.count(Count.LISTED_ALONE);
            }
            if (complete.decides(number)) {
                watch.count(Count.DECIDED);
                if (zone.observed()) {
                    events.wouldDecide(zone, subjects);
                }
            }
        }
    }

    /**
     * The decision, waited for until the deadline, but only by as many threads at once as {@code waiting} lets: for the
     * others what is known now has to do.
     */
    public DnsblVerdict decide(Check check) {
        return waiting.atMost(settings.deadline(), check.decided()).orElseGet(check::asItStands);
    }

    /** What the zone says of a listing that refuses; waited for a second at most. */
    public ListingText text(Check check, Zone zone) {
        return check.subjects().stream()
                .filter(subject -> subject.kind() == zone.kind())
                .map(subject -> subject.nameIn(zone.name()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(name -> ListingText.of(textOf(name), zone))
                .orElse(ListingText.NONE);
    }

    private String textOf(String name) {
        return waiting.atMost(LONGEST_FOR_TEXT, texts.get(name, (key, executor) -> questions.text(key)))
                .orElse("");
    }

    /** Tests the zones whose test is due, the first time at once. */
    public void look() {
        long now = clock.millis();
        watches.values().stream().filter(watch -> watch.testIsDue(now)).forEach(this::test);
    }

    private void test(ZoneWatch watch) {
        List<CompletableFuture<ZoneHealth.Tested>> results = TestEntry.of(watch.zone()).stream()
                .map(entry -> inTime(entry.label() + "."
                                + watch.zone().name().secret().value() + ".")
                        .thenApply(reply -> new ZoneHealth.Tested(entry, Listing.of(reply))))
                .toList();
        var unused = CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenRun(() -> watch.tested(
                                results.stream().map(CompletableFuture::join).toList(), clock.millis())
                        .ifPresent(change -> forget(watch, change)));
    }

    /** How all zones stand, in the order of their labels. */
    public List<ZoneReport> report() {
        long now = clock.millis();
        return watches.values().stream()
                .map(watch -> watch.report(now))
                .sorted((one, other) ->
                        one.label().value().compareTo(other.label().value()))
                .toList();
    }
}
