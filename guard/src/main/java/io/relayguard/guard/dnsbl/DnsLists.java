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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The lists in DNS, for the hook and the matcher alike: both get the same answer about the same client.
 *
 * <p>All zones are asked at once, nobody's thread waits in here, and every question ends at the deadline. A zone that is
 * suspended is not asked; its silence is at once there. Threads may share it.
 */
public final class DnsLists {
    private static final Duration LONGEST_FOR_TEXT = Duration.ofSeconds(1);
    private static final Duration TEXT_KEPT = Duration.ofMinutes(10);
    private static final int MOST_TEXTS = 1000;

    private final Questions questions;
    private final DnsblEvents events;
    private final Clock clock;
    private final Map<ZoneWatch.Key, ZoneWatch> watches = new ConcurrentHashMap<>();

    /** Zones of matchers, which stay whatever the configuration says. */
    private final List<Zone> matchersOwn = new CopyOnWriteArrayList<>();

    private final AsyncCache<String, String> texts;
    private final Hearing hearing = new Hearing(System::nanoTime);
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
        this.waiting = new Waiting(settings.waiting(), hearing);
        this.answers = answersOf(settings);
        this.texts = Caffeine.newBuilder()
                .maximumSize(MOST_TEXTS)
                .expireAfterWrite(TEXT_KEPT)
                .ticker(this::nanos)
                .executor(Runnable::run)
                .buildAsync();
        watchAll();
    }

    private Answers answersOf(DnsblSettings current) {
        return new Answers(current.cache().entries(), this::nanos);
    }

    private long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    /** Takes over a changed configuration; what is known of zones that stay is kept, if the health rules stay too. */
    public synchronized void use(DnsblSettings changed) {
        DnsblSettings before = settings;
        settings = changed;
        waiting.use(changed.waiting());
        if (!changed.cache().equals(before.cache())) {
            answers = answersOf(changed);
        }
        if (!changed.health().equals(before.health())) {
            watches.clear();
        }
        watchAll();
    }

    public DnsblSettings settings() {
        return settings;
    }

    /** Zones of a matcher's own are watched and tested like those of {@code <dnsbl>}. */
    public synchronized void watchAll(DnsblRules rules) {
        matchersOwn.addAll(rules.zones());
        watchAll();
    }

    /** Only here do zones begin and end: a check may still be under way when its zone is gone. */
    private void watchAll() {
        Map<ZoneWatch.Key, Zone> wanted = new HashMap<>();
        Stream.concat(settings.rules().zones().stream(), matchersOwn.stream())
                .forEach(zone -> wanted.putIfAbsent(ZoneWatch.Key.of(zone), zone));
        watches.entrySet()
                .removeIf(entry -> !Optional.ofNullable(wanted.get(entry.getKey()))
                        .map(entry.getValue()::isFor)
                        .orElse(false));
        wanted.forEach((key, zone) ->
                watches.computeIfAbsent(key, added -> new ZoneWatch(zone, settings.health(), events, clock.millis())));
        look();
    }

    private Optional<ZoneWatch> watch(Zone zone) {
        return Optional.ofNullable(watches.get(ZoneWatch.Key.of(zone)));
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
        Optional<ZoneWatch> watch = watch(zone).filter(ZoneWatch::isAsked);
        return watch.isEmpty()
                ? CompletableFuture.completedFuture(new Listing.NoAnswer(Silence.SUSPENDED))
                : answers.get(watch.get().key(), subject, () -> ask(watch.get(), subject))
                        .thenApply(Answers.Kept::listing);
    }

    /** Here alone the name is put together: most decisions need none, since all their answers are kept. */
    private CompletableFuture<Answers.Kept> ask(ZoneWatch watch, Subject subject) {
        return subject.nameIn(watch.zone().name())
                .map(name -> ask(watch, name))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        Answers.Kept.of(new DnsReply.Failed(Silence.NAME_TOO_LONG), settings.cache())));
    }

    private CompletableFuture<Answers.Kept> ask(ZoneWatch watch, String name) {
        watch.asked();
        long started = System.nanoTime();
        return inTime(name).thenApply(reply -> {
            Answers.Kept kept = Answers.Kept.of(reply, settings.cache());
            watch.answered(kept.listing(), System.nanoTime() - started, clock.millis())
                    .ifPresent(change -> forget(watch));
            return kept;
        });
    }

    private CompletableFuture<DnsReply> inTime(String name) {
        if (!hearing.mayAsk()) {
            return CompletableFuture.completedFuture(new DnsReply.Failed(Silence.TOO_MANY));
        }
        hearing.asked();
        return questions
                .addresses(name)
                .completeOnTimeout(
                        new DnsReply.Failed(Silence.TIME_OUT),
                        settings.deadline().toMillis(),
                        TimeUnit.MILLISECONDS)
                .thenApply(reply -> {
                    hearing.answered(reply);
                    return reply;
                });
    }

    /**
     * What a zone said before it failed may be as wrong as what it says now; and when it is asked again, what came in
     * meanwhile to questions from before. Those are given up when it is suspended: a resolver that dies is waited for
     * once, not again by whoever asked just before it was found out.
     */
    private void forget(ZoneWatch watch) {
        if (!watch.isAsked()) {
            answers.giveUp(watch.key(), Answers.Kept.of(new DnsReply.Failed(Silence.SUSPENDED), settings.cache()));
        }
        answers.forget(watch.key());
    }

    /** Each list once, though it may stand several times, each time for other replies. */
    private void tally(List<Zone> zones, Weighing complete, List<Subject> subjects) {
        Set<ZoneWatch.Key> seen = new HashSet<>();
        for (int number = 0; number < zones.size(); number++) {
            Zone zone = zones.get(number);
            if (complete.lists(number) && seen.add(ZoneWatch.Key.of(zone))) {
                boolean alone = complete.listsAlone(number);
                boolean decides = complete.decides(number);
                watch(zone).ifPresent(watch -> watch.listed(alone, decides));
                if (decides && zone.observed()) {
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
        return waiting.atMost(settings.deadline(), check.decided())
                .orElse(check)
                .asItStands();
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
                        .ifPresent(change -> forget(watch)));
    }

    /** How all zones stand, in the order of their labels. */
    public List<ZoneReport> report() {
        long now = clock.millis();
        return watches.values().stream()
                .map(watch -> watch.report(now))
                .sorted(Comparator.comparing((ZoneReport zone) -> zone.label().value())
                        .thenComparing(ZoneReport::kind))
                .toList();
    }
}
