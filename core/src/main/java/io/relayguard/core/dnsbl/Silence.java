package io.relayguard.core.dnsbl;

/** Why a zone said nothing that counts; {@link #code()} is the stable word for logs, metrics and health. */
public enum Silence {
    TIME_OUT("time-out", "no answer in time"),
    SERVER_FAILED("servfail", "the resolver could not find out (SERVFAIL)"),
    REFUSED("refused", "the resolver or the zone refuses the question (REFUSED)"),
    UNREACHABLE("unreachable", "the resolver cannot be reached"),
    OTHER_RCODE("other-rcode", "an answer whose code is no success, no failure and no refusal"),
    MALFORMED("malformed", "an answer that holds no address, or cannot be read"),
    OUTSIDE_LOOPBACK("outside-127", "an address outside 127.0.0.0/8: a parked domain, or a resolver that rewrites"),
    TYPING_ERROR("operator-252", "127.255.255.252: the zone's name is written wrongly"),
    PUBLIC_RESOLVER("operator-254", "127.255.255.254: the zone does not answer public resolvers; use one of your own"),
    LIMIT_EXCEEDED("operator-255", "127.255.255.255: more questions than the zone allows"),
    OPERATORS_ERROR("operator-other", "an error code of the zone's operator in 127.255.255.0/24"),
    SUSPENDED("suspended", "the zone is suspended until it passes its test"),
    NAME_TOO_LONG("name-too-long", "a name that DNS has no room for"),
    TOO_MANY("too-many", "too many questions were under way");

    private final String code;
    private final String meaning;

    Silence(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public String code() {
        return code;
    }

    /** In words, for people. */
    public String meaning() {
        return meaning;
    }

    /** If the question never left this server. */
    public boolean isOurs() {
        return this == SUSPENDED || this == NAME_TOO_LONG || this == TOO_MANY;
    }

    /** If nobody answered at all. */
    public boolean isNoReply() {
        return this == TIME_OUT || this == UNREACHABLE;
    }

    /** If somebody answered, and it was not what a list answers. */
    public boolean isWrongAnswer() {
        return switch (this) {
            case OUTSIDE_LOOPBACK, TYPING_ERROR, PUBLIC_RESOLVER, LIMIT_EXCEEDED, OPERATORS_ERROR, MALFORMED -> true;
            case TIME_OUT, SERVER_FAILED, REFUSED, UNREACHABLE, OTHER_RCODE, SUSPENDED, NAME_TOO_LONG, TOO_MANY ->
                false;
        };
    }

    /** If the zone's operator says that something is wrong with our questions, and nobody else can mend it. */
    public boolean isComplaint() {
        return this == TYPING_ERROR || this == PUBLIC_RESOLVER || this == LIMIT_EXCEEDED || this == OPERATORS_ERROR;
    }

    /** What an operator says by this code of 127.255.255.0/24. */
    static Silence saidBy(ReplyCode error) {
        return switch (error.octet(3)) {
            case 252 -> TYPING_ERROR;
            case 254 -> PUBLIC_RESOLVER;
            case 255 -> LIMIT_EXCEEDED;
            default -> OPERATORS_ERROR;
        };
    }
}
