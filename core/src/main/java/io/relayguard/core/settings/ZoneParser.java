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

/**
 * {@code <zone weight="3" replies="127.0.0.[2..11]">zen.spamhaus.org</zone>}.
 *
 * <p>The name may hold a key: no message ever shows it. Used for all zones of one file, one after the other.
 */
final class ZoneParser {
    private static final ValueForm<ZoneName> NAME =
            new ValueForm<>("the name of a zone, such as zen.spamhaus.org", ZoneForm::read);
    private static final ValueForm<ZoneLabel> LABEL = new ValueForm<>(
            "a name of letters, digits, dots, hyphens or underscores, such as zen",
            text -> Optional.of(text).filter(ZoneLabel::isOne).map(ZoneLabel::new));
    private static final ValueForm<String> TEXT = new ValueForm<>(ReplyFilter.EXPECTED, Optional::of);
    private static final ValueForm<Integer> WEIGHT =
            new ValueForm<>("a weight from 1 to 100, or from -100 to -1 for an allow list", ZoneParser::weight);
    private static final ValueForm<Integer> SIZE = NumberForm.between(1, Zone.GREATEST_WEIGHT, "a weight");
    private static final ValueForm<Kind> KIND = new ValueForm<>("client, sender or helo", Kind::ofCode);
    private static final ValueForm<Boolean> OBSERVED = choice("enforce", "observe");
    private static final ValueForm<Boolean> UNTESTED = choice("rfc5782", "none");

    private final List<Zone> earlier = new ArrayList<>();

    Optional<Zone> read(ElementReader element) {
        Optional<ZoneName> name = element.secret(List.of("weight", "replies", "mode", "label", "kind", "test"), NAME);
        Optional<ZoneLabel> label = element.has("label")
                ? element.attribute("label", LABEL)
                : name.flatMap(given -> labelOf(given, element));
        Optional<Integer> weight = element.attribute("weight", WEIGHT, 1);
        Optional<ReplyFilter> replies = replies(element);
        Optional<Boolean> observed = element.attribute("mode", OBSERVED, false);
        Optional<Kind> kind = element.attribute("kind", KIND, Kind.CLIENT);
        Optional<Boolean> untested = element.attribute("test", UNTESTED, false);
        if (name.isEmpty()
                || label.isEmpty()
                || weight.isEmpty()
                || replies.isEmpty()
                || observed.isEmpty()
                || kind.isEmpty()
                || untested.isEmpty()) {
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
        for (Zone other : earlier) {
            boolean sameName = other.name().equals(zone.name());
            if (sameName != other.label().equals(zone.label())) {
                element.problem(
                        "the label " + zone.label(),
                        "one label for each zone (" + other.label() + " stands before it)");
                return false;
            }
            if (sameName && other.kind() == zone.kind() && !fitsBeside(other, zone, element)) {
                return false;
            }
        }
        earlier.add(zone);
        return true;
    }

    private static boolean fitsBeside(Zone other, Zone zone, ElementReader element) {
        if (other.replies().equals(zone.replies())) {
            element.problem("the zone " + zone.label() + " again", "each zone once with the same replies");
            return false;
        }
        if (other.tested() != zone.tested()) {
            element.problem("another test for the zone " + zone.label(), "one test for each zone");
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
