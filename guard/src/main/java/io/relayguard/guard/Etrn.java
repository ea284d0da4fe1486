package io.relayguard.guard;

import io.relayguard.buffer.Buffer;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.primary.RelayDomains;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A client asks for the mail of its domain (RFC 1985): an internal client may, the primary itself, known by the addresses at
 * which we have tried it, and who stands in the domain's {@code <etrn>}. All others learn nothing, not even which domains are
 * ours.
 *
 * @param isInside if a client is internal
 */
record Etrn(Buffer buffer, RelayDomains domains, IpAddress client, boolean isInside) {
    private static final char WITH_SUBDOMAINS = '@';

    EtrnReply answer(String argument) {
        String node = argument.strip();
        boolean withSubdomains = !node.isEmpty() && node.charAt(0) == WITH_SUBDOMAINS;
        Optional<DomainName> domain = DomainName.parse(withSubdomains ? node.substring(1) : node);
        return domain.map(name -> flush(name, withSubdomains)).orElse(EtrnReply.NO_DOMAIN);
    }

    private EtrnReply flush(DomainName domain, boolean withSubdomains) {
        List<Long> waiting = Stream.concat(Stream.of(domain), withSubdomains ? below(domain) : Stream.of())
                .filter(this::mayAskFor)
                .flatMap(name -> buffer.flush(name, "ETRN from " + client).stream())
                .toList();
        return waiting.isEmpty()
                ? EtrnReply.NOT_ALLOWED
                : EtrnReply.started(
                        domain, waiting.stream().mapToLong(count -> count).sum());
    }

    private boolean mayAskFor(DomainName domain) {
        return isInside || buffer.isPrimary(domain, client) || isNamedBy(domain);
    }

    private boolean isNamedBy(DomainName domain) {
        return domains.find(domain)
                .filter(known -> known.etrn().contains(client))
                .isPresent();
    }

    private Stream<DomainName> below(DomainName domain) {
        return buffer.status().stream()
                .map(Buffer.Status::domain)
                .filter(name -> name.value().endsWith("." + domain.value()));
    }
}
