package io.relayguard.relaytest;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.net.IpAddress;
import io.relayguard.relaytest.form.Form;
import io.relayguard.relaytest.form.Forms;
import io.relayguard.relaytest.form.Way;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Channel FIRST =
            new Channel(IpAddress.parse("192.0.2.1").orElseThrow(), false);
    private static final Channel OTHER =
            new Channel(IpAddress.parse("2001:db8::1").orElseThrow(), false);
    private static final Channel ENCRYPTED = new Channel(FIRST.address(), true);

    @Test
    void everyFormIsTriedOnTheFirstChannel() {
        assertThat(formsOn(FIRST, Plan.of(Forms.all(), FIRST, Optional.empty(), Optional.empty())))
                .containsExactlyInAnyOrderElementsOf(Forms.all());
    }

    @Test
    void classicFormsAreTriedAgainOverTheOtherFamilyAndEncrypted() {
        Plan plan = Plan.of(Forms.all(), FIRST, Optional.of(OTHER), Optional.of(ENCRYPTED));

        assertThat(formsOn(OTHER, plan)).hasSize(25).allMatch(Form::isClassic);
        assertThat(formsOn(ENCRYPTED, plan)).hasSize(26);
        assertThat(formsOn(ENCRYPTED, plan)).filteredOn(Form::isClassic).hasSize(25);
    }

    @Test
    void failedLogInsComeLast() {
        List<Plan.Entry> entries = Plan.of(Forms.all(), FIRST, Optional.of(OTHER), Optional.of(ENCRYPTED))
                .entries();

        assertThat(entries.subList(entries.size() - 2, entries.size()))
                .allMatch(entry -> entry.form().way() == Way.AFTER_FAILED_AUTH);
        assertThat(entries.subList(0, entries.size() - 2))
                .noneMatch(entry -> entry.form().way() == Way.AFTER_FAILED_AUTH);
    }

    private static List<Form> formsOn(Channel channel, Plan plan) {
        return plan.entries().stream()
                .filter(entry -> entry.channel().equals(channel))
                .map(Plan.Entry::form)
                .toList();
    }
}
