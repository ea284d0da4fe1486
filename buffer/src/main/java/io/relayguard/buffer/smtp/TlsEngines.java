package io.relayguard.buffer.smtp;

import io.relayguard.core.primary.TlsRule;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Our side of TLS with a primary, as the rule for it demands. */
final class TlsEngines {
    private final SSLContext any;
    private final SSLContext verified;

    /** Certificates are verified with this context, whose trust is the authorities'. */
    TlsEngines(SSLContext verified) {
        this.any = trusting(new AnyCertificate());
        this.verified = verified;
    }

    /** Certificates are verified as everywhere in this Java. */
    static TlsEngines ofJava() {
        try {
            return new TlsEngines(SSLContext.getDefault());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("Java has no trust store that can be read", broken);
        }
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
    SSLEngine forPrimary(PrimaryAddress primary) {
        boolean verify = primary.tls() == TlsRule.VERIFIED;
        SSLEngine engine = (verify ? verified : any)
                .createSSLEngine(primary.host(), primary.socket().getPort());
        engine.setUseClientMode(true);
        if (verify) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return engine;
    }
}
