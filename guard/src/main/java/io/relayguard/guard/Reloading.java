package io.relayguard.guard;

import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.Settings;
import io.relayguard.guard.SettingsFile.Look;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When relayguard.xml, or a file that it names, is read again: once it has changed and then looked the same twice, so that
 * a file is not read while it is being written. One that is wrong changes nothing.
 *
 * <p>Guarded by {@code this}: a reload by call and one by change do not meet.
 */
final class Reloading {
    private final SettingsFile file;
    private final Consumer<Settings> accept;
    private final Consumer<InvalidSettings> reject;

    /** The last one that was read, good or bad. */
    private @Nullable Object read;

    /** The one of the last look. */
    private @Nullable Object seen;

    private @Nullable InvalidSettings failure;

    Reloading(SettingsFile file, Look read, Consumer<Settings> accept, Consumer<InvalidSettings> reject) {
        this.file = file;
        this.read = read;
        this.seen = read;
        this.accept = accept;
        this.reject = reject;
    }

    /** Why the files on disk are not what holds; empty while they are. */
    synchronized Optional<InvalidSettings> failure() {
        return Optional.ofNullable(failure);
    }

    /** Looks, and reads what has changed and come to rest. */
    synchronized void look() {
        Object now = appearance();
        boolean rests = now.equals(seen);
        seen = now;
        if (rests && !now.equals(read)) {
            reload();
        }
    }

    /**
     * Reads now.
     *
     * @return the problems, if there are any: then all stays as it was
     */
    synchronized Optional<InvalidSettings> reload() {
        read = appearance();
        seen = read;
        try {
            Settings settings = file.read(file.look());
            failure = null;
            accept.accept(settings);
        } catch (InvalidSettings wrong) {
            failure = wrong;
            reject.accept(wrong);
        }
        return failure();
    }

    /** Of a file that is no XML the problem is all that there is to be seen. */
    private Object appearance() {
        try {
            return file.look();
        } catch (InvalidSettings noXml) {
            return noXml.problems();
        }
    }
}
