package com.umcloud.umha.core.config;

import com.umcloud.umha.core.config.ini.IniEntry;
import com.umcloud.umha.core.config.problem.Origin;
import com.umcloud.umha.core.config.problem.ProblemList;
import com.umcloud.umha.core.config.schema.Schema;
import com.umcloud.umha.core.config.schema.Setting;
import com.umcloud.umha.core.config.schema.SettingName;
import com.umcloud.umha.core.config.text.FileMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Secrets from elsewhere than the configuration file: an environment variable, or a file that {@code KEY_file} names. */
final class SecretSources {
    private static final int MAXIMUM_BYTES = 64 << 10;

    private final Map<String, String> environment;
    private final MergedFiles files;
    private final ProblemList problems;

    SecretSources(Map<String, String> environment, MergedFiles files, ProblemList problems) {
        this.environment = Map.copyOf(environment);
        this.files = files;
        this.problems = problems;
    }

    /**
     * A secret as it was found.
     *
     * @param text the clear text
     * @param origin the variable or the file
     */
    record Found(String text, Origin origin) {
        @Override
        public String toString() {
            return origin.toString();
        }
    }

    /** The variable that may hold a setting: {@code UMHA_AUTH_PASSWORD}. */
    static String variable(SettingName name) {
        return ("UMHA_" + name.section() + "_" + name.key())
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]", "_");
    }

    /** The key that may name a file. */
    static SettingName fileKey(SettingName name) {
        return new SettingName(name.section(), name.key() + Schema.SECRET_FILE);
    }

    /** From the environment; a variable that is empty counts as not set. */
    Optional<Found> fromEnvironment(Setting setting) {
        String variable = variable(setting.name());
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isEmpty())
                .map(text -> new Found(text, Origin.environment(variable)));
    }

    /** The line that names a file for this secret. */
    Optional<IniEntry> fileEntry(Setting setting) {
        return files.find(List.of(fileKey(setting.name())));
    }

    /** Reads that file without the line feed at its end; what is wrong with it is told. */
    Optional<Found> read(IniEntry entry) {
        Origin line = Origin.of(entry.file(), entry.line());
        try {
            Path file = RelativePath.beside(entry.file(), entry.value());
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MAXIMUM_BYTES + 1);
            }
            if (bytes.length > MAXIMUM_BYTES) {
                problems.error(line, "the file " + file + " is too large for a secret", "name the right file");
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replaceFirst("[\\r\\n]+\\z", "");
            if (text.isEmpty()) {
                problems.error(line, "the file " + file + " is empty", "put the secret into it");
                return Optional.empty();
            }
            warnIfReadableByAll(file);
            return Optional.of(new Found(text, Origin.of(file, 0)));
        } catch (CharacterCodingException e) {
            problems.error(line, "the file " + entry.value() + " is not UTF-8", "save it as UTF-8");
        } catch (IOException | InvalidPathException e) {
            problems.error(
                    line,
                    "the file " + entry.value() + " of " + entry.key() + " cannot be read ("
                            + e.getClass().getSimpleName() + ")",
                    "create it, and let the program's user read it");
        }
        return Optional.empty();
    }

    private void warnIfReadableByAll(Path file) {
        if (FileMode.isReadableByAll(file)) {
            problems.warning(Origin.of(file, 0), "everybody on this host can read the secret", "chmod 0640 " + file);
        }
    }
}
