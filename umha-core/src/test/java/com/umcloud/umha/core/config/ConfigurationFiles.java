package com.umcloud.umha.core.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.umcloud.umha.core.config.problem.ConfigurationException;
import com.umcloud.umha.core.config.problem.ConfigurationProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Files of one test, loaded together in the order in which they were written. */
final class ConfigurationFiles {
    private final Path directory;
    private final List<Path> files = new ArrayList<>();
    private final List<Config> references = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    ConfigurationFiles(Path directory) {
        this.directory = directory;
    }

    ConfigurationFiles file(String name, String text) {
        files.add(write(name, text));
        return this;
    }

    ConfigurationFiles environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    ConfigurationFiles reference(Config reference) {
        references.add(reference);
        return this;
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Configuration load() {
        return new ConfigurationLoader(environment, "this-host").load(files, references);
    }

    /** The problems of a load that has to fail, with the directory left out of their texts. */
    List<String> failure() {
        ConfigurationException failure = catchThrowableOfType(ConfigurationException.class, this::load);
        return texts(failure.problems());
    }

    /** The warnings of a load that has to succeed. */
    List<String> warnings() {
        return texts(load().warnings());
    }

    private List<String> texts(List<ConfigurationProblem> problems) {
        return problems.stream()
                .map(problem -> problem.text().replace(directory + "/", ""))
                .toList();
    }
}
