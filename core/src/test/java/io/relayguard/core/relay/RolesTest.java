package io.relayguard.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.DomainName;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolesTest {
    private static final Table PERMITS = new Table("""
            role            | TO_LOCAL_DOMAINS | TO_RELAY_DOMAINS | NETWORKS_TO_OUTSIDE | USERS_TO_OUTSIDE
            mail-server     | yes              | no               | no                  | no
            outgoing-relay  | no               | no               | yes                 | yes
            secondary-mx    | no               | yes              | no                  | no
            groupware-front | no               | yes              | yes                 | no
            firewall-relay  | no               | yes              | yes                 | no
            """);

    @ParameterizedTest
    @EnumSource
    void aRolePermitsItsWaysAndNoOthers(Role role) {
        for (Permit way : Permit.values()) {
            boolean yes = PERMITS.cell(role.code(), way.name()).equals("yes");
            assertThat(role.permits(way)).as("%s %s", role, way).isEqualTo(yes);
            assertThat(new Roles(Set.of(role)).permit(way)).isEqualTo(yes);
            assertThat(Roles.ALL.permit(way)).isTrue();
        }
        assertThat(PERMITS.rows()).hasSize(Role.values().length);
    }

    @Test
    void severalRolesPermitWhatOneOfThemPermits() {
        Roles both = new Roles(Set.of(Role.SECONDARY_MX, Role.MAIL_SERVER));

        assertThat(both.permit(Permit.TO_LOCAL_DOMAINS)).isTrue();
        assertThat(both.permit(Permit.TO_RELAY_DOMAINS)).isTrue();
        assertThat(both.permit(Permit.USERS_TO_OUTSIDE)).isFalse();
        assertThat(both).hasToString("mail-server, secondary-mx");
        assertThat(Roles.ALL).hasToString("none named, so every way is open");
    }

    @Test
    void modesAndRolesAreWrittenAsTheFileWritesThem() {
        assertThat(Mode.values()).extracting(Mode::code).containsExactly("enforce", "observe", "observe-all");
        assertThat(Role.values()).extracting(Role::code).containsExactlyInAnyOrderElementsOf(PERMITS.rows());
    }

    @Test
    void forgedSendersAreRefusedWhereSaid() {
        DomainName one = new DomainName("example.com");
        DomainName other = new DomainName("example.org");

        assertThat(ForgedSenders.ACCEPT.refuse(one)).isFalse();
        ForgedSenders single = new ForgedSenders(false, Set.of(one), Set.of());
        assertThat(single.refuse(one)).isTrue();
        assertThat(single.refuse(other)).isFalse();
        ForgedSenders exception = new ForgedSenders(true, Set.of(), Set.of(one));
        assertThat(exception.refuse(one)).isFalse();
        assertThat(exception.refuse(other)).isTrue();
        assertThat(new ForgedSenders(true, Set.of(one), Set.of(one)).refuse(one))
                .isTrue();
    }

    @Test
    void whatIsHandedInMayChangeAfterwards() {
        Set<Role> roles = new HashSet<>(Set.of(Role.MAIL_SERVER));
        Set<Rule> observed = new HashSet<>(Set.of(Rule.NOT_OUR_ROLE));
        Roles kept = new Roles(roles);
        Enforcement enforcement = new Enforcement(Mode.ENFORCE, observed);
        roles.clear();
        observed.clear();

        assertThat(kept.named()).containsExactly(Role.MAIL_SERVER);
        assertThat(enforcement.observed()).containsExactly(Rule.NOT_OUR_ROLE);
    }

    @Test
    void anEmptyFilesRulesAreAllRolesNoForgedSendersRefusedAllEnforced() {
        assertThat(RelayRules.DEFAULT).isEqualTo(new RelayRules(Roles.ALL, ForgedSenders.ACCEPT, Enforcement.WHOLE));
        assertThat(Rule.values()).allMatch(Enforcement.WHOLE::enforces);
    }
}
