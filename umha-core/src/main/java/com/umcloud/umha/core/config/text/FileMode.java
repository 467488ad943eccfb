package com.umcloud.umha.core.config.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Who may read a file. */
public final class FileMode {
    private FileMode() {}

    /** Whether everybody on this host may; false where the file system does not tell. */
    public static boolean isReadableByAll(Path file) {
        try {
            return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException e) {
            return false;
        }
    }
}
