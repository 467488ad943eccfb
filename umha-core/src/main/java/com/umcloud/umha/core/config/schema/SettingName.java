package com.umcloud.umha.core.config.schema;

/**
 * What a setting is called in a file.
 *
 * @param section the section; {@code DEFAULT} is in capitals, the others as the schema writes them
 * @param key the key
 */
public record SettingName(String section, String key) {
    public static final String DEFAULT_SECTION = "DEFAULT";

    /** {@code [section] key}. */
    @Override
    public String toString() {
        return "[" + section + "] " + key;
    }
}
