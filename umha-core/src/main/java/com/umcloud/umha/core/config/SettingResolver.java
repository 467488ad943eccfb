package com.umcloud.umha.core.config;

import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.config.ini.IniEntry;
import com.umcloud.umha.core.config.problem.ConfigurationProblem;
import com.umcloud.umha.core.config.problem.Origin;
import com.umcloud.umha.core.config.problem.ProblemList;
import com.umcloud.umha.core.config.problem.ProblemSeverity;
import com.umcloud.umha.core.config.schema.ListType;
import com.umcloud.umha.core.config.schema.Schema;
import com.umcloud.umha.core.config.schema.SecretMask;
import com.umcloud.umha.core.config.schema.Setting;
import com.umcloud.umha.core.config.schema.SettingName;
import com.umcloud.umha.core.config.schema.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Finds each setting's value: the environment, then a file of its own (both for secrets only), then the files' lines, then
 * the default; with substitution, typed and checked. For one thread and one use.
 */
final class SettingResolver {
    private final Schema schema;
    private final MergedFiles files;
    private final SecretSources secrets;
    private final ProblemList problems;
    private final Map<SettingName, ResolvedSetting> resolved = new HashMap<>();
    private final Set<SettingName> inProgress = new LinkedHashSet<>();

    SettingResolver(Schema schema, MergedFiles files, SecretSources secrets, ProblemList problems) {
        this.schema = schema;
        this.files = files;
        this.secrets = secrets;
        this.problems = problems;
    }

    /** Every setting of the schema with its value, in the schema's order. */
    Map<SettingName, ResolvedSetting> resolveAll() {
        Map<SettingName, ResolvedSetting> all = new LinkedHashMap<>();
        for (Setting setting : schema.settings()) {
            all.put(setting.name(), resolve(setting));
        }
        return all;
    }

    private ResolvedSetting resolve(Setting setting) {
        ResolvedSetting known = resolved.get(setting.name());
        if (known != null) {
            return known;
        }
        inProgress.add(setting.name());
        ResolvedSetting result = find(setting);
        inProgress.remove(setting.name());
        resolved.put(setting.name(), result);
        return result;
    }

    private ResolvedSetting find(Setting setting) {
        Optional<IniEntry> line = files.find(setting.allNames());
        if (setting.type().secret()) {
            Optional<SecretSources.Found> variable = secrets.fromEnvironment(setting);
            if (variable.isPresent()) {
                return found(setting, variable.get());
            }
            Optional<IniEntry> file = secrets.fileEntry(setting);
            if (file.isPresent()) {
                line.ifPresent(entry -> warn(
                        setting, entry, "not used, because " + file.get().key() + " is set too", "remove one of them"));
                return secrets.read(file.get())
                        .map(secret -> found(setting, secret))
                        .orElseGet(() -> ResolvedSetting.failed(setting));
            }
        }
        warnOfNames(setting, line);
        if (setting.type() instanceof ListType list && list.multiple()) {
            return multiple(setting);
        }
        return line.map(entry -> ofLine(setting, entry)).orElseGet(() -> ResolvedSetting.ofDefault(setting));
    }

    private ResolvedSetting found(Setting setting, SecretSources.Found secret) {
        return setting.type()
                .parse(secret.text())
                .map(value -> new ResolvedSetting(setting, Optional.of(value), secret.origin(), false, false))
                .orElseGet(() -> refuse(setting, secret.origin(), "", "not allowed"));
    }

    private ResolvedSetting multiple(Setting setting) {
        List<IniEntry> entries = files.all(setting.allNames());
        if (entries.isEmpty()) {
            return ResolvedSetting.ofDefault(setting);
        }
        List<Object> items = new ArrayList<>();
        ResolvedSetting last = ResolvedSetting.ofDefault(setting);
        boolean tainted = false;
        for (IniEntry entry : entries) {
            last = ofLine(setting, entry);
            if (last.failed()) {
                return last;
            }
            tainted |= last.tainted();
            last.value().ifPresent(value -> items.addAll((List<?>) value));
        }
        return new ResolvedSetting(setting, Optional.of(List.copyOf(items)), last.origin(), tainted, false);
    }

    /** Reads the value of a line, whether it counts or not. */
    interface LineReader extends BiFunction<Setting, IniEntry, ResolvedSetting> {}

