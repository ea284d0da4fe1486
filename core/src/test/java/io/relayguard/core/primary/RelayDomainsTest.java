package io.relayguard.core.primary;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.DomainTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelayDomainsTest {
    private static final List<Primary> MX = List.of(new Primary.Mx());
    private static final List<Primary> HOST = List.of(new Primary.Host("10.0.0.5", 25));

    private static RelayDomainList list(String source, Map<Integer, List<Primary>> own, String... names) {
        DomainTable.Builder lines = new DomainTable.Builder();
        for (int i = 0; i < names.length; i++) {
            lines.add(new DomainName(names[i]), i + 1);
        }
        return new RelayDomainList(source, lines.build(), MX, own);
    }

    @Test
    void aDomainIsFoundWhereItStands() {
        RelayDomains domains = new RelayDomains(
                Map.of(new DomainName("a.example"), new RelayDomain(new DomainName("a.example"), HOST, "domain[1]")),
                List.of(
                        list("one.txt", Map.of(2, HOST), "b.example", "c.example"),
                        list("two.txt", Map.of(), "d.example")));

        assertThat(domains.find(new DomainName("a.example")))
                .contains(new RelayDomain(new DomainName("a.example"), HOST, "domain[1]"));
        assertThat(domains.find(new DomainName("b.example")))
                .contains(new RelayDomain(new DomainName("b.example"), MX, "one.txt line 1"));
        assertThat(domains.find(new DomainName("c.example")))
                .contains(new RelayDomain(new DomainName("c.example"), HOST, "one.txt line 2"));
        assertThat(domains.find(new DomainName("d.example")))
                .contains(new RelayDomain(new DomainName("d.example"), MX, "two.txt line 1"));
        assertThat(domains.find(new DomainName("sub.a.example"))).isEmpty();
        assertThat(domains.find(new DomainName("example"))).isEmpty();
        assertThat(domains.size()).isEqualTo(4);
        assertThat(domains.isEmpty()).isFalse();
        assertThat(domains).hasToString("RelayDomains[a.example; [2 in one.txt, 1 in two.txt]]");
    }

    @Test
    void noneIsEmptyAndAFileWithoutLinesTooIs() {
        assertThat(RelayDomains.NONE.isEmpty()).isTrue();
        assertThat(new RelayDomains(Map.of(), List.of(list("none.txt", Map.of()))).isEmpty())
                .isTrue();
        assertThat(RelayDomains.of(List.of(new RelayDomain(new DomainName("a.example"), MX, "x"))))
                .hasToString("RelayDomains[a.example]");
    }
}
