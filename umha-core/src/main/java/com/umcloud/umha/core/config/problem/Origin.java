package com.umcloud.umha.core.config.problem;

import java.nio.file.Path;

/**
 * Where a setting or a problem comes from.
 *
 * @param source a file, or a word such as {@code default}
 * @param line the line in it from 1, 0 if there is none
 */
public record Origin(String source, int line) {
    public static final Origin DEFAULT = new Origin("default", 0);

    public static Origin of(Path file, int line) {
        return new Origin(file.toString(), line);
    }

    public static Origin environment(String variable) {
        return new Origin("environment " + variable, 0);
    }

    /** {@code FILE:LINE}, or only the source. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
