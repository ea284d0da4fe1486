package io.relayguard.guard.dnsbl;

import static io.relayguard.guard.dnsbl.ListsForTests.labelled;
import static io.relayguard.guard.dnsbl.ListsForTests.settings;
import static io.relayguard.guard.dnsbl.ListsForTests.zone;
import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.settings.DnsblSettings.CacheRules;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No object of the engine shows a zone's key when somebody writes it down. */
class KeyOfAZoneTest {
    private static final String KEY = "SECRETKEY0123456789ABCDEF";
    private static final String NAME = KEY.toLowerCase(Locale.ROOT) + ".zen.dq.example.net";

    private final ListsForTests given = new ListsForTests();

    @Test
    void noneOfOurObjectsShowsIt() throws IllegalAccessException {
        Zone paid = labelled(zone(KEY + ".zen.dq.example.net", 3), "zen");
        given.dns
                .works(NAME)
                .says("4.3.2.1." + NAME + ".", Replies.addresses("127.0.0.2"))
                .writes("4.3.2.1." + NAME + ".", "see https://" + NAME);
        DnsLists lists = given.lists(settings(3, paid));
        Check check = lists.check(lists.settings().rules(), List.of(ListsForTests.CLIENT));
        assertThat(lists.text(check, paid).value()).isEqualTo("see https://zen");

        List<Object> roots = List.of(
                lists,
                check,
                lists.decide(check),
                lists.report(),
                lists.settings(),
                ZoneWatch.Key.of(paid),
                Answers.Kept.of(Replies.addresses("127.0.0.2"), CacheRules.DEFAULT));

        assertThat(reached(roots))
                .isNotEmpty()
                .allSatisfy(object -> assertThat(object.toString())
                        .as(object.getClass().toString())
                        .doesNotContainIgnoringCase("SECRETKEY"));
    }

    /** All objects of ours that these lead to, but for the secret itself and the test's own. */
    private static Set<Object> reached(List<Object> roots) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> next = new ArrayDeque<>(roots);
        while (!next.isEmpty()) {
            Object object = next.pop();
            if (object instanceof Iterable<?> all) {
                all.forEach(next::push);
            } else if (object instanceof Map<?, ?> map) {
                map.forEach((key, value) -> {
                    next.push(key);
                    next.push(value);
                });
            } else if (isOurs(object.getClass()) && seen.add(object)) {
                pushFields(object, next);
            }
        }
        return seen;
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("io.relayguard.")
                && !type.getName().contains("ForTests")
                && !type.getName().endsWith(".ScriptedQuestions")
                && !type.getName().endsWith(".HandClock")
                && !type.getName().endsWith(".DomainName")
                && !type.isHidden();
    }

    private static void pushFields(Object object, Deque<Object> next) throws IllegalAccessException {
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                Object value = field.get(object);
                if (value != null) {
                    next.push(value);
                }
            }
        }
    }
}
