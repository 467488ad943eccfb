package com.umcloud.umha.core.config;

import com.umcloud.umha.core.config.problem.ConfigurationProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code umha config check} shows: no secret is in it.
 *
 * @param files the files that were read, later ones count more
 * @param settings every setting, section by section
 * @param warnings what is probably a mistake
 * @param unused keys that are accepted and not used
 */
public record EffectiveConfiguration(
        List<String> files,
        List<EffectiveSetting> settings,
        List<ConfigurationProblem> warnings,
        List<UnusedSetting> unused) {
    private static final int WIDEST = 60;

    public EffectiveConfiguration {
        files = List.copyOf(files);
        settings = List.copyOf(settings);
        warnings = List.copyOf(warnings);
        unused = List.copyOf(unused);
    }

    /** The lines for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        files.forEach(file -> lines.add("# " + file));
        Map<String, List<EffectiveSetting>> sections = new LinkedHashMap<>();
        settings.forEach(setting -> sections.computeIfAbsent(setting.section(), unused -> new ArrayList<>())
                .add(setting));
        int width = settings.stream()
                .mapToInt(setting -> assignment(setting).length())
                .filter(length -> length <= WIDEST)
                .max()
                .orElse(0);
        sections.forEach((section, members) -> {
            lines.add("");
            lines.add("[" + section + "]");
            for (EffectiveSetting setting : members) {
                String assignment = assignment(setting);
                lines.add(
                        assignment + " ".repeat(Math.max(0, width - assignment.length())) + "  # " + setting.origin());
            }
        });
        lines.add("");
        if (warnings.isEmpty()) {
            lines.add("No warnings.");
        } else {
            lines.add("Warnings:");
            warnings.forEach(warning -> lines.add("  " + warning.text()));
        }
        if (!unused.isEmpty()) {
            lines.add("");
            lines.add("Accepted but not used:");
            unused.forEach(
                    setting -> lines.add("  [" + setting.section() + "] " + setting.key() + "  # " + setting.origin()));
        }
        return lines;
    }

    /** The lines as one text, each ended by a line feed. */
    public String text() {
        return String.join("\n", lines()) + "\n";
    }

    private static String assignment(EffectiveSetting setting) {
        return (setting.key() + " = " + setting.value().replace("\n", "\\n")).stripTrailing();
    }
}
