package io.relayguard.core.dnsbl;

import com.google.common.base.Splitter;
import io.relayguard.core.address.DomainName;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Under which name a list is asked; it may hold the key of a paid list, and so is never shown.
 *
 * <p>Who has to ask DNS takes {@link #secret()}; everything that people see has the zone's {@link ZoneLabel} instead.
 */
public record ZoneName(DomainName secret) {
    /** Long, and of letters and digits mixed, with or without hyphens: how paid lists write the keys of customers. */
    private static final Pattern KEY = Pattern.compile("(?=.*[0-9])(?=.*[a-z])[a-z0-9_-]{16,}");

    /** If one of its parts looks like a key: then the zone has to be given a label of its own. */
    public boolean looksLikeItHoldsAKey() {
        return keys().findAny().isPresent();
    }

    /** The parts that look like keys. */
    Stream<String> keys() {
        return Splitter.on('.')
                .splitToStream(secret.value())
                .filter(part -> KEY.matcher(part).matches());
    }

    @Override
    public String toString() {
        return "ZoneName[hidden]";
    }
}
