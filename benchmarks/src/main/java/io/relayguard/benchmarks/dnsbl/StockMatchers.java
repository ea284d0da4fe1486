package io.relayguard.benchmarks.dnsbl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.server.core.MailImpl;
import org.apache.james.transport.matchers.InSpammerBlacklist;
import org.apache.mailet.MailetContext;
import org.apache.mailet.MatcherConfig;

/** James's own matcher, InSpammerBlacklist, once for each zone, as mailetcontainer.xml has it. */
final class StockMatchers implements ListChecker {
    private final List<InSpammerBlacklist> matchers = new ArrayList<>();
    private final MailAddress recipient;

    StockMatchers(DNSService dns) throws MessagingException {
        this.recipient = new MailAddress("user@example.org");
        for (String zone : FiveZones.NAMES) {
            InSpammerBlacklist matcher = new InSpammerBlacklist();
            matcher.setDNSService(dns);
            matcher.init(new Condition(zone + "."));
            matchers.add(matcher);
        }
    }

    @Override
    public boolean lists(String client) {
        MailImpl mail =
                MailImpl.builder().name("benchmark").addRecipient(recipient).build();
        mail.setRemoteAddr(client);
        return matchers.stream().anyMatch(matcher -> matches(matcher, mail));
    }

    private static boolean matches(InSpammerBlacklist matcher, MailImpl mail) {
        Collection<MailAddress> matched = matcher.match(mail);
        return matched != null && !matched.isEmpty();
    }

    private record Condition(String condition) implements MatcherConfig {
        @Override
        public String getCondition() {
            return condition;
        }

        @Override
        public String getMatcherName() {
            return "InSpammerBlacklist";
        }

        @Override
        public MailetContext getMailetContext() {
            throw new UnsupportedOperationException("this matcher needs none");
        }
    }
}
