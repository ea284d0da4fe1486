package io.relayguard.core.dnsbl;

/** Why a zone is not asked for now; {@link #code()} is the stable word for logs, metrics and health. */
public enum Trouble {
    NOT_TESTED_YET("not-tested-yet", "its test entries have not been asked for yet"),
    LISTS_EVERYTHING("lists-everything", "it lists the entry that no list may have, so it lists everybody"),
    TEST_ENTRY_MISSING("test-entry-missing", "it does not list the entry that every list has, so it lists nobody"),
    TEST_UNANSWERED("test-unanswered", "its test entries get no answer, neither yes nor no"),
    WRONG_ANSWERS("wrong-answers", "it answers what no list answers"),
    TOO_MANY_ERRORS("too-many-errors", "too many of its last answers were none"),
    TIMES_OUT("times-out", "several questions in a row got no answer in time");

    private final String code;
    private final String meaning;

    Trouble(String code, String meaning) {
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
}
