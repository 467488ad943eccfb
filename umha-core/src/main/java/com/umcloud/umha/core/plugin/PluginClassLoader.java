package com.umcloud.umha.core.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one plugin folder. It sees, in this order, the Java platform, the shared packages of the program
 * and its own jars; nothing else of the program and nothing of other plugins, so that each plugin may bring its own
 * versions of libraries. Owned and closed by the {@link PluginRegistry}.
 */
final class PluginClassLoader extends URLClassLoader {
    /** What program and plugins have to agree upon: the API, its types of configuration, logging, annotations. */
    static final List<String> SHARED_PACKAGES =
            List.of("com.umcloud.umha.api.", "com.typesafe.config.", "org.slf4j.", "org.jspecify.");

    private static final List<String> SHARED_RESOURCES =
            SHARED_PACKAGES.stream().map(prefix -> prefix.replace('.', '/')).toList();

    static {
        ClassLoader.registerAsParallelCapable();
    }

    private final ClassLoader program;

    /**
     * @param folder the plugin's name, shown in stack traces
     * @param jars its jars
     * @param program lends the shared packages
     */
    PluginClassLoader(String folder, List<URL> jars, ClassLoader program) {
        super("plugin-" + folder, jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        this.program = program;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SHARED_PACKAGES.stream().anyMatch(name::startsWith)) {
            return program.loadClass(name);
        }
        return super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
        if (isShared(name)) {
            return program.getResource(name);
        }
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        if (isShared(name)) {
            return program.getResources(name);
        }
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        all.addAll(Collections.list(ClassLoader.getPlatformClassLoader().getResources(name)));
        return Collections.enumeration(all);
    }

    private static boolean isShared(String resource) {
        return SHARED_RESOURCES.stream().anyMatch(resource::startsWith);
    }
}
