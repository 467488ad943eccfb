package com.umcloud.umha.core.config.schema;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.config.problem.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings that a plugin documents in its {@code reference.conf}: one object per section; a key's type is that of its
 * default, {@code null} stands for a text without one. Nested objects become keys with dots.
 */
final class ReferenceSettings {
    private static final Pattern DURATION = Pattern.compile("[0-9]{1,9}\\s*(ms|s|m|h|d)");
    private static final Pattern IN_JAR = Pattern.compile(".*/([^/!]+\\.jar)!/reference\\.conf.*");
    private static final String DESCRIPTION = "A setting of a plugin.";

    private ReferenceSettings() {}

    static List<Setting> of(Config reference) {
        List<Setting> settings = new ArrayList<>();
        reference.root().forEach((section, value) -> {
            if (value instanceof ConfigObject object) {
                collect(section, "", object, settings);
            }
        });
        return settings;
    }

    private static void collect(String section, String prefix, ConfigObject object, List<Setting> settings) {
        List<Map.Entry<String, ConfigValue>> inFileOrder = object.entrySet().stream()
                .sorted(Comparator.comparingInt(
                        entry -> entry.getValue().origin().lineNumber()))
                .toList();
        for (Map.Entry<String, ConfigValue> entry : inFileOrder) {
            String key = prefix + entry.getKey();
            if (entry.getValue() instanceof ConfigObject nested) {
                collect(section, key + ".", nested, settings);
            } else {
                setting(section, key, entry.getValue()).ifPresent(settings::add);
            }
        }
    }

    private static Optional<Setting> setting(String section, String key, ConfigValue value) {
        Origin origin = new Origin("default of " + describe(value.origin()), 0);
        if (value.valueType() == ConfigValueType.NULL) {
            ValueType type = SecretMask.namesSecret(key) ? new SecretType() : TextType.any();
            return Optional.of(Setting.of(section, key, type, DESCRIPTION));
        }
        if (value instanceof ConfigList list) {
            if (!list.stream().allMatch(item -> isScalar(item.valueType()))) {
                return Optional.empty();
            }
            List<String> items =
                    list.stream().map(item -> String.valueOf(item.unwrapped())).toList();
            return Optional.of(
                    Setting.of(section, key, ListType.any(), DESCRIPTION).withDefault(items, origin));
        }
        return Optional.of(scalar(section, key, value, origin));
    }

    private static Setting scalar(String section, String key, ConfigValue value, Origin origin) {
        Object plain = value.unwrapped();
        if (plain instanceof Boolean) {
            return Setting.of(section, key, new BooleanType(), DESCRIPTION).withDefault(plain, origin);
        }
        if (plain instanceof Integer || plain instanceof Long) {
            return Setting.of(section, key, IntegerType.any(), DESCRIPTION)
                    .withDefault(((Number) plain).longValue(), origin);
        }
        if (plain instanceof Number number) {
            return Setting.of(section, key, FractionType.any(), DESCRIPTION).withDefault(number.doubleValue(), origin);
        }
        String text = String.valueOf(plain);
        if (SecretMask.namesSecret(key)) {
            return Setting.of(section, key, new SecretType(), DESCRIPTION).withDefault(Secret.of(text), origin);
        }
        if (DURATION.matcher(text).matches()) {
            return Setting.of(section, key, DurationType.atLeast("0s"), DESCRIPTION)
                    .withDefault(DurationType.read(text).orElseThrow(), origin);
        }
        return Setting.of(section, key, TextType.any(), DESCRIPTION).withDefault(text, origin);
    }

    private static boolean isScalar(ConfigValueType type) {
        return type == ConfigValueType.STRING || type == ConfigValueType.NUMBER || type == ConfigValueType.BOOLEAN;
    }

    private static String describe(ConfigOrigin origin) {
        Matcher jar = IN_JAR.matcher(origin.description());
        return jar.matches() ? jar.group(1) : origin.description();
    }
}
