package com.umcloud.umha.meters.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** This machine's system UUID as its firmware tells it (SMBIOS type 1). */
final class SystemUuid {
    private static final int LONGEST = 128;
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private SystemUuid() {}

    /**
     * Reads the UUID, in lower case.
     *
     * @param file empty text for none
     * @return empty if the file is not there, not readable (mostly it is for root only) or holds no UUID
     */
    static Optional<String> read(String file) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream stream = Files.newInputStream(Path.of(file))) {
            String text = new String(stream.readNBytes(LONGEST), StandardCharsets.US_ASCII);
            return Optional.of(text.strip().toLowerCase(Locale.ROOT))
                    .filter(each -> UUID.matcher(each).matches());
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
