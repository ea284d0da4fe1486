package io.relayguard.buffer.smtp;

import io.relayguard.core.primary.TlsRule;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Our side of TLS with a primary, as the rule for it demands. */
final class TlsEngines {
    private final SSLContext any = trusting(new AnyCertificate());
    private final Verification verification;

    /** Where certificates are verified: its trust is in the authorities. */
    @FunctionalInterface
    interface Verification {
        SSLContext context() throws GeneralSecurityException;
    }

    TlsEngines(Verification verification) {
        this.verification = verification;
    }

    /** As everywhere in this Java; its trust store is not read before a primary wants it. */
    static TlsEngines ofJava() {
        return new TlsEngines(SSLContext::getDefault);
    }

    private static SSLContext trusting(TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("Java has no TLS", broken);
        }
    }

    /** The names are compared by the rules of HTTPS: Java knows no others, and those of RFC 7817 are the same for us. */
    SSLEngine forPrimary(PrimaryAddress primary) throws TlsFailed {
        boolean verify = primary.tls() == TlsRule.VERIFIED;
        SSLEngine engine = (verify ? verified() : any)
                .createSSLEngine(primary.host(), primary.socket().getPort());
        engine.setUseClientMode(true);
        if (verify) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    private SSLContext verified() throws TlsFailed {
        try {
            return verification.context();
        } catch (GeneralSecurityException broken) {
            throw new TlsFailed("the trust store of this server's Java cannot be read: " + broken.getMessage(), broken);
        }
    }
}
