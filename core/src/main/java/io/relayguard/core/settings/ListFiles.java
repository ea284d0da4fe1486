package io.relayguard.core.settings;

import java.io.IOException;
import java.util.stream.Stream;

/** Port: the files that relayguard.xml names as {@code file://…}. */
public interface ListFiles {
    /**
     * The lines of one file, in order; the caller closes the stream.
     *
     * @param url as written, such as {@code file://conf/internal-networks.txt}
     * @throws IOException if it cannot be read; the message names the path
     */
    Stream<String> lines(String url) throws IOException;
}
