package com.umcloud.umha.notifiers.smtp;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads one section of the configuration, whose values may all be text, and collects every problem instead of stopping
 * at the first.
 */
final class SectionReader {
    private final Config config;
    private final String section;
    private final List<String> problems = new ArrayList<>();

    SectionReader(Config config, String section) {
        this.config = config;
        this.section = section;
    }

    List<String> problems() {
        return problems;
    }

    String text(String key) {
        return read(key, "", path -> config.getString(path).trim());
    }

    boolean flag(String key) {
        return read(key, false, path -> switch (config.getString(path).trim().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw wrong(path, "true or false");
        });
    }

    /** A TCP port; 0 where it cannot be read. */
    int port(String key) {
        return read(key, 0, path -> {
            try {
                int value = Integer.parseInt(config.getString(path).trim());
                if (value >= 1 && value <= 65_535) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw wrong(path, "a port, 1 to 65535");
            }
            throw wrong(path, "a port, 1 to 65535");
        });
    }

    Duration duration(String key) {
        return read(key, Duration.ofSeconds(1), path -> {
            String value = config.getString(path).trim();
            if (value.isEmpty() || value.chars().allMatch(Character::isDigit)) {
                throw wrong(path, "a duration with its unit, such as 10s");
            }
            Duration duration = config.getDuration(path);
            if (duration.isZero() || duration.isNegative()) {
                throw wrong(path, "a duration above zero, such as 10s");
            }
            return duration;
        });
    }

    /** A list, or text separated by commas; blanks and empty parts are dropped. */
    List<String> list(String key) {
        return read(key, List.of(), path -> {
            List<String> parts = config.getValue(path).valueType() == ConfigValueType.LIST
                    ? config.getStringList(path)
                    : Arrays.asList(config.getString(path).split(",", -1));
            return parts.stream()
                    .map(String::trim)
                    .filter(part -> !part.isEmpty())
                    .distinct()
                    .toList();
        });
    }

    <E extends Enum<E>> E choice(String key, E fallback, E[] choices) {
        return read(key, fallback, path -> {
            String value = config.getString(path).trim();
            return Arrays.stream(choices)
                    .filter(choice -> choice.name().equalsIgnoreCase(value))
                    .findFirst()
                    .orElseThrow(() -> wrong(path, "one of " + names(choices)));
        });
    }

    private static String names(Enum<?>[] choices) {
        return Arrays.stream(choices)
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private <T> T read(String key, T fallback, Function<String, T> reading) {
        try {
            return reading.apply(section + "." + key);
        } catch (ConfigException e) {
            problems.add("[" + section + "] " + key + ": " + e.getMessage());
            return fallback;
        }
    }

    private ConfigException wrong(String path, String allowed) {
        return new ConfigException.Generic("'" + config.getString(path).trim() + "' is not " + allowed + " ("
                + config.getValue(path).origin().description() + ")");
    }
}
