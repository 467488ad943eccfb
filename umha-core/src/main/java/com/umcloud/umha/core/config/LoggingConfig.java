package com.umcloud.umha.core.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is logged, and where.
 *
 * @param debug {@code [DEFAULT] debug}: what happens inside too
 * @param verbose {@code [DEFAULT] verbose}: false leaves out what is merely informative
 * @param standardError {@code [DEFAULT] use_stderr}
 * @param file {@code [DEFAULT] log_file}, below {@code log_dir} if it is relative
 */
public record LoggingConfig(boolean debug, boolean verbose, boolean standardError, Optional<Path> file) {
    static LoggingConfig of(Configuration configuration) {
        Optional<Path> directory = configuration.path("DEFAULT", "log_dir");
        Optional<Path> file = configuration
                .text("DEFAULT", "log_file")
                .filter(name -> !name.isEmpty())
                .flatMap(name ->
                        directory.map(path -> path.resolve(name)).or(() -> configuration.path("DEFAULT", "log_file")));
        return new LoggingConfig(
                configuration.flag("DEFAULT", "debug"),
                configuration.flag("DEFAULT", "verbose"),
                configuration.flag("DEFAULT", "use_stderr"),
                file);
    }
}
