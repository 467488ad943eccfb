package com.umcloud.umha.core.config.ini;

/**
 * One {@code [section]} line of a file.
 *
 * @param line from 1
 * @param name as it is written
 */
public record IniSection(int line, String name) {}
