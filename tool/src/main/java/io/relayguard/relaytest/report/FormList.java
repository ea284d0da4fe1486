package io.relayguard.relaytest.report;

import io.relayguard.relaytest.form.Form;
import io.relayguard.relaytest.form.Forms;
import io.relayguard.relaytest.form.Group;
import java.util.ArrayList;
import java.util.List;

/** The forms as they stand in the list, without a server. */
public final class FormList {
    private FormList() {}

    public static String text() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "D = outside domain, S = the server's name, IP = its address, L = local domain, B = backed-up domain");
        for (Group group : Group.values()) {
            lines.add("");
            lines.add(group.code() + " - if accepted, it " + group.means() + " ("
                    + group.certainty().code() + ")");
            Forms.all().stream()
                    .filter(form -> form.group() == group)
                    .map(FormList::row)
                    .forEach(lines::add);
        }
        return String.join("\n", lines) + "\n";
    }

    private static String row(Form form) {
        return String.format(
                        "  %-17s  %-17s  %-24s  %-36s  %s",
                        form.id(),
                        form.way().code(),
                        form.mail(),
                        form.rcpt(),
                        form.helo().map(helo -> "HELO " + helo).orElse(""))
                .stripTrailing();
    }
}
