package com.umcloud.umha.testkit.simulation.region;

import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.config.ConfigurationLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Real configurations for simulated processors: read as an operator's {@code umha.conf} is. Safe for use by several threads. */
public final class SimulatedConfiguration {
    /** Settings that let a simulation get somewhere in minutes of virtual time; everything else is as shipped. */
    private static final Map<String, String> QUICK = Map.ofEntries(
            Map.entry("DEFAULT.host", "controller-1"),
            Map.entry("DEFAULT.really_evacuate", "true"),
            Map.entry("DEFAULT.on_share_storage", "true"),
            Map.entry("DEFAULT.allow_evacuate_local_vm", "true"),
            Map.entry("DEFAULT.ping_count", "1"),
            Map.entry("DEFAULT.ipmi_check_interval", "1"),
            Map.entry("observer.storage_servers", "10.20.255.1"),
            Map.entry("time.sample_interval", "5"),
            Map.entry("time.ha_check_interval", "5"),
            Map.entry("time.evacuate_timeout", "60"),
            Map.entry("valve.power_off_number", "2"),
            Map.entry("valve.panic_number", "3"),
            Map.entry("valve.storage_number", "3"),
            Map.entry("recovery.poll_interval", "1s"),
            Map.entry("recovery.stable_before_return", "1m"),
            Map.entry("recovery.retry_minimum", "10s"),
            Map.entry("recovery.retry_maximum", "1m"),
            Map.entry("safety.cool_down", "1m"),
            Map.entry("lease.duration", "30s"),
            Map.entry("lease.renew_interval", "5s"));

    private static final Map<Map<String, String>, Configuration> KNOWN = new ConcurrentHashMap<>();

    private SimulatedConfiguration() {}

    /**
     * The quick settings with these laid over them.
     *
     * @param settings values by {@code section.key}
     * @throws com.umcloud.umha.core.config.problem.ConfigurationException if they are wrong
     */
    public static Configuration with(Map<String, String> settings) {
        return KNOWN.computeIfAbsent(Map.copyOf(settings), SimulatedConfiguration::load);
    }

    private static Configuration load(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(QUICK);
        all.putAll(settings);
        Map<String, List<Map.Entry<String, String>>> sections = all.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().substring(0, entry.getKey().indexOf('.')),
                        TreeMap::new,
                        Collectors.toList()));
        StringBuilder text = new StringBuilder();
        sections.forEach((section, entries) -> {
            text.append('[').append(section).append("]\n");
            entries.forEach(entry -> text.append(entry.getKey().substring(section.length() + 1))
                    .append(" = ")
                    .append(entry.getValue())
                    .append('\n'));
        });
        try {
            Path file = Files.createTempFile("umha-simulation", ".conf");
            try {
                Files.writeString(file, text);
                return new ConfigurationLoader(Map.of(), "controller-1").load(List.of(file), List.of());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
