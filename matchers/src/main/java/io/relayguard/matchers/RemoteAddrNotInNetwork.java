package io.relayguard.matchers;

import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.net.Networks;
import io.relayguard.core.relay.Origin;
import io.relayguard.guard.Origins;
import io.relayguard.guard.RelayGuard;
import io.relayguard.james.MessagingFailure;
import io.relayguard.james.WrongJames;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Matches all recipients if the mail's client is not in the networks.
 *
 * <p>Without a condition: {@code <networks>} of relayguard.xml, gateways included. {@code
 * =10.0.0.0/8, !10.9.9.9, fd00::/8}: these instead, in the syntax of {@code <internal>}; a condition that is wrong stops
 * James's start. Only an SMTP client has an address that counts: fetched mail is outside and always matches, mail that
 * this server or its JMAP made never does; an authenticated SMTP user counts by the address that the client came from.
 */
public final class RemoteAddrNotInNetwork extends GenericMatcher {
    private final RelayGuard guard;
    private @Nullable Networks own;

    @Inject
    public RemoteAddrNotInNetwork(RelayGuard guard) {
        this.guard = guard;
    }

    /** See {@link WrongJames}. */
    public RemoteAddrNotInNetwork() {
        throw new WrongJames();
    }

    @Override
    public void init() {
        String condition = getCondition();
        if (condition == null || condition.isBlank()) {
            return;
        }
        try {
            own = new Networks(NetworkSet.parse("RemoteAddrNotInNetwork", condition), NetworkSet.EMPTY);
        } catch (InvalidNetworks invalid) {
            throw MessagingFailure.of(invalid.getMessage(), invalid);
        }
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        Origin origin = Origins.of(mail);
        Networks networks = Objects.requireNonNullElseGet(own, guard::networks);
        boolean inside = Origins.client(mail).map(networks::isInside).orElseGet(() -> origin.isInside(networks));
        return inside ? List.of() : mail.getRecipients();
    }
}
