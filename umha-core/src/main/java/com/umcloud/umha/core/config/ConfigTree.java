package com.umcloud.umha.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.umcloud.umha.core.config.schema.SettingName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the tree that plugins read out of the settings. */
final class ConfigTree {
    private ConfigTree() {}

    /** The settings over the plugins' defaults; each value tells its file and line, for a plugin's own complaints. */
    static Config of(Collection<ResolvedSetting> settings, Config reference) {
        Map<String, ConfigObject> sections = new LinkedHashMap<>();
        for (ResolvedSetting setting : settings) {
            setting.value().ifPresent(value -> {
                SettingName name = setting.setting().name();
                ConfigValue plain = ConfigValueFactory.fromAnyRef(
                        setting.setting().type().plain(value), setting.origin().toString());
                List<String> path = reference.root().get(name.section()) instanceof ConfigObject section
                                && !section.containsKey(name.key())
                        ? List.of(name.key().split("\\.", -1))
                        : List.of(name.key());
                sections.merge(
                        name.section(),
                        nested(path, plain),
                        (known, more) -> more.withFallback(known).toConfig().root());
            });
        }
        return ConfigValueFactory.fromMap(sections).toConfig().withFallback(reference);
    }

    private static ConfigObject nested(List<String> path, ConfigValue value) {
        ConfigObject inner = path.size() == 1 ? null : nested(path.subList(1, path.size()), value);
        return ConfigValueFactory.fromMap(Map.of(path.get(0), inner == null ? value : inner));
    }
}
