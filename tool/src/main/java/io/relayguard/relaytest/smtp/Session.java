package io.relayguard.relaytest.smtp;

import io.relayguard.core.net.IpAddress;
import java.io.Closeable;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A connection that has been greeted and has said EHLO. */
public final class Session implements Closeable {
    private static final int READY = 220;

    private final Line line;
    private final Reply greeting;
    private Reply hello;
    private boolean closing;

    private Session(Line line, Reply greeting, Reply hello) {
        this.line = line;
        this.greeting = greeting;
        this.hello = hello;
    }

    /** @param helo empty: the address that we come from, as a literal (RFC 5321 section 4.1.4) */
    static Session open(Line line, Optional<String> helo, boolean tls) throws SessionBroken, NotServed {
        Reply greeting = line.read();
        if (greeting.code() != READY) {
            throw new NotServed("greeting", greeting);
        }
        String name = helo.orElseGet(() -> literal(line.localAddress()));
        Session session = new Session(line, greeting, hello(line, name));
        if (tls) {
            session.startTls(name);
        }
        return session;
    }

    private static Reply hello(Line line, String name) throws SessionBroken, NotServed {
        Reply extended = line.exchange(List.of("EHLO " + name)).get(0);
        if (extended.isPositive()) {
            return extended;
        }
        if (extended.isClosing()) {
            throw new NotServed("EHLO", extended);
        }
        Reply plain = line.exchange(List.of("HELO " + name)).get(0);
        if (!plain.isPositive()) {
            throw new NotServed("HELO", plain);
        }
        return plain;
    }

    private void startTls(String name) throws SessionBroken, NotServed {
        Reply reply = say("STARTTLS");
        if (reply.code() != READY) {
            throw new NotServed("STARTTLS", reply);
        }
        line.encrypt();
        hello = hello(line, name);
    }

    private static String literal(InetAddress address) {
        return "[" + literalContent(IpAddress.of(address)) + "]";
    }

    /** What stands between the brackets of an address literal (RFC 5321 section 4.1.3). */
    public static String literalContent(IpAddress address) {
        return switch (address.family()) {
            case IPV4 -> address.toString();
            case IPV6 -> "IPv6:" + address;
        };
    }

    public Reply greeting() {
        return greeting;
    }

    public Reply hello() {
        return hello;
    }

    public boolean offers(String extension) {
        return hello.offers(extension).findAny().isPresent();
    }

    /** The AUTH mechanisms that are offered, in upper case. */
    public List<String> mechanisms() {
        return hello.offers("AUTH")
                .flatMap(names -> Stream.of(names.toUpperCase(Locale.ROOT).split("[ =]+")))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    public Reply say(String command) throws SessionBroken {
        return pipeline(List.of(command)).get(0);
    }

    /** Sends all commands at once; one reply for each. */
    public List<Reply> pipeline(List<String> commands) throws SessionBroken {
        List<Reply> replies = line.exchange(commands);
        closing |= replies.stream().anyMatch(Reply::isClosing);
        return replies;
    }

    /** Whether the server has said that it hangs up. */
    public boolean isClosing() {
        return closing;
    }

    /** Resets and says goodbye as far as the server listens, and closes. */
    public void leave() {
        try {
            if (!closing) {
                line.exchange(List.of("RSET"));
                line.exchange(List.of("QUIT"));
            }
        } catch (SessionBroken gone) {
            closing = true;
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
