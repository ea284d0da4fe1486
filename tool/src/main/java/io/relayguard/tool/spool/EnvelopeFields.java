package io.relayguard.tool.spool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.relayguard.spool.format.SpoolFile;
import io.relayguard.spool.format.TornFile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an envelope says, as plain values; what only James understands in it is passed over. */
final class EnvelopeFields {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String KEPT_SINCE = "io.relayguard.kept-since";

    private final Map<String, String> values = new HashMap<>();
    private final List<String> recipients = new ArrayList<>();

    private EnvelopeFields() {}

    /**
     * Reads a file's envelope.
     *
     * @throws TornFile if it is not one of ours
     */
    static EnvelopeFields of(SpoolFile file) throws TornFile {
        EnvelopeFields fields = new EnvelopeFields();
        try (JsonParser json = JSON.createParser(file.envelope())) {
            fields.readObject(json);
        } catch (JsonProcessingException malformed) {
            throw notOurs(file);
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory", impossible);
        }
        if (!fields.values.containsKey("name") || !fields.values.containsKey("sender")) {
            throw notOurs(file);
        }
        return fields;
    }

    private static TornFile notOurs(SpoolFile file) {
        return new TornFile(file.path(), "an envelope that is not ours", "one line of JSON");
    }

    private void readObject(JsonParser json) throws IOException {
        if (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                readValue(name, json.nextToken(), json);
            }
        }
    }

    private void readValue(String name, JsonToken token, JsonParser json) throws IOException {
        if (name.equals("recipients") && token == JsonToken.START_ARRAY) {
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                recipients.add(json.getText());
            }
        } else if (name.equals("attributes") && token == JsonToken.START_OBJECT) {
            readAttributes(json);
        } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            values.put(name, json.getText());
        } else {
            json.skipChildren();
        }
    }

    /** Of James's attributes only the time when the buffer took the mail. */
    private void readAttributes(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isOurs = json.currentName().equals(KEPT_SINCE);
            if (json.nextToken() == JsonToken.START_OBJECT && isOurs) {
                readKeptSince(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void readKeptSince(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isValue = json.currentName().equals("value");
            if (json.nextToken() == JsonToken.VALUE_NUMBER_INT && isValue) {
                values.put(KEPT_SINCE, json.getText());
            } else {
                json.skipChildren();
            }
        }
    }

    Optional<String> value(String field) {
        return Optional.ofNullable(values.get(field));
    }

    /** As SMTP writes it: {@code <>} is the null sender. */
    String sender() {
        return "<" + value("sender").orElse("") + ">";
    }

    List<String> recipients() {
        return List.copyOf(recipients);
    }

    /** When the buffer took the mail; its last change where another part of James stored it. */
    Optional<Instant> since() {
        return value(KEPT_SINCE).or(() -> value("lastUpdated")).flatMap(EnvelopeFields::instant);
    }

    private static Optional<Instant> instant(String milliseconds) {
        try {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(milliseconds)));
        } catch (NumberFormatException noTime) {
            return Optional.empty();
        }
    }
}
