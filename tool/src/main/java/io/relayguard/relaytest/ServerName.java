package io.relayguard.relaytest;

import io.relayguard.core.address.DomainName;
import io.relayguard.relaytest.smtp.Reply;
import java.util.Optional;
import java.util.stream.Stream;

/** The name that a server gives itself: the first word of its greeting, or of its reply to EHLO (RFC 5321 section 4.2). */
final class ServerName {
    private ServerName() {}

    static Optional<DomainName> of(Reply greeting, Reply hello, String host) {
        return Stream.of(firstWord(greeting), firstWord(hello), host)
                .flatMap(word -> DomainName.parse(word).stream())
                .filter(name -> name.value().indexOf('.') > 0)
                .findFirst();
    }

    private static String firstWord(Reply reply) {
        return reply.texts().get(0).strip().split("\\s", 2)[0];
    }
}
