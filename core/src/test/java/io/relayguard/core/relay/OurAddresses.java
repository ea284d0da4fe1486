package io.relayguard.core.relay;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a stranger may write at most, found without the code that is tested: an address that ends in a domain of ours and
 * has no route before it. Generous where in doubt about spaces and brackets, and never about the domain.
 */
final class OurAddresses {
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]*:[0-9a-f:.]*|[0-9]+([.][0-9]+){3}");
    private static final Set<String> NAMES = Stream.concat(World.LOCAL.stream(), World.RELAY.stream())
            .map(IDN::toUnicode)
            .collect(Collectors.toSet());
    private static final Set<InetAddress> ADDRESSES =
            World.LOCAL.stream().flatMap(text -> address(text).stream()).collect(Collectors.toSet());

    private OurAddresses() {}

    static boolean mayPass(String text) {
        String folded = fold(text).replaceAll("^<|>$", "");
        String mailbox = folded.replaceFirst("^(@(\\[[^\\]]*]|[^:\\[])*:)+", "");
        int at = mailbox.lastIndexOf('@');
        return at >= 0
                && isOurs(mailbox.substring(at + 1))
                && mailbox.substring(0, at).chars().noneMatch(c -> "%!@".indexOf(c) >= 0);
    }

    /** As a lax server would compare: compatible forms alike, case ignored, what is invisible left out. */
    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\u00ad\u200b-\u200d\u2060\ufeff]", "")
                .replace('。', '.')
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    private static boolean isOurs(String domain) {
        String literal = domain.replaceAll("^\\[|]$", "").replaceFirst("^ipv6:", "");
        return NAMES.contains(IDN.toUnicode(domain.replaceFirst("\\.$", "")))
                || address(literal).filter(ADDRESSES::contains).isPresent();
    }

    /** Nothing is looked up: only what can be no name is asked for. */
    private static Optional<InetAddress> address(String text) {
        try {
            return ADDRESS.matcher(text).matches() ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }
}
