package io.relayguard.core.settings;

import io.relayguard.core.dnsbl.Kind;
import io.relayguard.core.dnsbl.Misplaced;
import io.relayguard.core.dnsbl.ReplyFilter;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.dnsbl.ZoneForm;
import io.relayguard.core.dnsbl.ZoneLabel;
import io.relayguard.core.dnsbl.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code <zone weight="3" replies="127.0.0.[2..11]">zen.spamhaus.org</zone>}.
 *
 * <p>The name may hold a key: no message ever shows it, and other zones are called by the place where they stand. Used for
 * all zones of one file, one after the other.
 */
final class ZoneParser {
    private static final List<String> ATTRIBUTES = List.of("weight", "replies", "mode", "label", "kind", "test");
    private static final ValueForm<ZoneName> NAME = new ValueForm<>(ZoneForm.EXPECTED, ZoneForm::read);
    private static final ValueForm<ZoneLabel> LABEL = new ValueForm<>(
            "a name of letters, digits, dots, hyphens or underscores, such as zen",
            text -> Optional.of(text).filter(ZoneLabel::isOne).map(ZoneLabel::new));
    private static final ValueForm<String> TEXT = new ValueForm<>(ReplyFilter.EXPECTED, Optional::of);
    private static final ValueForm<Integer> SIZE = NumberForm.between(1, Zone.GREATEST_WEIGHT, "a weight");
    private static final ValueForm<Integer> WEIGHT =
            new ValueForm<>("a weight from 1 to 100, or from -100 to -1 for an allow list", ZoneParser::weight);
    private static final ValueForm<Kind> KIND = new ValueForm<>("client, sender or helo", Kind::ofCode);
    private static final ValueForm<Boolean> OBSERVED = choice("enforce", "observe");
    private static final ValueForm<Boolean> UNTESTED = choice("rfc5782", "none");

    private final List<Placed> earlier = new ArrayList<>();

    /** A zone, and the path of its element. */
    private record Placed(Zone zone, String path) {}

    Optional<Zone> read(ElementReader element) {
        Optional<ZoneName> name = element.secret(ATTRIBUTES, NAME);
        Optional<ZoneLabel> label = element.has("label")
                ? element.attribute("label", LABEL)
                : name.flatMap(given -> labelOf(given, element));
        Optional<Integer> weight = element.attribute("weight", WEIGHT, 1);
        Optional<ReplyFilter> replies = replies(element);
        Optional<Boolean> observed = element.attribute("mode", OBSERVED, false);
        Optional<Kind> kind = element.attribute("kind", KIND, Kind.CLIENT);
        Optional<Boolean> untested = element.attribute("test", UNTESTED, false);
        if (!Stream.of(name, label, weight, replies, observed, kind, untested).allMatch(Optional::isPresent)) {
            return Optional.empty();
        }
        Zone zone = new Zone(
                name.get(), label.get(), kind.get(), weight.get(), replies.get(), observed.get(), !untested.get());
        return fits(zone, element) ? Optional.of(zone) : Optional.empty();
    }

    private static Optional<ZoneLabel> labelOf(ZoneName name, ElementReader element) {
        if (name.looksLikeItHoldsAKey()) {
            element.problem(
                    "a name that looks as if it held a key, and no label",
                    "a label, which is shown in its place, such as label=\"zen\"");
            return Optional.empty();
        }
        return Optional.of(new ZoneLabel(name.secret().value()));
    }

    private static Optional<Integer> weight(String text) {
        return text.startsWith("-") ? SIZE.read(text.substring(1)).map(size -> -size) : SIZE.read(text);
    }

    private static Optional<ReplyFilter> replies(ElementReader element) {
        String text =
                element.attribute("replies", TEXT, ReplyFilter.ANY.toString()).orElse("");
        try {
            return Optional.of(ReplyFilter.parse(text));
        } catch (Misplaced wrong) {
            element.attributeProblem("replies", wrong.expected());
            return Optional.empty();
        }
    }

    /** One name has one label and one label one name; a zone may stand several times, each time for other replies. */
    private boolean fits(Zone zone, ElementReader element) {
        for (Placed other : earlier) {
            if (!fits(zone, other, element)) {
                return false;
            }
        }
        earlier.add(new Placed(zone, element.path()));
        return true;
    }

    private static boolean fits(Zone zone, Placed placed, ElementReader element) {
        Zone other = placed.zone();
        boolean sameName = other.name().equals(zone.name());
        if (sameName != other.label().equals(zone.label())) {
            element.problem(
                    sameName
                            ? "another label than the same zone has in " + placed.path()
                            : "the label that another zone has in " + placed.path(),
                    "one label for each zone");
            return false;
        }
        return !sameName || other.kind() != zone.kind() || fitsBesideItself(zone, placed, element);
    }

    private static boolean fitsBesideItself(Zone zone, Placed placed, ElementReader element) {
        if (placed.zone().replies().equals(zone.replies())) {
            element.problem("the zone of " + placed.path() + " again", "each zone once with the same replies");
            return false;
        }
        if (placed.zone().tested() != zone.tested()) {
            element.problem("another test than the same zone has in " + placed.path(), "one test for each zone");
            return false;
        }
        return true;
    }

    /** If the second of two words stands there. */
    private static ValueForm<Boolean> choice(String no, String yes) {
        return new ValueForm<>(
                no + " or " + yes,
                text -> text.equals(no) || text.equals(yes) ? Optional.of(text.equals(yes)) : Optional.empty());
    }
}
