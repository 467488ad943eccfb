package com.umcloud.umha.core.config;

import java.nio.file.Path;

/** Paths in configuration files are meant relative to the directory of the file that names them. */
final class RelativePath {
    private RelativePath() {}

    /** The path that a configuration file means. */
    static Path beside(Path configurationFile, String path) {
        return configurationFile.toAbsolutePath().resolveSibling(path).normalize();
    }
}
