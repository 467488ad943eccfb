package com.umcloud.umha.core.config;

import com.umcloud.umha.core.config.ini.IniEntry;
import com.umcloud.umha.core.config.ini.IniFile;
import com.umcloud.umha.core.config.ini.IniSection;
import com.umcloud.umha.core.config.problem.ConfigurationProblem;
import com.umcloud.umha.core.config.problem.Origin;
import com.umcloud.umha.core.config.problem.ProblemList;
import com.umcloud.umha.core.config.problem.ProblemSeverity;
import com.umcloud.umha.core.config.schema.NearestName;
import com.umcloud.umha.core.config.schema.Schema;
import com.umcloud.umha.core.config.schema.SettingName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the entries of the files their known names and tells those that nobody knows. */
final class NameCheck {
    /** Values of unknown keys are not shown anywhere: a mistyped password's key is unknown too. */
    private static final String NO_VALUE = "";

    private final Schema schema;
    private final ProblemList problems;
    private final MergedFiles merged = new MergedFiles();
    private final List<UnusedSetting> unused = new ArrayList<>();

    NameCheck(Schema schema, ProblemList problems) {
        this.schema = schema;
        this.problems = problems;
    }

    /** Takes a file in; later ones count more. */
    void add(IniFile file) {
        merged.startFile();
        Map<String, Optional<String>> sections = new HashMap<>();
        for (IniSection section : file.sections()) {
            if (!sections.containsKey(section.name())) {
                sections.put(section.name(), known(file, section));
            }
        }
        for (IniEntry entry : file.entries()) {
            sections.getOrDefault(entry.section(), Optional.empty()).ifPresent(section -> add(section, entry));
        }
    }

    MergedFiles merged() {
        return merged;
    }

    List<UnusedSetting> unused() {
        return List.copyOf(unused);
    }

    private Optional<String> known(IniFile file, IniSection section) {
        Optional<String> known = schema.section(section.name());
        if (known.isPresent()) {
            return known;
        }
        Optional<String> nearest = NearestName.of(section.name().strip(), schema.sections());
        boolean meansDefault =
                nearest.filter(SettingName.DEFAULT_SECTION::equals).isPresent();
        problems.add(new ConfigurationProblem(
                ProblemSeverity.WARNING,
                Origin.of(file.path(), section.line()),
                section.name(),
                "",
                NO_VALUE,
                meansDefault ? "unknown section, taken for [DEFAULT]" : "unknown section, its settings are not used",
                nearest.map(name -> "did you mean [" + name + "]?").orElse("remove it, or correct its name")));
        return meansDefault ? nearest : Optional.empty();
    }

    private void add(String section, IniEntry entry) {
        SettingName name = new SettingName(section, entry.key());
        boolean read = schema.find(name).isPresent()
                || schema.findFormer(name).isPresent()
                || schema.findSecretOfFile(name).isPresent();
        if (read) {
            merged.add(name, entry);
        } else if (schema.accepts(name)) {
            unused.add(new UnusedSetting(section, entry.key(), Origin.of(entry.file(), entry.line())));
        } else {
            problems.add(new ConfigurationProblem(
                    ProblemSeverity.WARNING,
                    Origin.of(entry.file(), entry.line()),
                    section,
                    entry.key(),
                    NO_VALUE,
                    "unknown key, not used",
                    remedy(name)));
        }
    }

    private String remedy(SettingName name) {
        List<String> elsewhere = schema.sectionsOf(name.key());
        if (!elsewhere.isEmpty()) {
            return "it belongs into section [" + String.join("] or [", elsewhere) + "]";
        }
        return NearestName.of(name.key(), schema.keys(name.section()))
                .map(key -> "did you mean " + key + "?")
                .orElse("remove it, or correct its name");
    }
}
