package io.relayguard.relaytest.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FormsTest {
    private static final Path SHARED_LIST =
            Path.of("..", "integration-tests", "src", "test", "resources", "open-relay-forms.tsv");

    /** One list of classic probes in two places: what differs in one is missed by the other's tests. */
    @Test
    void classicFormsAreThoseThatTheIntegrationTestsUse() throws Exception {
        List<String> shared = Files.readAllLines(SHARED_LIST).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        List<String> ours = Forms.all().stream()
                .filter(Form::isClassic)
                .map(form -> form.id() + "\t" + form.mail() + "\t" + form.rcpt())
                .toList();

        assertThat(ours).isEqualTo(shared);
    }

    @Test
    void noFormIsThereTwice() {
        List<Form> forms = Forms.all();
        Set<String> ids = forms.stream().map(Form::id).collect(Collectors.toSet());
        Set<List<Object>> contents = forms.stream()
                .map(form -> List.<Object>of(form.way(), form.helo(), form.mail(), form.rcpt()))
                .collect(Collectors.toSet());

        assertThat(ids).hasSameSizeAs(forms);
        assertThat(contents).hasSameSizeAs(forms);
    }

    @Test
    void everyGroupAndEveryWayHasItsForms() {
        assertThat(Forms.all().stream().map(Form::group)).contains(Group.values());
        assertThat(Forms.all().stream().map(Form::way)).contains(Way.values());
    }

    @Test
    void everyIdThatIsNotClassicNamesItsGroup() {
        assertThat(Forms.all())
                .filteredOn(form -> !form.isClassic() && form.group() != Group.HISTORY)
                .allSatisfy(
                        form -> assertThat(form.id()).startsWith(form.group().code() + "-"));
    }

    /** Every form leads outside: its recipient has a name or an address of the outside in it. */
    @Test
    void everyFormLeadsOutside() {
        Places places = PlacesTest.all();
        assertThat(Forms.all())
                .allSatisfy(form -> assertThat(places.fill(form.rcpt()).toLowerCase(Locale.ROOT))
                        .containsAnyOf("outside.test", "203.0.113.25", "2001:db8::25"));
    }

    @Test
    void everyPlaceIsFilled() {
        Places places = PlacesTest.all();
        assertThat(Forms.all()).allSatisfy(form -> {
            assertThat(places.missing(form)).isEmpty();
            assertThat(places.fill(form.mail() + form.rcpt()))
                    .doesNotContainPattern("(?<![A-Za-z0-9_])(D|S|L|B|IP|D4|D6|IP4|IP6|DmIxEd)(?![A-Za-z0-9_])");
        });
    }

    @Test
    void noFormCouldEndItsLine() {
        assertThat(Forms.all())
                .allSatisfy(form -> assertThat(form.mail() + form.rcpt()).doesNotContain("\r", "\n", "␠"));
    }

    @Test
    void wrongLineIsQuotedInTheError() {
        assertThatThrownBy(() -> Forms.parse("1\tplain\tplain\t-\t<>"))
                .hasMessage("forms.tsv: 5 columns instead of 6: 1\tplain\tplain\t-\t<>");
        assertThatThrownBy(() -> Forms.parse("1\tplane\tplain\t-\t<>\t<D>"))
                .hasMessage("forms.tsv: unknown group: 1\tplane\tplain\t-\t<>\t<D>");
    }
}
