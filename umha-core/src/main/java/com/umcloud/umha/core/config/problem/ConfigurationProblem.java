package com.umcloud.umha.core.config.problem;

/**
 * One thing that is wrong in the operator's files.
 *
 * @param severity whether it can be lived with
 * @param origin file and line
 * @param section the section, empty if it is not about one
 * @param key the key, empty if it is not about one
 * @param value the value as it may be shown: masked if it is secret, empty if it is not about one
 * @param message what is wrong
 * @param remedy what is allowed, or what to do; may be empty
 */
public record ConfigurationProblem(
        ProblemSeverity severity,
        Origin origin,
        String section,
        String key,
        String value,
        String message,
        String remedy) {
    /** A problem of a place, without a setting. */
    public static ConfigurationProblem at(ProblemSeverity severity, Origin origin, String message, String remedy) {
        return new ConfigurationProblem(severity, origin, "", "", "", message, remedy);
    }

    public boolean isError() {
        return severity == ProblemSeverity.ERROR;
    }

    /** One line for people: place, setting, what is wrong and the remedy. */
    public String text() {
        StringBuilder text = new StringBuilder(severity.name()).append(' ').append(origin);
        if (!section.isEmpty()) {
            text.append(": [").append(section).append(']');
            if (!key.isEmpty()) {
                text.append(' ').append(key);
            }
            if (!value.isEmpty()) {
                text.append(" = ").append(value.replace("\n", "\\n"));
            }
        }
        text.append(": ").append(message);
        if (!remedy.isEmpty()) {
            text.append("; ").append(remedy);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
