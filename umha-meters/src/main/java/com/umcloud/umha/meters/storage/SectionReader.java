package com.umcloud.umha.meters.storage;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the keys of one section and notes those that are missing or of a wrong type. */
final class SectionReader {
    private final Config config;
    private final String section;
    private final List<String> problems = new ArrayList<>();

    SectionReader(Config config, String section) {
        this.config = config;
        this.section = section;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    /** A list, or a text with commas between its elements; blanks and empty elements do not count, nor does a repetition. */
    List<String> texts(String key, List<String> otherwise) {
        return read(key, "texts with commas between them", otherwise, path -> {
            ConfigValue value = config.getValue(path);
            Stream<String> parts = value instanceof ConfigList list
                    ? list.stream().map(each -> String.valueOf(each.unwrapped()))
                    : Arrays.stream(config.getString(path).split(",", -1));
            return parts.map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .distinct()
                    .toList();
        });
    }

    int wholeNumber(String key, int otherwise) {
        return read(
                key,
                "a whole number",
                otherwise,
                path -> Integer.valueOf(config.getString(path).strip()));
    }

    double number(String key, double otherwise) {
        return read(key, "a number", otherwise, config::getDouble);
    }

    String text(String key, String otherwise) {
        return read(key, "a text", otherwise, path -> config.getString(path).strip());
    }

    Duration duration(String key, Duration otherwise) {
        return read(key, "a time such as 500ms or 3s", otherwise, config::getDuration);
    }

    private <T> T read(String key, String allowed, T otherwise, Function<String, T> reader) {
        String path = section + "." + key;
        try {
            return reader.apply(path);
        } catch (ConfigException.Missing e) {
            problems.add("[" + section + "] " + key + " is missing; allowed: " + allowed);
        } catch (ConfigException | NumberFormatException e) {
            problems.add("[" + section + "] " + key + " is '"
                    + config.getValue(path).unwrapped() + "'; allowed: " + allowed);
        }
        return otherwise;
    }
}
