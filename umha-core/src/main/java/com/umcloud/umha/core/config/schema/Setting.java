package com.umcloud.umha.core.config.schema;

import com.umcloud.umha.core.config.problem.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A setting that UMHA or one of its plugins reads.
 *
 * @param name section and key
 * @param type what is allowed
 * @param description what it means, in a few words
 * @param defaultValue the typed value when no file sets it; empty if there is no sensible one
 * @param defaultOrigin who says so
 * @param formerNames Ceilometer's deprecated names of it, in the order in which they are tried
 */
public record Setting(
        SettingName name,
        ValueType type,
        String description,
        Optional<Object> defaultValue,
        Origin defaultOrigin,
        List<SettingName> formerNames) {
    public Setting {
        formerNames = List.copyOf(formerNames);
    }

    /** A setting without a default. */
    public static Setting of(String section, String key, ValueType type, String description) {
        return new Setting(
                new SettingName(section, key), type, description, Optional.empty(), Origin.DEFAULT, List.of());
    }

    /** The same with a default, written as in a file; it must be allowed. */
    public Setting withDefault(String text) {
        Object value = type.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(name + ": the default " + text + " is not allowed"));
        return withDefault(value, Origin.DEFAULT);
    }

    /** The same with a typed default. */
    public Setting withDefault(Object value, Origin origin) {
        return new Setting(name, type, description, Optional.of(value), origin, formerNames);
    }

    /** The same with one more deprecated name. */
    public Setting formerly(String section, String key) {
        List<SettingName> names = new ArrayList<>(formerNames);
        names.add(new SettingName(section, key));
        return new Setting(name, type, description, defaultValue, defaultOrigin, names);
    }

    /** The name and after it the former ones. */
    public List<SettingName> allNames() {
        List<SettingName> names = new ArrayList<>();
        names.add(name);
        names.addAll(formerNames);
        return names;
    }
}
