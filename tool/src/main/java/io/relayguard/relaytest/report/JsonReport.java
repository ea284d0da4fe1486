package io.relayguard.relaytest.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.relayguard.core.net.IpAddress;
import io.relayguard.relaytest.Evidence;
import io.relayguard.relaytest.Finding;
import io.relayguard.relaytest.Outcome;
import io.relayguard.relaytest.Report;
import io.relayguard.relaytest.form.Place;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** One JSON document for programs; docs/relay-test.md has its fields, and they stay. */
public final class JsonReport {
    private static final int FORMAT = 1;

    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    /** The whole report, indented, with a line feed at its end. */
    public static String of(Report report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            new JsonReport(generator).write(report);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    private void write(Report report) throws IOException {
        json.writeStartObject();
        json.writeStringField("report", "relay-test");
        json.writeNumberField("format", FORMAT);
        json.writeStringField("id", report.id());
        json.writeStringField("started", report.started().toString());
        json.writeNumberField("milliseconds", report.took().toMillis());
        target(report);
        names(report);
        conclusion(report);
        json.writeArrayFieldStart("results");
        for (Finding finding : report.findings()) {
            result(finding);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void target(Report report) throws IOException {
        json.writeObjectFieldStart("target");
        json.writeStringField("host", report.settings().target().host());
        json.writeNumberField("port", report.settings().target().port());
        json.writeArrayFieldStart("addresses");
        for (IpAddress address : report.addresses()) {
            json.writeString(address.toString());
        }
        json.writeEndArray();
        optional("greeting", report.greeting());
        json.writeEndObject();
    }

    private void names(Report report) throws IOException {
        json.writeObjectFieldStart("names");
        optional("outside", report.places().value(Place.OUTSIDE));
        optional("server", report.places().value(Place.SERVER));
        optional("local", report.places().value(Place.LOCAL));
        optional("backedUp", report.places().value(Place.BACKED_UP));
        json.writeEndObject();
    }

    private void conclusion(Report report) throws IOException {
        json.writeStringField("conclusion", report.conclusion().code());
        json.writeNumberField("exitCode", report.conclusion().exitCode());
        optional("failure", report.failure());
        json.writeArrayFieldStart("notes");
        for (String note : report.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("counts");
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            json.writeNumberField(kind.code(), report.count(kind));
        }
        json.writeEndObject();
    }

    private void result(Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("form", finding.form().id());
        json.writeStringField("group", finding.form().group().code());
        json.writeStringField("way", finding.form().way().code());
        json.writeStringField("over", finding.channel().family());
        json.writeStringField("address", finding.channel().address().toString());
        json.writeBooleanField("tls", finding.channel().tls());
        optional("helo", finding.helo());
        json.writeStringField("mail", finding.mail());
        json.writeStringField("rcpt", finding.rcpt());
        json.writeStringField("outcome", finding.outcome().kind().code());
        optional("why", finding.outcome().remark());
        optional("mailReply", finding.evidence().flatMap(Evidence::mail).map(Object::toString));
        optional("reply", finding.evidence().map(Evidence::reply).map(Object::toString));
        json.writeStringField("means", finding.form().group().means());
        json.writeStringField("certainty", finding.form().group().certainty().code());
        optional("delivery", finding.delivery());
        json.writeEndObject();
    }

    /** Absent if there is nothing to say: never null, never empty. */
    private void optional(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }
}
