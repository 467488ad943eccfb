package com.umcloud.umha.core.plugin;

/**
 * One factory that was found.
 *
 * @param kind what it makes
 * @param name the name that activates it
 * @param origin the plugin that offers it
 */
public record FactoryDescription(PluginKind kind, String name, PluginOrigin origin) {}
