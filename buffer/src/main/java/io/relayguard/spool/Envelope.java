package io.relayguard.spool;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.relayguard.spool.format.SpoolFile;
import io.relayguard.spool.format.TornFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders.Header;
import org.jspecify.annotations.Nullable;

/** Everything of a James mail but its message, as one line of JSON. Fields that a reader does not know are an error. */
record Envelope(
        @JsonProperty("name") String name,
        @JsonProperty("sender") String sender,
        @JsonProperty("recipients") List<String> recipients,
        @JsonProperty("state") @Nullable String state,
        @JsonProperty("errorMessage") @Nullable String errorMessage,
        @JsonProperty("remoteHost") @Nullable String remoteHost,
        @JsonProperty("remoteAddr") @Nullable String remoteAddr,
        @JsonProperty("lastUpdated") @Nullable Long lastUpdated,
        @JsonProperty("attributes") Map<String, JsonNode> attributes,
        @JsonProperty("headers") List<RecipientHeader> headers) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader READER = JSON.readerFor(Envelope.class);

    /** A header that James adds for one recipient only. */
    record RecipientHeader(
            @JsonProperty("recipient") String recipient,
            @JsonProperty("name") String name,
            @JsonProperty("value") String value) {}

    static Envelope of(Mail mail) {
        return new Envelope(
                mail.getName(),
                mail.getMaybeSender().asString(""),
                mail.getRecipients().stream().map(MailAddress::asString).toList(),
                mail.getState(),
                mail.getErrorMessage(),
                mail.getRemoteHost(),
                mail.getRemoteAddr(),
                Optional.ofNullable(mail.getLastUpdated()).map(Date::getTime).orElse(null),
                attributes(mail),
                headers(mail));
    }

    byte[] toBytes() throws JsonProcessingException {
        return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A James mail of a file's envelope, without a message yet.
     *
     * @throws TornFile if James does not take what stands there
     */
    static MailImpl mail(SpoolFile file) throws TornFile {
        Envelope envelope = parse(file);
        try {
            return envelope.toMail();
        } catch (MessagingException | RuntimeException unreadable) {
            throw new TornFile(file.path(), "an envelope that James does not take: " + unreadable, "one that it does");
        }
    }

    private static Envelope parse(SpoolFile file) throws TornFile {
        try {
            return Optional.ofNullable(READER.<Envelope>readValue(file.envelope()))
                    .orElseThrow(() -> new IOException("found null, expected an object"));
        } catch (IOException malformed) {
            throw new TornFile(file.path(), "an envelope that is not ours", "one line of JSON");
        }
    }

    private MailImpl toMail() throws MessagingException {
        MailImpl.Builder builder = MailImpl.builder()
                .name(name)
                .sender(sender.isEmpty() ? MaybeSender.nullSender() : MaybeSender.of(new MailAddress(sender)))
                .addRecipients(addresses())
                .addAttributes(jamesAttributes());
        for (RecipientHeader header : headers) {
            builder.addHeaderForRecipient(
                    Header.builder().name(header.name()).value(header.value()).build(),
                    new MailAddress(header.recipient()));
        }
        return withRest(builder.build());
    }

    private MailImpl withRest(MailImpl mail) {
        Optional.ofNullable(state).ifPresent(mail::setState);
        Optional.ofNullable(errorMessage).ifPresent(mail::setErrorMessage);
        Optional.ofNullable(remoteHost).ifPresent(mail::setRemoteHost);
        Optional.ofNullable(remoteAddr).ifPresent(mail::setRemoteAddr);
        Optional.ofNullable(lastUpdated).map(Date::new).ifPresent(mail::setLastUpdated);
        return mail;
    }

    private List<MailAddress> addresses() throws AddressException {
        List<MailAddress> addresses = new ArrayList<>();
        for (String recipient : recipients) {
            addresses.add(new MailAddress(recipient));
        }
        return addresses;
    }

    private List<Attribute> jamesAttributes() {
        List<Attribute> read = new ArrayList<>();
        attributes.forEach(
                (name, value) -> read.add(new Attribute(AttributeName.of(name), AttributeValue.fromJson(value))));
        return read;
    }

    /** Attributes without a JSON form (James calls them unserializable) are gone after any James queue too. */
    private static Map<String, JsonNode> attributes(Mail mail) {
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        mail.attributes()
                .forEach(attribute -> attribute
                        .getValue()
                        .toJson()
                        .ifPresent(json -> attributes.put(attribute.getName().asString(), json)));
        return attributes;
    }

    private static List<RecipientHeader> headers(Mail mail) {
        List<RecipientHeader> headers = new ArrayList<>();
        mail.getPerRecipientSpecificHeaders()
                .getHeadersByRecipient()
                .forEach((recipient, header) ->
                        headers.add(new RecipientHeader(recipient.asString(), header.getName(), header.getValue())));
        return headers;
    }
}
