package com.umcloud.umha.daemon.program;

import com.typesafe.config.Config;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.config.ConfigurationLoader;
import com.umcloud.umha.core.plugin.PluginLoader;
import com.umcloud.umha.core.plugin.PluginRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The configuration and the plugins that it may name.
 *
 * @param plugins to be closed when the program ends
 */
public record LoadedProgram(Configuration configuration, PluginRegistry plugins) implements AutoCloseable {
    /**
     * Loads the files, and the plugins of the class path and of the plugin directory that they name.
     *
     * @param files the files of {@code --config-file}; none: the default files
     * @throws com.umcloud.umha.api.failure.UmhaException of type CONFIGURATION with everything that is wrong
     */
    public static LoadedProgram load(List<Path> files) {
        PluginLoader loader = new PluginLoader(LoadedProgram.class.getClassLoader());
        PluginRegistry shipped = loader.load();
        Configuration first = configuration(files, shipped.referenceConfigs());
        Path directory = first.program().pluginDirectory();
        if (!Files.isDirectory(directory)) {
            return new LoadedProgram(first, shipped);
        }
        shipped.close();
        PluginRegistry all = loader.load(directory);
        return new LoadedProgram(configuration(files, all.referenceConfigs()), all);
    }

    private static Configuration configuration(List<Path> files, Config references) {
        ConfigurationLoader loader = ConfigurationLoader.ofSystem();
        return files.isEmpty() ? loader.loadDefaultFiles(List.of(references)) : loader.load(files, List.of(references));
    }

    @Override
    public void close() {
        plugins.close();
    }
}
