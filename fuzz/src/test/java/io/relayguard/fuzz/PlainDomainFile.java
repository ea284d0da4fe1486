package io.relayguard.fuzz;

import io.relayguard.core.address.DomainName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file of relay domains: {@code example.org}, or {@code example.org smtp://10.0.0.5 mx}. Names have a test of their own. */
final class PlainDomainFile {
    private static final Set<String> TLS = Set.of("none", "opportunistic", "required", "verified");
    private static final Pattern HOST =
            Pattern.compile("smtp://(?:\\[([^\\[\\]]*:[^\\[\\]]*)]|([^\\[\\]:]+))(?::([1-9][0-9]*))?");

    /** The lines that may not stand there, by number. */
    final Set<Integer> wrong = new TreeSet<>();

    /** How many words of them may not. */
    int wrongWords;

    /** The others by number. */
    final Map<Integer, Line> lines = new TreeMap<>();

    /** One domain and its primaries, each as {@code mx} or {@code smtp://host:port?tls=rule}. */
    record Line(String name, List<String> primaries) {}

    static PlainDomainFile read(List<String> written) {
        PlainDomainFile file = new PlainDomainFile();
        Set<String> seen = new HashSet<>();
        int number = 0;
        for (String line : written) {
            number++;
            String text = PlainList.withoutComment(line);
            if (!text.isEmpty()) {
                file.add(number, List.of(PlainList.SPACE.split(text)), seen);
            }
        }
        return file;
    }

    private void add(int number, List<String> words, Set<String> seen) {
        int before = wrongWords;
        Optional<String> name = name(words.get(0));
        if (name.filter(seen::add).isEmpty()) {
            wrongWords++;
        }
        List<String> primaries = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            Optional<String> primary = primary(word).filter(read -> !primaries.contains(read));
            primary.ifPresentOrElse(primaries::add, () -> wrongWords++);
        }
        if (wrongWords > before) {
            wrong.add(number);
        }
        name.ifPresent(read -> lines.put(number, new Line(read, primaries)));
    }

    static Optional<String> name(String text) {
        return PlainName.isAscii(text)
                ? PlainName.readAscii(text)
                : DomainName.parse(text).map(DomainName::value);
    }

    static Optional<String> primary(String word) {
        if (word.equals("mx")) {
            return Optional.of(word);
        }
        int tls = word.indexOf("?tls=");
        String rule = tls < 0 ? "opportunistic" : word.substring(tls + "?tls=".length());
        Matcher written = HOST.matcher(tls < 0 ? word : word.substring(0, tls));
        if (!written.matches() || !isPort(written.group(3)) || !TLS.contains(rule)) {
            return Optional.empty();
        }
        String port = ":" + Optional.ofNullable(written.group(3)).orElse("25") + "?tls=" + rule;
        Optional<String> address = Optional.ofNullable(written.group(1))
                .or(() -> Optional.ofNullable(written.group(2)))
                .flatMap(PlainAddress::read)
                .map(read -> "smtp://" + (read.ipv4() ? read.asked() : "[" + read.asked() + "]") + port);
        return address.or(() -> Optional.ofNullable(written.group(2))
                .flatMap(PlainDomainFile::name)
                .map(name -> "smtp://" + name + port));
    }

    private static boolean isPort(@Nullable String digits) {
        return digits == null || (digits.length() <= 5 && Integer.parseInt(digits) <= 65_535);
    }
}
