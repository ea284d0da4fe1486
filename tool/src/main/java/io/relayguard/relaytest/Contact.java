package io.relayguard.relaytest;

import io.relayguard.relaytest.smtp.Reply;
import java.net.InetSocketAddress;

/** What the server said of itself on one of its addresses, in a session that is over. */
record Contact(Channel channel, InetSocketAddress server, Reply greeting, Reply hello, boolean offersStartTls) {}
