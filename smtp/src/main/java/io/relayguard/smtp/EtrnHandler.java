package io.relayguard.smtp;

import static io.relayguard.smtp.Sessions.client;

import io.relayguard.guard.EtrnReply;
import io.relayguard.guard.RelayGuard;
import io.relayguard.james.WrongJames;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.esmtp.EhloExtension;

/**
 * ETRN (RFC 1985): a primary that is back asks for its mail, and gets it at once.
 *
 * <p>It stands anywhere in {@code <handlerchain>} of smtpserver.xml. Internal clients may ask for every relay domain, a
 * primary for those that it is the primary of, others for those whose {@code <etrn>} in relayguard.xml names them; anybody
 * else gets 459, whatever the domain.
 */
public final class EtrnHandler implements CommandHandler<SMTPSession>, EhloExtension {
    private static final String COMMAND = "ETRN";

    private final RelayGuard guard;

    @Inject
    public EtrnHandler(RelayGuard guard) {
        this.guard = guard;
    }

    /** See {@link WrongJames}. */
    public EtrnHandler() {
        throw new WrongJames();
    }

    @Override
    public Response onCommand(SMTPSession session, Request request) {
        EtrnReply reply = guard.etrn(
                client(session), Optional.ofNullable(request.getArgument()).orElse(""));
        return new SMTPResponse(String.valueOf(reply.code()), reply.text());
    }

    @Override
    public Collection<String> getImplCommands() {
        return List.of(COMMAND);
    }

    @Override
    public List<String> getImplementedEsmtpFeatures(SMTPSession session) {
        return List.of(COMMAND);
    }
}
