package io.relayguard.benchmarks.dnsbl;

import com.codahale.metrics.MetricRegistry;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.dnsservice.dnsjava.DNSJavaService;
import org.apache.james.metrics.dropwizard.DropWizardMetricFactory;

/** James's own DNS service at its defaults, but for the server, whose port dnsservice.xml cannot give. */
final class StockDns extends DNSJavaService {
    private final int port;

    StockDns(int port) throws Exception {
        this("127.0.0.1", port);
    }

    private StockDns(String address, int port) throws Exception {
        super(new DropWizardMetricFactory(new MetricRegistry()));
        this.port = port;
        var configuration = new BaseHierarchicalConfiguration();
        configuration.addProperty("autodiscover", false);
        configuration.addProperty("servers.server", address);
        configure(configuration);
        init();
    }

    /** The server is written as in relayguard.xml: {@code address:port}, IPv4. */
    static StockDns asking(String server) throws Exception {
        int colon = server.indexOf(':');
        return new StockDns(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
    }

    @Override
    public void init() throws Exception {
        super.init();
        resolver.setPort(port);
    }
}
