package com.umcloud.umha.api.plugin;

import com.typesafe.config.Config;

/**
 * Makes one kind of plugin component. Called on the thread that starts the program (or applies a new configuration).
 *
 * @param <T> what it makes
 */
public interface PluginFactory<T> {
    /** The name by which configuration activates it: lower case, unique among the factories of its kind. */
    String name();

    /**
     * Makes a component. It must not wait for anything outside the process: what is not there yet (a server, a device)
     * is found missing when the component is used.
     *
     * @param config the effective configuration, one object per section ({@code DEFAULT}, {@code auth}, ...), laid over
     *     the {@code reference.conf} of every plugin
     * @throws com.umcloud.umha.api.failure.UmhaException of type CONFIGURATION if a setting cannot be used; the message
     *     names section, key, value and what is allowed
     */
    T create(Config config, PluginContext context);
}
