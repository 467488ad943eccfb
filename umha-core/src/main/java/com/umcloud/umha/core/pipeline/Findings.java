package com.umcloud.umha.core.pipeline;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong and what is odd in one file, each with its place. */
final class Findings {
    private final String file;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Findings(String file) {
        this.file = file;
    }

    void problem(Node place, String text) {
        problem(YamlDocument.lineOf(place), text);
    }

    void problem(int line, String text) {
        problems.add(file + ":" + line + ": " + text);
    }

    void problem(String text) {
        problems.add(file + ": " + text);
    }

    void warning(Node place, String text) {
        warnings.add(file + ":" + YamlDocument.lineOf(place) + ": " + text);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Throws all problems as one exception of type CONFIGURATION, one line each. */
    void throwProblems() {
        if (!problems.isEmpty()) {
            throw new UmhaException(
                    FailureType.CONFIGURATION, "the pipeline file cannot be used:\n  " + String.join("\n  ", problems));
        }
    }
}