    ResolvedSetting ofLine(Setting setting, IniEntry entry) {
        Origin origin = Origin.of(entry.file(), entry.line());
        boolean[] tainted = {false};
        Optional<String> text = expand(setting, entry, tainted);
        if (text.isEmpty()) {
            return ResolvedSetting.failed(setting);
        }
        ValueType type = setting.type();
        if (text.get().isBlank() && type.emptyIsUnset()) {
            warn(setting, entry, "empty, so the default counts", "give a value, or remove the line");
            return ResolvedSetting.ofDefault(setting);
        }
        return type.parse(text.get())
                .map(value -> new ResolvedSetting(setting, Optional.of(value), origin, tainted[0], false))
                .orElseGet(() -> refuse(setting, origin, tainted[0] ? Secret.MASK : text.get(), "not allowed"));
    }

    private ResolvedSetting refuse(Setting setting, Origin origin, String text, String message) {
        String shown = setting.type().secret() && !text.isEmpty() ? Secret.MASK : SecretMask.url(text);
        problems.add(new ConfigurationProblem(
                ProblemSeverity.ERROR,
                origin,
                setting.name().section(),
                setting.name().key(),
                shown,
                message,
                "expected " + setting.type().allowed()));
        return ResolvedSetting.failed(setting);
    }

    private Optional<String> expand(Setting setting, IniEntry entry, boolean[] tainted) {
        if (ValueTemplate.isPlain(entry.value())) {
            return Optional.of(entry.value());
        }
        Set<String> unknown = new HashSet<>();
        Optional<String> text = ValueTemplate.expand(entry.value(), name -> {
            Optional<ResolvedSetting> other = substitute(setting.name().section(), name);
            if (other.isEmpty()) {
                unknown.add(name);
            }
            other.ifPresent(value -> tainted[0] |= value.setting().type().secret() || value.tainted());
            return other.map(value -> value.value()
                    .map(typed -> plainText(value.setting().type(), typed))
                    .orElse(""));
        });
        if (text.isEmpty()) {
            // in a secret the "name" is a part of it
            String name = setting.type().secret() ? "" : " $" + String.join(", $", unknown);
            problems.add(new ConfigurationProblem(
                    ProblemSeverity.ERROR,
                    Origin.of(entry.file(), entry.line()),
                    setting.name().section(),
                    setting.name().key(),
                    setting.type().secret() ? Secret.MASK : SecretMask.url(entry.value()),
                    "the $ refers to a setting" + name + " that does not exist or refers back to this one",
                    "write $$ for a dollar sign"));
        }
        return text;
    }

    private static String plainText(ValueType type, Object value) {
        Object plain = type.plain(value);
        return plain instanceof String text ? text : type.display(value);
    }

    /** oslo.config's way: {@code group.name}, or a name in the own section, then in DEFAULT. */
    private Optional<ResolvedSetting> substitute(String section, String name) {
        int dot = name.indexOf('.');
        SettingName own = dot < 0
                ? new SettingName(section, name)
                : new SettingName(
                        schema.section(name.substring(0, dot)).orElse(name.substring(0, dot)), name.substring(dot + 1));
        return schema.find(own)
                .or(() -> schema.find(new SettingName(SettingName.DEFAULT_SECTION, name)))
                .filter(other -> !inProgress.contains(other.name()))
                .map(this::resolve);
    }

    private void warnOfNames(Setting setting, Optional<IniEntry> line) {
        if (!(setting.type() instanceof ListType list && list.multiple())) {
            files.repeated(setting.name())
                    .forEach(
                            entry -> warn(setting, entry, "given again further down, which counts", "remove one line"));
        }
        line.filter(entry -> !isCurrent(setting, entry))
                .ifPresent(entry -> problems.add(new ConfigurationProblem(
                        ProblemSeverity.WARNING,
                        Origin.of(entry.file(), entry.line()),
                        entry.section(),
                        entry.key(),
                        "",
                        "a deprecated name of " + setting.name(),
                        "use the new name")));
    }

    private boolean isCurrent(Setting setting, IniEntry entry) {
        String section = schema.section(entry.section()).orElse(SettingName.DEFAULT_SECTION);
        return setting.name().equals(new SettingName(section, entry.key()));
    }

    private void warn(Setting setting, IniEntry entry, String message, String remedy) {
        problems.add(new ConfigurationProblem(
                ProblemSeverity.WARNING,
                Origin.of(entry.file(), entry.line()),
                setting.name().section(),
                setting.name().key(),
                "",
                message,
                remedy));
    }
}
