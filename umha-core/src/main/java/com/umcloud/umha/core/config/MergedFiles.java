package com.umcloud.umha.core.config;

import com.umcloud.umha.core.config.ini.IniEntry;
import com.umcloud.umha.core.config.schema.SettingName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entries of several files under their known names; later files count more. */
final class MergedFiles {
    private final List<Map<SettingName, List<IniEntry>>> files = new ArrayList<>();

    /** Begins the next file. */
    void startFile() {
        files.add(new HashMap<>());
    }

    /** Adds an entry of the file that was begun last. */
    void add(SettingName name, IniEntry entry) {
        files.get(files.size() - 1)
                .computeIfAbsent(name, unused -> new ArrayList<>())
                .add(entry);
    }

    /**
     * The entry that counts, as oslo.config looks: the last file first, in it the names in their order, of a name the last
     * line.
     */
    Optional<IniEntry> find(List<SettingName> names) {
        for (int file = files.size() - 1; file >= 0; file--) {
            for (SettingName name : names) {
                List<IniEntry> entries = files.get(file).getOrDefault(name, List.of());
                if (!entries.isEmpty()) {
                    return Optional.of(entries.get(entries.size() - 1));
                }
            }
        }
        return Optional.empty();
    }

    /** All entries of a multi-valued setting in order, those under former names first. */
    List<IniEntry> all(List<SettingName> names) {
        List<IniEntry> all = new ArrayList<>();
        for (int name = names.size() - 1; name >= 0; name--) {
            for (Map<SettingName, List<IniEntry>> file : files) {
                all.addAll(file.getOrDefault(names.get(name), List.of()));
            }
        }
        return all;
    }

    /** In each file the entry that would count if it were the only one. */
    List<IniEntry> ofEachFile(List<SettingName> names) {
        List<IniEntry> found = new ArrayList<>();
        for (Map<SettingName, List<IniEntry>> file : files) {
            names.stream()
                    .map(name -> file.getOrDefault(name, List.of()))
                    .filter(entries -> !entries.isEmpty())
                    .findFirst()
                    .ifPresent(entries -> found.add(entries.get(entries.size() - 1)));
        }
        return found;
    }

    /** The entries of this name that a later line of the same file repeats. */
    List<IniEntry> repeated(SettingName name) {
        List<IniEntry> repeated = new ArrayList<>();
        for (Map<SettingName, List<IniEntry>> file : files) {
            List<IniEntry> entries = file.getOrDefault(name, List.of());
            repeated.addAll(entries.subList(0, Math.max(0, entries.size() - 1)));
        }
        return repeated;
    }
}
