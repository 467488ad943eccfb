package com.umcloud.umha.core.store.sealing;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file with one 256-bit key as base64 text, readable by its owner only. All controllers need the same one. */
final class KeyFile {
    static final int KEY_BYTES = 32;

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private KeyFile() {}

    /**
     * @throws UmhaException CONFIGURATION if it is missing, unreadable, readable by others, or no key
     */
    static byte[] read(Path file) {
        try {
            requirePrivate(file);
            byte[] key =
                    decode(Files.readString(file, StandardCharsets.ISO_8859_1).strip());
            if (key.length != KEY_BYTES) {
                throw problem(
                        file, "is no key (" + KEY_BYTES + " bytes as base64 text)", "put the right file there", null);
            }
            return key;
        } catch (NoSuchFileException e) {
            throw problem(
                    file,
                    "is missing",
                    "copy it from the controller on which 'umha load ipmi-info' was run, mode 0600",
                    e);
        } catch (IOException e) {
            throw problem(file, "cannot be read (" + e.getClass().getSimpleName() + ")", "check its owner and mode", e);
        }
    }

    /** Makes the file with a new random key; keeps a file that is there already. */
    static void createIfMissing(Path file) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(directory, attributes(directory, "rwx------"));
            }
            Path created = Files.createFile(file, attributes(file, "rw-------"));
            Files.writeString(created, Base64.getEncoder().encodeToString(key) + "\n");
        } catch (FileAlreadyExistsException e) {
            // Somebody else was first: theirs is the key.
        } catch (IOException e) {
            throw problem(
                    file, "cannot be made (" + e.getClass().getSimpleName() + ")", "check the directory's owner", e);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, String mode) {
        return posix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static void requirePrivate(Path file) throws IOException {
        if (!posix(file)) {
            return;
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(Files.getPosixFilePermissions(file));
        permissions.retainAll(OTHERS);
        if (!permissions.isEmpty()) {
            throw problem(file, "can be read or changed by others", "chmod 600 " + file, null);
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static UmhaException problem(Path file, String what, String remedy, @Nullable Throwable cause) {
        return new UmhaException(FailureType.CONFIGURATION, "the key file " + file + " " + what + "; " + remedy, cause);
    }
}
