package io.relayguard.core.address;

import com.google.common.base.CharMatcher;

/** A path as MAIL and RCPT write it (RFC 5321 section 4.1.2). */
final class PathText {
    /**
     * RFC 5234's WSP, of which receivers should tolerate some (RFC 5321 section 4.1.1). Java's own stripping drops control
     * characters and Unicode's spaces too, and so takes what is no domain for the one that is left.
     */
    private static final CharMatcher WHITE_SPACE = CharMatcher.anyOf(" \t");

    private PathText() {}

    /** What stands in the angle brackets, or all of it where there are none. */
    static String withoutBrackets(String path) {
        String bare = WHITE_SPACE.trimFrom(path);
        return bare.startsWith("<") && bare.endsWith(">") ? bare.substring(1, bare.length() - 1) : bare;
    }
}
