package com.umcloud.umha.core.config.ini;

import java.nio.file.Path;
import java.util.List;

/**
 * What was read from one file.
 *
 * @param path the file
 * @param sections its section lines in order, repeated ones too
 * @param entries its entries in order, repeated ones too
 */
public record IniFile(Path path, List<IniSection> sections, List<IniEntry> entries) {
    public IniFile {
        sections = List.copyOf(sections);
        entries = List.copyOf(entries);
    }
}
