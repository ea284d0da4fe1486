package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.relay.Enforcement;
import io.relayguard.core.relay.ForgedSenders;
import io.relayguard.core.relay.Mode;
import io.relayguard.core.relay.RelayRules;
import io.relayguard.core.relay.Role;
import io.relayguard.core.relay.Roles;
import io.relayguard.core.relay.Rule;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mode}, {@code <role>}, {@code <observe>} and {@code <forgedSenders>}. */
class RulesSettingsTest {
    private static final String ROLES_EXPECTED =
            "mail-server, outgoing-relay, secondary-mx, groupware-front or firewall-relay";
    private static final String OBSERVABLE_EXPECTED = "forged-sender, address-not-served or not-our-role";
    private static final String NAME_EXPECTED = "a domain name, such as example.org or xn--exmple-cua.org";
    private static final String A_RELAY_DOMAIN =
            "<relayDomains><domain name='example.org'><primary>mx</primary></domain></relayDomains>";

    private static RelayRules rules(String content) throws InvalidSettings {
        return Documents.parse("<relayguard>" + content + "</relayguard>").rules();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<relayguard/>", "<relayguard mode='enforce'><forgedSenders/></relayguard>"})
    void byDefaultEveryWayIsOpenAndAllIsEnforced(String xml) throws InvalidSettings {
        assertThat(Documents.parse(xml).rules())
                .isEqualTo(RelayRules.DEFAULT)
                .isEqualTo(new RelayRules(
                        new Roles(Set.of()),
                        new ForgedSenders(false, Set.of(), Set.of()),
                        new Enforcement(Mode.ENFORCE, Set.of())));
    }

    @Test
    void everyElementHasItsPlace() throws InvalidSettings {
        assertThat(Documents.parse("""
                        <relayguard mode="observe">
                          <role>mail-server</role>
                          <role> secondary-mx </role>
                          <observe>forged-sender, not-our-role</observe>
                          <observe>address-not-served</observe>
                          <forgedSenders default="refuse">
                            <accept>example.com, Lists.EXAMPLE.com.</accept>
                            <accept>exämple.com</accept>
                            <refuse>example.net example.org</refuse>
                          </forgedSenders>
                          %s
                        </relayguard>""".formatted(A_RELAY_DOMAIN)).rules())
                .isEqualTo(new RelayRules(
                        new Roles(EnumSet.of(Role.MAIL_SERVER, Role.SECONDARY_MX)),
                        new ForgedSenders(
                                true,
                                Set.of(new DomainName("example.net"), new DomainName("example.org")),
                                Set.of(
                                        new DomainName("example.com"),
                                        new DomainName("lists.example.com"),
                                        new DomainName("xn--exmple-cua.com"))),
                        new Enforcement(
                                Mode.OBSERVE,
                                EnumSet.of(Rule.FORGED_SENDER, Rule.NOT_OUR_ROLE, Rule.ADDRESS_NOT_SERVED))));
    }

    @ParameterizedTest
    @EnumSource
    void aModeIsWrittenByItsCode(Mode mode) throws InvalidSettings {
        assertThat(Documents.parse("<relayguard mode='%s'/>".formatted(mode.code()))
                        .rules()
                        .enforcement()
                        .mode())
                .isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Observe", "off", "observe_all", "observe, enforce"})
    void anotherModeIsAProblem(String written) {
        assertThat(Documents.problems("<relayguard mode='%s'/>".formatted(written)))
                .containsExactly(
                        "relayguard@mode: found \"" + written + "\", expected enforce, observe or observe-all");
    }

    @ParameterizedTest
    @EnumSource
    void aRoleIsWrittenByItsCode(Role role) throws InvalidSettings {
        boolean serves = role != Role.MAIL_SERVER && role != Role.OUTGOING_RELAY;
        assertThat(rules("<role>%s</role>%s".formatted(role.code(), serves ? A_RELAY_DOMAIN : "")))
                .extracting(RelayRules::roles)
                .isEqualTo(new Roles(Set.of(role)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relay", "MAIL-SERVER", "mail-server, secondary-mx"})
    void anotherRoleIsAProblem(String written) {
        assertThat(Documents.problems("<relayguard><role>%s</role></relayguard>".formatted(written)))
                .containsExactly("role: found \"" + written + "\", expected " + ROLES_EXPECTED);
    }

    @Test
    void aRoleStandsOnceAndHasNothingButItsName() {
        assertThat(Documents.problems("<relayguard><role>mail-server</role><role>mail-server</role>"
                        + "<role of='x'>outgoing-relay<b/></role></relayguard>"))
                .containsExactly(
                        "role[2]: found \"mail-server\", expected each once",
                        "role[3]@of: found an unknown attribute, expected no attribute",
                        "role[3]/b: found an unknown element, expected no element");
    }

    @ParameterizedTest
    @EnumSource(names = {"SECONDARY_MX", "GROUPWARE_FRONT", "FIREWALL_RELAY"})
    void aRoleThatServesRelayDomainsNeedsOne(Role role) {
        assertThat(Documents.problems("<relayguard><role>%s</role></relayguard>".formatted(role.code())))
                .containsExactly("relayDomains: found no domain, expected at least one for the role that serves them: "
                        + role.code());
    }

    @ParameterizedTest
    @EnumSource(names = {"MAIL_SERVER", "OUTGOING_RELAY"})
    void relayDomainsNeedARoleThatServesThemIfThereAreRoles(Role role) {
        assertThat(Documents.problems(
                        "<relayguard><role>%s</role>%s</relayguard>".formatted(role.code(), A_RELAY_DOMAIN)))
                .containsExactly("role: found " + role.code() + ", expected also a role that serves relay domains:"
                        + " secondary-mx, groupware-front or firewall-relay");
    }

    @Test
    void anyOfSeveralRolesMayServeThem() throws InvalidSettings {
        assertThat(rules("<role>mail-server</role><role>firewall-relay</role>" + A_RELAY_DOMAIN)
                        .roles()
                        .named())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hidden-address",
                "outside-to-outside",
                "collected-to-outside",
                "untraced-to-outside",
                "Forged-Sender",
                "all"
            })
    void aRuleThatGuardsTheOutsideCannotBeObservedAlone(String written) {
        assertThat(Documents.problems(
                        "<relayguard><observe>not-our-role, %s</observe></relayguard>".formatted(written)))
                .containsExactly("observe: found \"" + written + "\", expected " + OBSERVABLE_EXPECTED);
    }

    @Test
    void anEmptyListAndARepeatedRuleAreProblems() {
        assertThat(Documents.problems("<relayguard><observe/><observe>not-our-role not-our-role</observe>"
                        + "<observe>,</observe><observe>not-our-role</observe></relayguard>"))
                .containsExactly(
                        "observe[1]: found \"\", expected " + OBSERVABLE_EXPECTED,
                        "observe[2]: found \"not-our-role\", expected each once",
                        "observe[3]: found \",\", expected " + OBSERVABLE_EXPECTED,
                        "observe[4]: found \"not-our-role\", expected each once");
    }

    @ParameterizedTest
    @CsvSource({"accept, false", "refuse, true"})
    void forgedSendersHaveADefault(String written, boolean refuse) throws InvalidSettings {
        assertThat(rules("<forgedSenders default='%s'/>".formatted(written)).forgedSenders())
                .isEqualTo(new ForgedSenders(refuse, Set.of(), Set.of()));
    }

    @Test
    void everyMistakeInForgedSendersIsNamed() {
        assertThat(Documents.problems("""
                        <relayguard>
                          <forgedSenders default="reject" for="x">
                            <accept>example.org, *.example.org</accept>
                            <accept/>
                            <refuse>example.net Example.NET</refuse>
                            <refuse>EXAMPLE.org</refuse>
                            <domain>example.com</domain>
                          </forgedSenders>
                          <forgedSenders/>
                        </relayguard>"""))
                .containsExactly(
                        "forgedSenders[1]@for: found an unknown attribute, expected only the attributes default",
                        "forgedSenders[1]/domain: found an unknown element, expected only the elements accept, refuse",
                        "forgedSenders[1]@default: found \"reject\", expected accept or refuse",
                        "forgedSenders[1]/refuse[1]: found \"example.net\", expected each once",
                        "forgedSenders[1]/accept[1]: found \"*.example.org\", expected " + NAME_EXPECTED,
                        "forgedSenders[1]/accept[1]: found \"example.org\", expected each once",
                        "forgedSenders[1]/accept[2]: found \"\", expected " + NAME_EXPECTED,
                        "forgedSenders: found 2 elements of this name, expected one");
    }
}
