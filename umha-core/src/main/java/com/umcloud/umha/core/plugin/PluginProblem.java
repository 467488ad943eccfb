package com.umcloud.umha.core.plugin;

/**
 * Something about a plugin that could not be used. It is told, and fatal only when the configuration activates what is
 * missing.
 *
 * @param location the plugin folder, jar or class it is about
 * @param detail what is wrong, and the remedy where there is one
 */
public record PluginProblem(String location, String detail) {
    @Override
    public String toString() {
        return location + ": " + detail;
    }
}
