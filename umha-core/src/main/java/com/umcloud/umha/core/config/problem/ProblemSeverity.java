package com.umcloud.umha.core.config.problem;

/** Whether the program can go on. */
public enum ProblemSeverity {
    /** The file cannot be used until somebody mends it. */
    ERROR,
    /** Probably a mistake; the rest is used. */
    WARNING
}
