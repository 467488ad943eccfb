package com.umcloud.umha.core.config.schema;

import com.typesafe.config.Config;
import com.umcloud.umha.core.config.problem.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every section and key that may stand in a file. Immutable. */
public final class Schema {
    /** What is added to a secret's key to name the file that holds it. */
    public static final String SECRET_FILE = "_file";

    private final Map<SettingName, Setting> settings;
    private final Map<SettingName, Setting> former = new LinkedHashMap<>();
    private final Set<SettingName> accepted = new LinkedHashSet<>(CeilometerSettings.accepted());
    private final Set<String> acceptedSections = new TreeSet<>(CeilometerSettings.acceptedSections());

    private Schema(Map<SettingName, Setting> settings) {
        this.settings = Collections.unmodifiableMap(settings);
        for (Setting setting : settings.values()) {
            setting.formerNames().forEach(name -> former.putIfAbsent(name, setting));
            // a section that somebody reads has to tell its unknown keys
            acceptedSections.remove(setting.name().section());
        }
    }

    /** The guide's, Ceilometer's and UMHA's own settings. */
    public static Schema builtIn() {
        Map<SettingName, Setting> settings = new LinkedHashMap<>();
        List<Setting> all = new ArrayList<>(UmhaSettings.all());
        all.addAll(EngineSettings.all());
        all.addAll(CeilometerSettings.all());
        all.forEach(setting -> settings.put(setting.name(), setting));
        return new Schema(settings);
    }

    /**
     * With the settings of a plugin. One that is known here keeps its type; the plugin's default counts where there is
     * none.
     *
     * @param reference the plugin's {@code reference.conf}, resolved
     */
    public Schema with(Config reference) {
        Map<SettingName, Setting> all = new LinkedHashMap<>(settings);
        for (Setting setting : ReferenceSettings.of(reference)) {
            Setting known = all.get(setting.name());
            all.put(setting.name(), known == null ? setting : withDefaultOf(known, setting));
        }
        return new Schema(all);
    }

    /** With another default of a setting, for what only the system knows. */
    public Schema withDefault(SettingName name, String value, Origin origin) {
        Map<SettingName, Setting> all = new LinkedHashMap<>(settings);
        all.computeIfPresent(name, (unused, setting) -> setting.withDefault(value, origin));
        return new Schema(all);
    }

    private static Setting withDefaultOf(Setting known, Setting plugins) {
        if (known.defaultValue().isPresent() || plugins.defaultValue().isEmpty()) {
            return known;
        }
        // compared as text: the plugin's type was only guessed from its default
        String text = plugins.type().secret()
                ? plugins.type().plain(plugins.defaultValue().get()).toString()
                : plugins.type().display(plugins.defaultValue().get());
        if (text.isEmpty()) {
            return known;
        }
        return known.type()
                .parse(text)
                .map(value -> known.withDefault(value, plugins.defaultOrigin()))
                .orElse(known);
    }

    /** All settings that are read, section by section in the order of the sample files. */
    public Collection<Setting> settings() {
        return settings.values();
    }

    /** The setting of this name, not of a former one. */
    public Optional<Setting> find(SettingName name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** The setting that once had this name. */
    public Optional<Setting> findFormer(SettingName name) {
        return Optional.ofNullable(former.get(name));
    }

    /** The secret whose file this key names: {@code password_file} for {@code password}. */
    public Optional<Setting> findSecretOfFile(SettingName name) {
        return name.key().endsWith(SECRET_FILE)
                ? find(new SettingName(
                                name.section(),
                                name.key().substring(0, name.key().length() - SECRET_FILE.length())))
                        .filter(setting -> setting.type().secret())
                : Optional.empty();
    }

    /** Whether the key is accepted and not used. */
    public boolean accepts(SettingName name) {
        return accepted.contains(name) || acceptedSections.contains(name.section());
    }

    /** The known section that a file means by this name: oslo.config ignores case except for DEFAULT. */
    public Optional<String> section(String written) {
        if (written.equals(SettingName.DEFAULT_SECTION)) {
            return Optional.of(written);
        }
        return sections().stream()
                .filter(known -> !known.equals(SettingName.DEFAULT_SECTION) && known.equalsIgnoreCase(written))
                .findFirst();
    }

    /** The names of all known sections. */
    public Set<String> sections() {
        Set<String> names = new TreeSet<>(acceptedSections);
        settings.keySet().forEach(name -> names.add(name.section()));
        former.keySet().forEach(name -> names.add(name.section()));
        accepted.forEach(name -> names.add(name.section()));
        return names;
    }

    /** The known keys of a section, those that are not used among them. */
    public Set<String> keys(String section) {
        Set<String> keys = new TreeSet<>();
        for (Set<SettingName> names : List.of(settings.keySet(), former.keySet(), accepted)) {
            names.stream().filter(name -> name.section().equals(section)).forEach(name -> keys.add(name.key()));
        }
        return keys;
    }

    /** The sections whose settings include this key. */
    public List<String> sectionsOf(String key) {
        return settings.keySet().stream()
                .filter(name -> name.key().equals(key))
                .map(SettingName::section)
                .toList();
    }
}
