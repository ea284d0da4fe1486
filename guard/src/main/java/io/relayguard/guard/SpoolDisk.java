package io.relayguard.guard;

import io.relayguard.buffer.FreeDisk;
import java.io.File;
import java.io.FileNotFoundException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepositoryUrl;

/** The disk that a repository of files is on, though its folders may not have been made yet. */
final class SpoolDisk implements FreeDisk {
    private final Optional<File> folder;

    SpoolDisk(FileSystem fileSystem, String repository) {
        MailRepositoryUrl url = MailRepositoryUrl.from(repository);
        this.folder = StoredDomains.ON_DISK.contains(url.getProtocol().getValue())
                ? Optional.of(onDisk(fileSystem, url))
                : Optional.empty();
    }

    private static File onDisk(FileSystem fileSystem, MailRepositoryUrl url) {
        try {
            return fileSystem.getFile(FileSystem.FILE_PROTOCOL + url.getPath().asString());
        } catch (FileNotFoundException malformed) {
            throw new IllegalArgumentException("not a folder for mail: " + url.asString(), malformed);
        }
    }

    @Override
    public long octets() {
        return folder.flatMap(SpoolDisk::nearest).map(File::getUsableSpace).orElse(Long.MAX_VALUE);
    }

    private static Optional<File> nearest(File folder) {
        return Stream.iterate(folder.getAbsoluteFile(), above -> above != null, File::getParentFile)
                .filter(File::exists)
                .findFirst();
    }
}
