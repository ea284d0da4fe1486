package io.relayguard.core.dnsbl;

import io.relayguard.core.net.IpAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What one zone says about one subject. Silence is an outcome of its own: it never counts as "not listed". */
public sealed interface Listing {
    Listing NOT_LISTED = new NotListed();

    /** One answer for each listing, held complete by the compiler (a switch over types needs a newer Java than 17). */
    interface Cases<T> {
        T listed(List<ReplyCode> codes);

        T notListed();

        T noAnswer(Silence why);
    }

    <T> T match(Cases<T> cases);

    /** The zone lists it, with these codes. */
    record Listed(List<ReplyCode> codes) implements Listing {
        public Listed {
            codes = List.copyOf(codes);
            if (codes.isEmpty()) {
                throw new IllegalArgumentException("no code");
            }
        }

        /** If any code is one of those that the zone's filter counts. */
        public boolean counts(ReplyFilter filter) {
            return codes.stream().anyMatch(filter::matches);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.listed(codes);
        }
    }

    /** The zone knows nothing of it. */
    record NotListed() implements Listing {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notListed();
        }
    }

    /** The zone said nothing that counts. */
    record NoAnswer(Silence why) implements Listing {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.noAnswer(why);
        }
    }

    /**
     * Reads a reply: only 127.0.0.0/8 is a listing, 127.255.255.0/24 is an operator's error, all else is no answer.
     *
     * <p>One such address among others spoils them all, since nobody can tell what the others then mean. Servers turn the
     * order of addresses round: it does not count.
     */
    static Listing of(DnsReply reply) {
        return reply.match(new DnsReply.Cases<>() {
            @Override
            public Listing addresses(List<IpAddress> addresses, Duration keptFor) {
                return read(addresses);
            }

            @Override
            public Listing nothing(Duration keptFor) {
                return NOT_LISTED;
            }

            @Override
            public Listing failed(Silence why) {
                return new NoAnswer(why);
            }
        });
    }

    private static Listing read(List<IpAddress> addresses) {
        List<ReplyCode> codes = addresses.stream()
                .map(ReplyCode::of)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(ReplyCode::bits))
                .toList();
        if (codes.size() < addresses.size()) {
            return new NoAnswer(Silence.OUTSIDE_LOOPBACK);
        }
        return codes.stream()
                .filter(ReplyCode::isOperatorsError)
                .findFirst()
                .map(error -> (Listing) new NoAnswer(Silence.saidBy(error)))
                .orElseGet(() -> new Listed(codes));
    }
}
