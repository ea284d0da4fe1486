package io.relayguard.guard;

import io.relayguard.buffer.KeptDomains;
import io.relayguard.core.address.DomainName;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;

/**
 * Domains with kept mail, as James's list of repositories has them, and as folders on disk: the memory server forgets
 * its list with every start, and our spool's folders are still there.
 */
record StoredDomains(MailRepositoryStore store, FileSystem fileSystem) implements KeptDomains {
    /** Repositories that are folders on disk. */
    static final Set<String> ON_DISK = Set.of("spool", "file");

    @Override
    public Set<DomainName> below(MailRepositoryUrl node) throws IOException {
        return Stream.concat(listed(node), folders(node))
                .flatMap(name -> DomainName.parse(name).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<String> listed(MailRepositoryUrl node) {
        String prefix = node.asString() + "/";
        return store.getUrls()
                .map(MailRepositoryUrl::asString)
                .filter(url -> url.startsWith(prefix))
                .map(url -> url.substring(prefix.length()));
    }

    private Stream<String> folders(MailRepositoryUrl node) throws IOException {
        if (!ON_DISK.contains(node.getProtocol().getValue())) {
            return Stream.empty();
        }
        File folder =
                fileSystem.getFile(FileSystem.FILE_PROTOCOL + node.getPath().asString());
        return Arrays.stream(
                        Optional.ofNullable(folder.listFiles(File::isDirectory)).orElseGet(() -> new File[0]))
                .map(File::getName);
    }
}
