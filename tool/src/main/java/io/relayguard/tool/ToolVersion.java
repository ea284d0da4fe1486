package io.relayguard.tool;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest has. */
final class ToolVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(ToolVersion.class.getPackage().getImplementationVersion())
                .orElse("not built");
        return new String[] {"Relay Guard for Apache James, tool " + version};
    }
}
