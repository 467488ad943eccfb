package com.umcloud.umha.core.config.ini;

import java.nio.file.Path;

/**
 * One {@code key = value} of a file.
 *
 * @param file the file
 * @param line the line of the key, from 1
 * @param section the section as it is written
 * @param key the key as it is written
 * @param value the raw value: a pair of quotes around it removed, continuation lines joined by line feeds, no
 *     substitution done; it may be secret
 */
public record IniEntry(Path file, int line, String section, String key, String value) {
    /** Without the value, which may be a password. */
    @Override
    public String toString() {
        return file + ":" + line + ": [" + section + "] " + key;
    }
}
