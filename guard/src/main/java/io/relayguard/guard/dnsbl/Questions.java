package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.DnsReply;
import java.util.concurrent.CompletableFuture;

/** Port: questions to DNS, each for one absolute name. Whatever goes wrong is a reply: no future ever fails. */
interface Questions {
    /** The A records of a name. */
    CompletableFuture<DnsReply> addresses(String name);

    /** The TXT records of a name, one behind the other; empty where there are none, or DNS does not say. */
    CompletableFuture<String> text(String name);
}
