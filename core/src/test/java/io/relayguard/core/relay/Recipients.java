package io.relayguard.core.relay;

import io.relayguard.core.address.Recipient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Recipients of every kind, some as SMTP writes them and some as James hands them on, without brackets. */
final class Recipients {
    static final Map<String, List<Recipient>> KINDS = Map.ofEntries(
            Map.entry(
                    "local",
                    to("bob@example.com", "<bob@EXAMPLE.com>", "bob@example.com.", "@a.example:bob@example.com")),
            Map.entry("relay", to("ann@example.org", "ann@Example.ORG.", "ann@exämple.org", "ann@XN--exmple-cua.org")),
            Map.entry("both", to("eve@both.example")),
            Map.entry(
                    "foreign",
                    to(
                            "you@elsewhere.example",
                            "you@sub.example.org",
                            "you@sub.example.com",
                            "you@notexample.org",
                            "you@example.org.elsewhere.example",
                            "you@",
                            "you",
                            "",
                            "you@..",
                            "you@example.org..",
                            "you@exampleｏ.org",
                            "@example.com:you@elsewhere.example")),
            Map.entry("own", to("bob@[198.51.100.2]", "bob@198.51.100.2", "bob@[IPv6:2001:db8:a::2]")),
            Map.entry("bare", to("bob@[198.51.100.3]", "bob@198.51.100.3", "bob@2001:db8:a:0::3")),
            Map.entry("literal", to("you@203.0.113.80", "you@[203.0.113.80]", "you@[IPv6:2001:db8::1]")),
            Map.entry("in-local", hidden("example.com")),
            Map.entry("in-relay", hidden("example.org")),
            Map.entry("in-foreign", hidden("elsewhere.example")),
            Map.entry("in-own", hidden("[198.51.100.2]")),
            Map.entry("in-bare", hidden("[198.51.100.3]")),
            Map.entry("pm-local", to("postmaster@example.com", "ABUSE@example.com")),
            Map.entry("pm-relay", to("Postmaster@example.org", "abuse@example.org")),
            Map.entry("pm-foreign", to("postmaster@elsewhere.example", "abuse@elsewhere.example")),
            Map.entry("pm-own", to("postmaster@[198.51.100.2]", "abuse@[IPv6:2001:db8:a::2]")),
            Map.entry("pm-bare", to("postmaster@[198.51.100.3]", "abuse@[IPv6:2001:db8:a::3]")));

    private Recipients() {}

    private static List<Recipient> to(String... paths) {
        return Arrays.stream(paths).map(Recipient::parse).toList();
    }

    private static List<Recipient> hidden(String domain) {
        return Stream.of(
                        "you%elsewhere.example",
                        "elsewhere.example!you",
                        "\"you@elsewhere.example\"",
                        "\"you\\@elsewhere.example\"",
                        "\"you%elsewhere.example\"",
                        "you@elsewhere.example",
                        "you＠elsewhere.example",
                        "postmaster%elsewhere.example",
                        "%")
                .map(localPart -> Recipient.parse(localPart + "@" + domain))
                .toList();
    }
}
