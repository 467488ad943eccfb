package com.umcloud.umha.core.plugin;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Finds the plugins: on the program's class path, and in {@code <plugins>/<name>/*.jar}, each folder with a class
 * loader of its own. Nothing that is found runs until the configuration activates it by name. A plugin that cannot be
 * loaded is a {@link PluginProblem} and leaves the others alone.
 */
public final class PluginLoader {
    private static final String REFERENCE = "reference.conf";

    private final ClassLoader program;

    /** @param program the class loader of the program: its plugins, and the packages it shares with those in folders */
    public PluginLoader(ClassLoader program) {
        this.program = program;
    }

    /** The plugins on the class path. */
    public PluginRegistry load() {
        return load(List.of(), new PluginCollector());
    }

    /**
     * The plugins on the class path and in the folders below {@code plugins}; a directory that is not there holds none.
     *
     * @throws com.umcloud.umha.api.failure.UmhaException of type CONFIGURATION if two factories of a kind have one name
     */
    public PluginRegistry load(Path plugins) {
        PluginCollector collector = new PluginCollector();
        return load(folders(plugins, collector), collector);
    }

    private PluginRegistry load(List<Path> folders, PluginCollector collector) {
        List<PluginClassLoader> loaders = new ArrayList<>();
        try {
            collector.collect(program, "the class path");
            Config references = references(program, "the class path", collector);
            for (Path folder : folders) {
                List<URL> jars = jars(folder, collector);
                if (jars.isEmpty()) {
                    continue;
                }
                PluginClassLoader loader = new PluginClassLoader(String.valueOf(folder.getFileName()), jars, program);
                loaders.add(loader);
                if (collector.collect(loader, folder.toString()) == 0) {
                    collector.problem(
                            folder.toString(),
                            "no jar in it names a plugin in META-INF/services/com.umcloud.umha.api.plugin.UmhaPlugin");
                }
                references = references.withFallback(references(loader, folder.toString(), collector));
            }
            return new PluginRegistry(collector.factories(), collector.problems(), references, loaders);
        } catch (RuntimeException | Error e) {
            PluginRegistry.closeAll(loaders);
            throw e;
        }
    }

    private static List<Path> folders(Path plugins, PluginCollector collector) {
        List<Path> folders = new ArrayList<>();
        if (Files.notExists(plugins)) {
            return folders;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(plugins)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (Files.isDirectory(entry)) {
                    if (!name.startsWith(".") && !name.equals("lost+found")) {
                        folders.add(entry);
                    }
                } else if (name.endsWith(".jar")) {
                    collector.problem(
                            entry.toString(),
                            "a plugin's jars lie in a folder of their own: move it into "
                                    + plugins.resolve(name.substring(0, name.length() - ".jar".length())));
                }
            }
        } catch (IOException e) {
            collector.problem(plugins.toString(), "the plugins directory cannot be read: " + e);
        }
        Collections.sort(folders);
        return folders;
    }

    private static List<URL> jars(Path folder, PluginCollector collector) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.jar")) {
            entries.forEach(files::add);
        } catch (IOException e) {
            collector.problem(folder.toString(), "the plugin folder cannot be read: " + e);
            return List.of();
        }
        if (files.isEmpty()) {
            collector.problem(folder.toString(), "the plugin folder holds no jar");
        }
        Collections.sort(files);
        List<URL> jars = new ArrayList<>();
        for (Path file : files) {
            try {
                new JarFile(file.toFile()).close();
                jars.add(file.toUri().toURL());
            } catch (IOException e) {
                collector.problem(file.toString(), "it is not a readable jar: " + e);
            }
        }
        return jars;
    }

    private static Config references(ClassLoader loader, String location, PluginCollector collector) {
        Config merged = ConfigFactory.empty();
        try {
            Enumeration<URL> files = loader.getResources(REFERENCE);
            while (files.hasMoreElements()) {
                URL file = files.nextElement();
                try {
                    merged = merged.withFallback(parse(file));
                } catch (ConfigException e) {
                    collector.problem(file.toString(), "the defaults cannot be read: " + e.getMessage());
                }
            }
        } catch (IOException e) {
            collector.problem(location, "its " + REFERENCE + " cannot be read: " + e);
        }
        return merged;
    }

    /** Reads past the cache of jar connections, which would keep a replaced jar's old content. */
    private static Config parse(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false);
        try (Reader reader = new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8)) {
            return ConfigFactory.parseReader(
                    reader, ConfigParseOptions.defaults().setOriginDescription(file.toString()));
        }
    }
}
