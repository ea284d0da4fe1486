package io.relayguard.relaytest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relayguard.core.address.DomainName;
import io.relayguard.relaytest.form.Place;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"outside.test", "mail.outside.test", "test"})
    void outsideDomainIsNeitherOursNorAboveNorBelow(String ours) {
        assertThatThrownBy(() -> withLocal(ours))
                .hasMessage("the outside domain is outside.test, and the server's own names have " + ours
                        + ": name an outside domain that is neither one of these, nor above or below one");
    }

    @Test
    void domainThatOnlyEndsAlikeIsAnother() {
        assertThat(withLocal("myoutside.test").places().value(Place.LOCAL)).contains("myoutside.test");
    }

    @Test
    void postmasterIsTheLocalRecipientUnlessAnotherIsGiven() {
        assertThat(withLocal("local.test").goodRecipient()).contains("postmaster@local.test");
        assertThat(Names.outside(Runs.OUTSIDE).goodRecipient()).isEmpty();
    }

    @Test
    void mixedCaseIsTheSameNameInAnotherCase() {
        assertThat(Names.outside(Runs.OUTSIDE).places().value(Place.OUTSIDE_MIXED))
                .contains("OuTsIdE.TeSt");
    }

    private static Names withLocal(String domain) {
        Names names = Names.outside(Runs.OUTSIDE);
        return new Names(
                names.outside(),
                names.outsideIpv4(),
                names.outsideIpv6(),
                Optional.of(new DomainName(domain)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
