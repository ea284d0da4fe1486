package io.relayguard.benchmarks.scan;

import io.relayguard.spool.format.Disk;
import io.relayguard.spool.format.SpoolFile;
import io.relayguard.spool.format.SpoolFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Makes many mails of the one that a spool's folder has, each under a name as James makes them, in the places where the
 * spool itself would put them. No James may have the folder meanwhile.
 */
public final class MadeSpool {
    private static final long FIRST_MILLIS = 1_790_000_000_000L;

    private MadeSpool() {}

    /** The arguments: the folder, and how many mails it is to have in all. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        SpoolFolder spool = new SpoolFolder(new UnforcedDisk(Disk.ofThisMachine()), folder, SpoolFolder.FLAT_BOUND);
        spool.init();
        fill(spool, Integer.parseInt(arguments[1]));
    }

    private static void fill(SpoolFolder spool, int count) throws IOException {
        String name = spool.names().next();
        SpoolFile model = spool.read(name);
        String envelope = new String(model.envelope(), StandardCharsets.UTF_8);
        byte[] message = message(model);
        if (!envelope.contains(name)) {
            throw new IllegalStateException("expected the name " + name + " in the envelope, found " + envelope);
        }
        for (int number = 1; number < count; number++) {
            String made = "Mail" + (FIRST_MILLIS + number) + "-" + new UUID(number, -number);
            byte[] octets = envelope.replace(name, made).getBytes(StandardCharsets.UTF_8);
            spool.store(made, octets, new ByteArrayInputStream(message));
        }
    }

    private static byte[] message(SpoolFile file) throws IOException {
        try (InputStream message = file.openMessage()) {
            return message.readAllBytes();
        }
    }
}
