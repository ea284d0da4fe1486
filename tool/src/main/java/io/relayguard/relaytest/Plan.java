package io.relayguard.relaytest;

import io.relayguard.relaytest.form.Form;
import io.relayguard.relaytest.form.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is tried where: everything on the first channel, the classic forms again on the others. The log-in that fails
 * comes last: it may get us locked out.
 */
record Plan(List<Entry> entries) {
    record Entry(Form form, Channel channel) {}

    Plan {
        entries = List.copyOf(entries);
    }

    static Plan of(List<Form> forms, Channel first, Optional<Channel> otherFamily, Optional<Channel> encrypted) {
        List<Entry> entries = new ArrayList<>();
        add(entries, forms, first, form -> !logsIn(form));
        otherFamily.ifPresent(channel -> add(entries, forms, channel, Form::isClassic));
        encrypted.ifPresent(channel -> add(entries, forms, channel, Form::isClassic));
        add(entries, forms, first, Plan::logsIn);
        encrypted.ifPresent(channel -> add(entries, forms, channel, Plan::logsIn));
        return new Plan(entries);
    }

    private static void add(List<Entry> entries, List<Form> forms, Channel channel, Predicate<Form> which) {
        forms.stream().filter(which).map(form -> new Entry(form, channel)).forEach(entries::add);
    }

    private static boolean logsIn(Form form) {
        return form.way() == Way.AFTER_FAILED_AUTH;
    }
}
