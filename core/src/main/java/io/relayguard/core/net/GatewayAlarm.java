package io.relayguard.core.net;

/**
 * When an internal address is taken for a gateway: {@code <suspectGateway>90%</suspectGateway>}.
 *
 * @param percent of all connections of an hour; more than that from one internal address is suspicious. 0 where nobody
 *     watches, else 51 to 100
 */
public record GatewayAlarm(int percent) {
    public static final GatewayAlarm DEFAULT = new GatewayAlarm(90);
    public static final GatewayAlarm OFF = new GatewayAlarm(0);

    public GatewayAlarm {
        if (percent != 0 && (percent < 51 || percent > 100)) {
            throw new IllegalArgumentException("not a share of more than half: " + percent + " %");
        }
    }

    public boolean isOn() {
        return percent != 0;
    }
}
