package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.dnsbl.Misplaced;
import io.relayguard.core.dnsbl.ZoneCondition;
import io.relayguard.core.dnsbl.ZoneForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * However a zone with a key is written, rightly or wrongly: no message ever shows the key, and the settings only where it
 * was cut so short that it looks like any other name, and has no label.
 */
class SecretZoneLawTest {
    private static final int ROUNDS = 100_000;
    private static final String KEY = "SECRETKEY";
    private static final String NAME = "abcd0123" + KEY + "4567efgh.zen.dq.spamhaus.net";

    /** Too short to be taken for a key: without a label it is a name like any other. */
    private static final String SHORT = KEY + "0.zen.dq.spamhaus.net";

    private static final String OTHER = "zen.spamhaus.org";
    private static final String LETTERS = "abc019.-_=*,;:/@ <&\n\t\u0000äß\u200d\ud83d";

    private final Random random = new Random(39);
    private int read;
    private int refused;

    @Test
    void noMessageOfTheFileShowsItNorDoTheSettings() {
        SettingsParser parser = new SettingsParser(Documents.files(Map.of()), Documents.HOST_NAME);
        for (int round = 0; round < ROUNDS; round++) {
            List<Element> children = new ArrayList<>();
            children.add(new Element("zone", Map.of("label", "other"), OTHER, List.of()));
            String text = NAME;
            for (int zone = 1 + random.nextInt(3); zone > 0; zone--) {
                text = switch (random.nextInt(4)) {
                    case 0 -> text;
                    case 1 -> SHORT;
                    default -> damaged();
                };
                children.add(zone(text));
            }
            String beside = random.nextInt(20) == 0 ? damaged() : "";
            Element dnsbl = new Element("dnsbl", Map.of(), beside, children);
            assertHidden(parser, new Element("relayguard", Map.of(), "", List.of(dnsbl)));
        }
        assertThat(read).isGreaterThan(ROUNDS / 20);
        assertThat(refused).isGreaterThan(ROUNDS / 20);
    }

    private void assertHidden(SettingsParser parser, Element root) {
        try {
            Settings settings = parser.parse(root);
            if (root.children().get(0).children().stream().noneMatch(SecretZoneLawTest::isShown)) {
                assertHidden(settings.toString());
                read++;
            }
            settings.dnsbl()
                    .rules()
                    .zones()
                    .forEach(zone -> assertHidden(zone.name().toString()));
        } catch (InvalidSettings wrong) {
            assertHidden(wrong.toString());
            assertHidden(wrong.problems().toString());
            refused++;
        }
    }

    private static boolean isShown(Element zone) {
        return !zone.attributes().containsKey("label")
                && ZoneForm.read(zone.text().strip())
                        .filter(name -> !name.looksLikeItHoldsAKey())
                        .isPresent();
    }

    @Test
    void noMessageOfAConditionShowsIt() {
        for (int round = 0; round < ROUNDS; round++) {
            String before = random.nextBoolean() ? OTHER + "=127.0.0.2*3," : "";
            String after = random.nextBoolean() ? "*2," + OTHER + ";threshold=1" : "";
            try {
                ZoneCondition.parse(before + damaged() + after)
                        .zones()
                        .forEach(zone -> assertHidden(zone.name().toString()));
            } catch (Misplaced wrong) {
                assertHidden(wrong.toString() + wrong.expected());
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(ROUNDS / 2);
    }

    private static void assertHidden(String shown) {
        if (shown.toUpperCase(Locale.ROOT).contains(KEY)) {
            throw new AssertionError(shown);
        }
    }

    /** Now and then without a label, with another zone's, with one twice, or with other attributes that are wrong. */
    private Element zone(String text) {
        Map<String, String> attributes = new TreeMap<>();
        if (random.nextInt(4) != 0) {
            attributes.put(
                    "label",
                    List.of("zen", "paid", "other", "zen paid").get(random.nextInt(20) == 0 ? 3 : random.nextInt(3)));
        }
        if (random.nextInt(4) == 0) {
            attributes.put("weight", String.valueOf(random.nextInt(3)));
        }
        if (random.nextInt(2) == 0) {
            attributes.put("replies", random.nextInt(10) == 0 ? "127.0.0" : "127.0.0." + random.nextInt(256));
        }
        if (random.nextInt(10) == 0) {
            attributes.put("test", "none");
        }
        return new Element("zone", attributes, text, List.of());
    }

    /** Wrong in one to three places around the key, which stays whole. */
    private String damaged() {
        StringBuilder text = new StringBuilder(NAME);
        for (int time = 1 + random.nextInt(3); time > 0; time--) {
            int key = text.indexOf(KEY);
            int at = random.nextInt(text.length());
            String letter = String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length())));
            if (at <= key || at >= key + KEY.length()) {
                text.insert(at, letter);
            } else if (random.nextBoolean()) {
                text.delete(0, random.nextInt(key + 1));
            } else {
                text.append(".".repeat(random.nextInt(2))).append(letter.repeat(random.nextInt(200)));
            }
        }
        return text.toString();
    }
}
