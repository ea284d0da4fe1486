package io.relayguard.spool.format;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder of what could not be read, or was left half written; nothing in it is ever deleted. */
final class SetAside {
    private static final Pattern FORMER = Pattern.compile("(.+\\" + SpoolNames.SUFFIX + ")\\.[0-9a-f-]{36}");

    private final Disk disk;
    private final Path aside;

    SetAside(Disk disk, Path folder) {
        this.disk = disk;
        this.aside = folder.resolve(SpoolFolder.SET_ASIDE);
    }

    /** Where the file is now; empty if it is gone, since another thread did the same. */
    Optional<Path> take(Path file) throws IOException {
        Path target = aside.resolve(file.getFileName() + "." + UUID.randomUUID());
        Folders.create(disk, aside);
        try {
            disk.rename(file, target);
        } catch (NoSuchFileException doneByAnother) {
            return Optional.empty();
        }
        disk.forceFolder(aside);
        return Optional.of(target);
    }

    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        if (disk.exists(aside)) {
            disk.list(aside, entry -> files.add(aside.resolve(entry.name())));
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }

    /** The name that a file had before it was set aside. */
    static String nameBefore(Path aside) throws IOException {
        Matcher name = FORMER.matcher(String.valueOf(aside.getFileName()));
        if (!name.matches()) {
            throw new IOException(
                    aside + " was no mail yet: found what a crash left half written, expected NAME.mail.NUMBER");
        }
        return name.group(1);
    }

    /** Both names are there for a moment, so that no crash leaves none. */
    void giveBack(Path file, Path name) throws IOException {
        disk.link(file, name);
        disk.forceFolder(Folders.above(name));
        disk.remove(file);
        disk.forceFolder(aside);
    }
}
