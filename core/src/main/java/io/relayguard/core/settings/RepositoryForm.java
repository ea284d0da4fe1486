package io.relayguard.core.settings;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A James mail repository URL; nodes and domains become folders below it, so it has no trailing slash. */
final class RepositoryForm {
    static final ValueForm<String> FORM = new ValueForm<>(
            "protocol://path without spaces or . and .. segments, such as spool://var/mail/secondary-mx",
            RepositoryForm::read);

    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)([^\\p{Cntrl}\\p{Z}?#\\\\]+)");
    private static final Set<String> RELATIVE = Set.of(".", "..");

    private RepositoryForm() {}

    private static Optional<String> read(String text) {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            return Optional.empty();
        }
        String path = CharMatcher.is('/').trimTrailingFrom(url.group(2));
        boolean usable = !path.isEmpty() && Splitter.on('/').splitToStream(path).noneMatch(RELATIVE::contains);
        return usable ? Optional.of(url.group(1) + path) : Optional.empty();
    }
}
