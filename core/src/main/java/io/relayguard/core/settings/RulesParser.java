package io.relayguard.core.settings;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.Excerpt;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.relay.Enforcement;
import io.relayguard.core.relay.ForgedSenders;
import io.relayguard.core.relay.Mode;
import io.relayguard.core.relay.Permit;
import io.relayguard.core.relay.RelayRules;
import io.relayguard.core.relay.Role;
import io.relayguard.core.relay.Roles;
import io.relayguard.core.relay.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code mode}, {@code <role>}, {@code <observe>} and {@code <forgedSenders>}: what stands for the policy itself. */
final class RulesParser {
    static final String MODE = "mode";
    static final List<String> ELEMENTS = List.of("role", "observe", "forgedSenders");

    private static final ValueForm<Mode> MODES = oneOf(List.of(Mode.values()), Mode::code);
    private static final ValueForm<Role> ROLES = oneOf(List.of(Role.values()), Role::code);
    private static final ValueForm<Rule> OBSERVABLE = oneOf(
            Stream.of(Rule.values()).filter(rule -> !rule.guardsTheOutside()).toList(), Rule::code);
    private static final ValueForm<Boolean> REFUSE = new ValueForm<>(
            "accept or refuse",
            text -> Optional.of(text)
                    .filter(Set.of("accept", "refuse")::contains)
                    .map("refuse"::equals));

    private RulesParser() {}

    static RelayRules read(ElementReader root) {
        Mode mode = root.attribute(MODE, MODES, Mode.ENFORCE).orElse(Mode.ENFORCE);
        Set<Rule> observed = EnumSet.noneOf(Rule.class);
        root.each("observe", element -> addEach(element, ListText.read(element, OBSERVABLE), observed, Rule::code));
        return new RelayRules(
                new Roles(roles(root)),
                root.once("forgedSenders", RulesParser::forgedSenders, ForgedSenders.ACCEPT),
                new Enforcement(mode, observed));
    }

    private static Set<Role> roles(ElementReader root) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        root.each("role", element -> {
            Optional<Role> role = element.text(ROLES);
            role.ifPresent(good -> addEach(element, List.of(good), roles, Role::code));
            return role;
        });
        return roles;
    }

    private static ForgedSenders forgedSenders(ElementReader element) {
        element.only(List.of("default"), List.of("accept", "refuse"));
        Set<DomainName> seen = new HashSet<>();
        return new ForgedSenders(
                element.attribute("default", REFUSE, false).orElse(false),
                domains(element, "refuse", seen),
                domains(element, "accept", seen));
    }

    private static Set<DomainName> domains(ElementReader element, String name, Set<DomainName> seen) {
        List<DomainName> domains = new ArrayList<>();
        element.each(name, list -> {
            List<DomainName> written = ListText.read(list, DomainForm.FORM);
            domains.addAll(written);
            return addEach(list, written, seen, DomainName::value);
        });
        return Set.copyOf(new HashSet<>(domains));
    }

    /** Each once: what stands there twice would make one wonder which counts. */
    private static <T> Set<T> addEach(ElementReader element, List<T> written, Set<T> seen, Function<T, String> name) {
        written.stream()
                .filter(one -> !seen.add(one))
                .forEach(again -> element.problem(Excerpt.quote(name.apply(again)), "each once"));
        return seen;
    }

    /** A role that lacks its part does nothing, and a part that no role serves looks as if it did something. */
    static void match(ElementReader root, RelayRules rules, RelayDomains relayDomains) {
        Roles roles = rules.roles();
        if (roles.named().isEmpty()) {
            return;
        }
        List<String> serving = Arrays.stream(Role.values())
                .filter(role -> role.permits(Permit.TO_RELAY_DOMAINS))
                .map(Role::code)
                .toList();
        boolean served = roles.permit(Permit.TO_RELAY_DOMAINS);
        if (served && relayDomains.isEmpty()) {
            root.problemAt("relayDomains", "no domain", "at least one for the role that serves them: " + roles);
        } else if (!served && !relayDomains.isEmpty()) {
            root.problemAt("role", roles.toString(), "also a role that serves relay domains: " + written(serving));
        }
    }

    private static <T> ValueForm<T> oneOf(Collection<T> values, Function<T, String> code) {
        return new ValueForm<>(
                written(values.stream().map(code).toList()),
                text -> values.stream()
                        .filter(value -> code.apply(value).equals(text))
                        .findAny());
    }

    private static String written(Collection<String> codes) {
        return codes.stream().collect(Collectors.joining(", ")).replaceFirst(", ([^,]*)$", " or $1");
    }
}
