package io.relayguard.relaytest.form;

import static io.relayguard.relaytest.form.Certainty.CERTAIN;
import static io.relayguard.relaytest.form.Certainty.CONDITIONAL;

import java.util.Arrays;
import java.util.Optional;

/** Forms that try the same trick. An accepted form means the same for all of a group. */
public enum Group {
    PLAIN("plain", CERTAIN, "relays to D"),
    SENDER("sender", CERTAIN, "relays to D for whoever writes this sender"),
    HELO("helo", CERTAIN, "relays to D for whoever writes this HELO name"),
    SPELLING("spelling", CERTAIN, "relays to D if it is spelled like this"),
    LOOKALIKE("lookalike", CERTAIN, "relays to domains whose name begins like one of ours"),
    IDN("idn", CERTAIN, "relays to D, or below it, if the address is not plain ASCII"),
    LITERAL("literal", CERTAIN, "relays to hosts outside that are named by their address"),
    ROUTE("route", CERTAIN, "relays to D: the route falls away, the last address counts"),
    PERCENT("percent", CONDITIONAL, "relays to D if this server or the next one reads % as a route"),
    BANG("bang", CONDITIONAL, "relays to D if this server or the next one reads ! as a route"),
    NESTED("nested", CONDITIONAL, "relays to D if this server or the next one takes the address apart"),
    QUOTED("quoted", CONDITIONAL, "relays to D if this server or the next one drops the quotes"),
    SEVERAL_AT("several-at", CONDITIONAL, "relays to D if this server or the next one counts the other @"),
    NO_DOMAIN("no-domain", CONDITIONAL, "relays to D if this server finds the domain inside the local part"),
    FULL_WIDTH("full-width", CONDITIONAL, "relays to D if this server or the next one folds full-width characters"),
    DECNET("decnet", CONDITIONAL, "relays to D if this server or the next one reads :: as a route"),
    HISTORY("history", CERTAIN, "relays to D after what went before in the same connection");

    private final String code;
    private final Certainty certainty;
    private final String means;

    Group(String code, Certainty certainty, String means) {
        this.code = code;
        this.certainty = certainty;
        this.means = means;
    }

    static Optional<Group> named(String code) {
        return Arrays.stream(values()).filter(group -> group.code.equals(code)).findFirst();
    }

    /** The word that reports use. */
    public String code() {
        return code;
    }

    public Certainty certainty() {
        return certainty;
    }

    /** Completes "a server that accepts this …"; D is the outside domain. */
    public String means() {
        return means;
    }
}
