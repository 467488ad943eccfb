package com.umcloud.umha.core.plugin;

import com.typesafe.config.Config;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.meter.Meter;
import com.umcloud.umha.api.notify.Notifier;
import com.umcloud.umha.api.plugin.PluginFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every factory that was found, by kind and name. Made by {@link PluginLoader} when the program starts, asked by
 * whatever activates components, closed after the last component was closed. Safe for use by several threads.
 */
public final class PluginRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);

    private final Map<PluginKind, Map<String, GuardedFactory<?>>> factories;
    private final List<PluginProblem> problems;
    private final Config referenceConfigs;
    private final List<PluginClassLoader> classLoaders;

    PluginRegistry(
            List<GuardedFactory<?>> found,
            List<PluginProblem> problems,
            Config referenceConfigs,
            List<PluginClassLoader> classLoaders) {
        this.factories = byKindAndName(found, problems);
        this.problems = List.copyOf(problems);
        this.referenceConfigs = referenceConfigs;
        this.classLoaders = List.copyOf(classLoaders);
    }

    /**
     * The meter factory of that name. What it throws is an {@link UmhaException} that names the plugin.
     *
     * @throws UmhaException of type CONFIGURATION if there is none; it lists those that exist
     */
    public PluginFactory<Meter> meter(String name) {
        return find(PluginKind.METER, name);
    }

    /** The fence agent factory of that name; otherwise as {@link #meter}. */
    public PluginFactory<FenceAgent> fenceAgent(String name) {
        return find(PluginKind.FENCE_AGENT, name);
    }

    /** The evacuator factory of that name; otherwise as {@link #meter}. */
    public PluginFactory<Evacuator> evacuator(String name) {
        return find(PluginKind.EVACUATOR, name);
    }

    /** The notifier factory of that name; otherwise as {@link #meter}. */
    public PluginFactory<Notifier> notifier(String name) {
        return find(PluginKind.NOTIFIER, name);
    }

    /** The names of all meter factories, sorted. */
    public List<String> meterNames() {
        return descriptions().stream()
                .filter(found -> found.kind() == PluginKind.METER)
                .map(FactoryDescription::name)
                .toList();
    }

    /** All factories, by kind, then by name. */
    public List<FactoryDescription> descriptions() {
        return factories.values().stream()
                .flatMap(ofKind -> ofKind.values().stream())
                .map(GuardedFactory::description)
                .sorted(Comparator.comparing(FactoryDescription::kind).thenComparing(FactoryDescription::name))
                .toList();
    }

    /** What could not be loaded; already logged. */
    public List<PluginProblem> problems() {
        return problems;
    }

    /**
     * The {@code reference.conf} of every plugin, merged: the lowest layer of the configuration. Where two say
     * different things of the same key, the class path goes before plugin folders and those in the order of their names.
     */
    public Config referenceConfigs() {
        return referenceConfigs;
    }

    /** Closes the plugins' class loaders; their classes may not be used afterwards. */
    @Override
    public void close() {
        closeAll(classLoaders);
    }

    static void closeAll(List<PluginClassLoader> classLoaders) {
        for (PluginClassLoader loader : classLoaders) {
            try {
                loader.close();
            } catch (IOException e) {
                LOG.warn("The class loader {} does not close", loader.getName(), e);
            }
        }
    }

    // The key's kind fixes the type: only a MeterFactory gets under METER, and so on (PluginCollector).
    @SuppressWarnings("unchecked")
    private <T> PluginFactory<T> find(PluginKind kind, String name) {
        Map<String, GuardedFactory<?>> ofKind = factories.getOrDefault(kind, Map.of());
        @Nullable GuardedFactory<?> factory = ofKind.get(name);
        if (factory == null) {
            throw new UmhaException(FailureType.CONFIGURATION, unknown(kind, name, ofKind));
        }
        return (PluginFactory<T>) factory;
    }

    private String unknown(PluginKind kind, String name, Map<String, GuardedFactory<?>> ofKind) {
        String exist = ofKind.isEmpty()
                ? "no plugin offers any " + kind.title()
                : "there are: " + String.join(", ", ofKind.keySet());
        String failed = problems.isEmpty()
                ? ""
                : "; not loaded: "
                        + problems.stream().map(PluginProblem::toString).collect(Collectors.joining("; "));
        return "there is no " + kind.title() + " named '" + name + "'; " + exist + failed;
    }

    private static Map<PluginKind, Map<String, GuardedFactory<?>>> byKindAndName(
            List<GuardedFactory<?>> found, List<PluginProblem> problems) {
        Map<PluginKind, Map<String, GuardedFactory<?>>> all = new EnumMap<>(PluginKind.class);
        List<String> duplicates = new ArrayList<>();
        for (GuardedFactory<?> factory : found) {
            FactoryDescription description = factory.description();
            @Nullable
            GuardedFactory<?> former = all.computeIfAbsent(description.kind(), kind -> new TreeMap<>())
                    .putIfAbsent(description.name(), factory);
            if (former != null) {
                duplicates.add("the " + description.kind().title() + " '" + description.name() + "' is offered by "
                        + former.description().origin() + " and by " + description.origin());
            }
        }
        if (!duplicates.isEmpty()) {
            throw new UmhaException(
                    FailureType.CONFIGURATION, String.join("; ", duplicates) + "; remove one of the plugins");
        }
        problems.forEach(problem -> LOG.error("A plugin could not be loaded: {}", problem));
        return all;
    }
}
