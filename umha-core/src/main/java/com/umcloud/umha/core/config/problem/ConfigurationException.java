package com.umcloud.umha.core.config.problem;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.util.List;
import java.util.stream.Collectors;

/** The operator's files cannot be used. It holds everything that is wrong in them, warnings included, and no secret. */
public class ConfigurationException extends UmhaException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigurationProblem> problems;

    public ConfigurationException(List<ConfigurationProblem> problems) {
        super(FailureType.CONFIGURATION, describe(problems));
        this.problems = List.copyOf(problems);
    }

    /** Everything that was found, in the order of finding. */
    public List<ConfigurationProblem> problems() {
        return problems;
    }

    private static String describe(List<ConfigurationProblem> problems) {
        return problems.stream().map(ConfigurationProblem::text).collect(Collectors.joining(System.lineSeparator()));
    }
}
