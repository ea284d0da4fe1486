package io.relayguard.guard;

import io.relayguard.buffer.Buffer;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A client asks for the mail of its domain (RFC 1985): an internal client may, and the primary itself, known by the addresses
 * at which we have tried it. All others learn nothing, not even which domains are ours.
 *
 * @param isInside if a client is internal
 */
record Etrn(Buffer buffer, IpAddress client, boolean isInside) {
    private static final char WITH_SUBDOMAINS = '@';

    EtrnReply answer(String argument) {
        String node = argument.strip();
        boolean withSubdomains = !node.isEmpty() && node.charAt(0) == WITH_SUBDOMAINS;
        Optional<DomainName> domain = DomainName.parse(withSubdomains ? node.substring(1) : node);
        return domain.map(name -> flush(name, withSubdomains)).orElse(EtrnReply.NO_DOMAIN);
    }

    private EtrnReply flush(DomainName domain, boolean withSubdomains) {
        List<Long> waiting = Stream.concat(Stream.of(domain), withSubdomains ? below(domain) : Stream.of())
                .filter(name -> isInside || buffer.isPrimary(name, client))
                .flatMap(name -> buffer.flush(name, "ETRN from " + client).stream())
                .toList();
        return waiting.isEmpty()
                ? EtrnReply.NOT_ALLOWED
                : EtrnReply.started(
                        domain, waiting.stream().mapToLong(count -> count).sum());
    }

    private Stream<DomainName> below(DomainName domain) {
        return buffer.status().stream()
                .map(Buffer.Status::domain)
                .filter(name -> name.value().endsWith("." + domain.value()));
    }
}
