package io.relayguard.matchers;

import io.relayguard.guard.GuardForTests;
import java.util.Arrays;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.Matcher;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMatcherConfig;

/** Mails of every origin, and matchers set up as James does it. */
final class MailForTests {
    static final String INSIDE = "10.1.2.3";
    static final String OUTSIDE = "203.0.113.9";
    static final String GATEWAY = "10.0.0.1";
    static final Attribute FETCHED = attribute("org.apache.james.fetchmail.taskName", AttributeValue.of("fetch-bob"));
    static final Attribute MADE_HERE = Mail.SENT_BY_MAILET_ATTRIBUTE;
    static final Attribute BY_SMTP = new Attribute(Mail.SMTP_SESSION_ID, AttributeValue.of("session"));
    static final Attribute BY_AUTH = new Attribute(Mail.SMTP_AUTH_USER, AttributeValue.of("bob@example.com"));
    static final Attribute BY_JMAP =
            attribute("org.apache.james.jmap.send.MailMetaData.username", AttributeValue.of("bob@example.com"));

    private static final String[] RECIPIENTS = {
        "bob@example.com",
        "ann@example.org",
        "ann@EXAMPLE.org",
        "eve@both.example",
        "you@elsewhere.example",
        "you@sub.example.org",
        "you@[203.0.113.80]",
        "you%elsewhere.example@example.org",
        "elsewhere.example!you@example.com",
        "\"you@elsewhere.example\"@example.org"
    };

    private MailForTests() {}

    /** To one recipient of every kind. */
    static FakeMail toAll(String address, Attribute... attributes) throws MessagingException {
        return mail(address, RECIPIENTS, attributes);
    }

    static FakeMail mail(String address, String[] recipients, Attribute... attributes) throws MessagingException {
        return FakeMail.builder()
                .name("m1")
                .sender("a@elsewhere.example")
                .recipients(recipients)
                .remoteAddr(address)
                .attributes(List.of(attributes))
                .attributes(bySmtp(attributes))
                .build();
    }

    /** What James's SMTP server leaves on all mail that it takes. */
    private static List<Attribute> bySmtp(Attribute... attributes) {
        return List.of(BY_AUTH).containsAll(List.of(attributes)) ? List.of(BY_SMTP) : List.of();
    }

    static List<MailAddress> all() {
        return addresses(RECIPIENTS);
    }

    static List<MailAddress> addresses(String... addresses) {
        return Arrays.stream(addresses).map(MailForTests::address).toList();
    }

    static <M extends Matcher> M set(M matcher, String condition) throws MessagingException {
        matcher.init(FakeMatcherConfig.builder()
                .matcherName(matcher.getClass().getSimpleName())
                .condition(condition)
                .build());
        return matcher;
    }

    static <M extends Matcher> M set(M matcher) throws MessagingException {
        matcher.init(FakeMatcherConfig.builder()
                .matcherName(matcher.getClass().getSimpleName())
                .build());
        return matcher;
    }

    /** A James whose list of domains does not answer. */
    static GuardForTests withoutDomains() {
        GuardForTests james = new GuardForTests();
        james.domains.goDown();
        return james;
    }

    private static MailAddress address(String text) {
        try {
            return new MailAddress(text);
        } catch (MessagingException wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    private static Attribute attribute(String name, AttributeValue<String> value) {
        return new Attribute(AttributeName.of(name), value);
    }
}
