package com.umcloud.umha.core.plugin;

/**
 * Where a plugin came from.
 *
 * @param plugin the name of its class, or of what was found in its place
 * @param location the jar, the directory of classes or the plugin folder
 */
public record PluginOrigin(String plugin, String location) {
    /** As messages name it: {@code com.example.MyPlugin in /etc/umha/plugins/mine/mine.jar}. */
    @Override
    public String toString() {
        return plugin + " in " + location;
    }

    static PluginOrigin of(Class<?> type, String fallback) {
        var source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return new PluginOrigin(type.getName(), fallback);
        }
        String location = source.getLocation().getPath();
        return new PluginOrigin(type.getName(), location.isEmpty() ? fallback : location);
    }
}
