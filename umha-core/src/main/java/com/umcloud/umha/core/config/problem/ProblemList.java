package com.umcloud.umha.core.config.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers problems while files are read, so that all of them are told at once. For one thread. */
public final class ProblemList {
    private final List<ConfigurationProblem> problems = new ArrayList<>();

    public void add(ConfigurationProblem problem) {
        problems.add(problem);
    }

    public void error(Origin origin, String message, String remedy) {
        add(ConfigurationProblem.at(ProblemSeverity.ERROR, origin, message, remedy));
    }

    public void warning(Origin origin, String message, String remedy) {
        add(ConfigurationProblem.at(ProblemSeverity.WARNING, origin, message, remedy));
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(ConfigurationProblem::isError);
    }

    /** All of them, place by place and line by line. */
    public List<ConfigurationProblem> all() {
        List<String> places = problems.stream()
                .map(problem -> problem.origin().source())
                .distinct()
                .toList();
        return problems.stream()
                .sorted(Comparator.<ConfigurationProblem>comparingInt(
                                problem -> places.indexOf(problem.origin().source()))
                        .thenComparingInt(problem -> problem.origin().line()))
                .toList();
    }

    /**
     * Ends the gathering.
     *
     * @throws ConfigurationException if one of the problems is an error; it holds all of them
     */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new ConfigurationException(all());
        }
    }
}
