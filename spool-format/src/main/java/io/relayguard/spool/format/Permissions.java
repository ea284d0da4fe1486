package io.relayguard.spool.format;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Nobody but the server's own user reads a mail, or sees its name. */
final class Permissions {
    private static final FileAttribute<?>[] FILE = only("rw-------");
    private static final FileAttribute<?>[] FOLDER = only("rwx------");
    private static final FileAttribute<?>[] AS_THE_SYSTEM_HAS_IT = {};

    private Permissions() {}

    static FileAttribute<?>[] ofFiles(Path file) {
        return isPosix(file) ? FILE.clone() : AS_THE_SYSTEM_HAS_IT;
    }

    static FileAttribute<?>[] ofFolders(Path folder) {
        return isPosix(folder) ? FOLDER.clone() : AS_THE_SYSTEM_HAS_IT;
    }

    private static FileAttribute<?>[] only(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
