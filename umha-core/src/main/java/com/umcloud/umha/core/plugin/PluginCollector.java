package com.umcloud.umha.core.plugin;

import com.umcloud.umha.api.plugin.PluginFactory;
import com.umcloud.umha.api.plugin.UmhaPlugin;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks the plugins of one class loader after another for their factories and notes what does not work. */
final class PluginCollector {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    /** A service loader that fails this often in a row does not get on. */
    private static final int MOST_ERRORS = 100;

    private final List<GuardedFactory<?>> factories = new ArrayList<>();
    private final List<PluginProblem> problems = new ArrayList<>();

    List<GuardedFactory<?>> factories() {
        return factories;
    }

    List<PluginProblem> problems() {
        return problems;
    }

    void problem(String location, String detail) {
        problems.add(new PluginProblem(location, detail));
    }

    /**
     * Collects the factories of every plugin that the loader's service files name.
     *
     * @return how many plugins were found, working or not
     */
    int collect(ClassLoader loader, String location) {
        return ContextClassLoader.during(loader, () -> collectAll(loader, location));
    }

    private int collectAll(ClassLoader loader, String location) {
        Iterator<ServiceLoader.Provider<UmhaPlugin>> providers =
                ServiceLoader.load(UmhaPlugin.class, loader).stream().iterator();
        int found = 0;
        int errors = 0;
        while (errors < MOST_ERRORS) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                collect(providers.next(), location);
            } catch (ServiceConfigurationError | LinkageError e) {
                errors++;
                problem(location, "a plugin it names cannot be loaded: " + detail(e));
            }
            found++;
        }
        return found;
    }

    private void collect(ServiceLoader.Provider<UmhaPlugin> provider, String location) {
        PluginOrigin origin = PluginOrigin.of(provider.type(), location);
        UmhaPlugin plugin = provider.get();
        collect(PluginKind.METER, origin, plugin::meterFactories);
        collect(PluginKind.FENCE_AGENT, origin, plugin::fenceAgentFactories);
        collect(PluginKind.EVACUATOR, origin, plugin::evacuatorFactories);
        collect(PluginKind.NOTIFIER, origin, plugin::notifierFactories);
    }

    private void collect(
            PluginKind kind, PluginOrigin origin, Supplier<? extends List<? extends PluginFactory<?>>> list) {
        try {
            for (PluginFactory<?> factory : list.get()) {
                add(kind, origin, factory);
            }
        } catch (Exception | LinkageError | AssertionError e) {
            problem(origin.toString(), "it does not list its factories of kind '" + kind.title() + "': " + detail(e));
        }
    }

    private void add(PluginKind kind, PluginOrigin origin, PluginFactory<?> factory) {
        @Nullable String name = factory.name();
        if (name == null || !NAME.matcher(name).matches()) {
            problem(
                    origin.toString(),
                    "its " + kind.title() + " factory " + factory.getClass().getName() + " is named '" + name
                            + "'; a name is lower-case letters, digits, '.', '_' and '-'");
            return;
        }
        factories.add(new GuardedFactory<>(new FactoryDescription(kind, name, origin), factory));
    }

    private static String detail(Throwable error) {
        @Nullable Throwable cause = error.getCause();
        return cause == null ? error.toString() : error + " (" + cause + ")";
    }
}
