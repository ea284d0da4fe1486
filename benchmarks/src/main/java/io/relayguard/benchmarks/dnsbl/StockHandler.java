package io.relayguard.benchmarks.dnsbl;

import com.google.common.net.InetAddresses;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.core.MaybeSender;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.SMTPSessionImpl;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.smtpserver.fastfail.DNSRBLHandler;

/** James's own hook, DNSRBLHandler: one zone after the other until one lists. */
final class StockHandler implements ListChecker {
    private static final int ANY_PORT = 1025;

    private final DNSRBLHandler handler;

    StockHandler(DNSService dns) throws ConfigurationException {
        handler = new DNSRBLHandler(dns);
        var configuration = new BaseHierarchicalConfiguration();
        FiveZones.NAMES.forEach(zone -> configuration.addProperty("rblservers.blacklist", zone + "."));
        handler.init(configuration);
    }

    @Override
    public boolean lists(String client) {
        HookReturnCode answer =
                handler.doMail(session(client), MaybeSender.nullSender()).getResult();
        return answer.getAction() == HookReturnCode.Action.DENY;
    }

    /** A session of James's own, over a connection of which only the client's address is real. */
    private static SMTPSession session(String client) {
        InetSocketAddress from = new InetSocketAddress(InetAddresses.forString(client), ANY_PORT);
        ProtocolTransport transport = (ProtocolTransport) Proxy.newProxyInstance(
                StockHandler.class.getClassLoader(),
                new Class<?>[] {ProtocolTransport.class},
                (proxy, method, arguments) -> method.getName().equals("getRemoteAddress") ? from : null);
        return new SMTPSessionImpl(transport, new SMTPConfigurationImpl());
    }
}
