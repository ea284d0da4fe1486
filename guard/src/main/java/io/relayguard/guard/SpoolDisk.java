package io.relayguard.guard;

import io.relayguard.buffer.FreeDisk;
import java.io.File;
import java.io.FileNotFoundException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepositoryUrl;

/** The disk that a repository of files is on, though its folders may not have been made yet. */
record SpoolDisk(FileSystem fileSystem, MailRepositoryUrl repository) implements FreeDisk {
    @Override
    public long octets() {
        return StoredDomains.ON_DISK.contains(repository.getProtocol().getValue())
                ? nearest().map(File::getUsableSpace).orElse(Long.MAX_VALUE)
                : Long.MAX_VALUE;
    }

    /** Where there is none, storing says so better than a reply that the disk is full. */
    private Optional<File> nearest() {
        try {
            File folder = fileSystem.getFile(
                    FileSystem.FILE_PROTOCOL + repository.getPath().asString());
            return Stream.iterate(folder.getAbsoluteFile(), Objects::nonNull, File::getParentFile)
                    .filter(File::exists)
                    .findFirst();
        } catch (FileNotFoundException nowhere) {
            return Optional.empty();
        }
    }
}
