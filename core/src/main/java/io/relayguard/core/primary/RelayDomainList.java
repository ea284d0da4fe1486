package io.relayguard.core.primary;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.DomainTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A file of relay domains, one a line.
 *
 * @param source the file, as messages name it
 * @param lines the line on which each domain stands
 * @param primaries of all domains that name none
 * @param own the primaries of those that do, by line
 */
public record RelayDomainList(
        String source, DomainTable lines, List<Primary> primaries, Map<Integer, List<Primary>> own) {
    public RelayDomainList {
        primaries = List.copyOf(primaries);
        own = Map.copyOf(own);
    }

    public Optional<RelayDomain> find(DomainName name) {
        OptionalInt line = lines.find(name);
        return line.isEmpty() ? Optional.empty() : Optional.of(onLine(name, line.getAsInt()));
    }

    private RelayDomain onLine(DomainName name, int line) {
        return new RelayDomain(name, own.getOrDefault(line, primaries), source + " line " + line);
    }

    public int size() {
        return lines.size();
    }

    @Override
    public String toString() {
        return size() + " in " + source;
    }
}
