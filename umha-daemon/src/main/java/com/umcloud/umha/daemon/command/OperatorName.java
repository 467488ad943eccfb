package com.umcloud.umha.daemon.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who says it: told with everything that comes of it. */
public final class OperatorName {
    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description = "Who says it; default: who called sudo, or the account of this process.")
    private @Nullable String operator;

    String name() {
        String given = operator;
        return given != null && !given.isBlank()
                ? given.trim()
                : Optional.ofNullable(System.getenv("SUDO_USER"))
                        .filter(user -> !user.isBlank())
                        .orElseGet(() -> System.getProperty("user.name", "unknown"));
    }
}
