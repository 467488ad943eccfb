package com.umcloud.umha.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.umcloud.umha.core.config.ini.IniReader;
import com.umcloud.umha.core.config.problem.Origin;
import com.umcloud.umha.core.config.problem.ProblemList;
import com.umcloud.umha.core.config.schema.Schema;
import com.umcloud.umha.core.config.schema.SettingName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Loads the operator's files. Immutable; each call reads the files anew and blocks for it. */
public final class ConfigurationLoader {
    /** Read when no file is named; one of them may be missing, as ceilometer.conf is all that a compute host has. */
    public static final List<Path> DEFAULT_FILES =
            List.of(Path.of("/etc/umha/umha.conf"), Path.of("/etc/ceilometer/ceilometer.conf"));

    private static final SettingName HOST = new SettingName(SettingName.DEFAULT_SECTION, "host");
    private static final Origin SYSTEM = new Origin("default, the system's name", 0);

    private final Map<String, String> environment;
    private final String systemHostName;
    private final List<Path> defaultFiles;

    /**
     * A loader.
     *
     * @param environment where secrets may come from: {@code UMHA_<SECTION>_<KEY>}
     * @param systemHostName this host's name if {@code [DEFAULT] host} is not set
     */
    public ConfigurationLoader(Map<String, String> environment, String systemHostName) {
        this(environment, systemHostName, DEFAULT_FILES);
    }

    ConfigurationLoader(Map<String, String> environment, String systemHostName, List<Path> defaultFiles) {
        this.environment = Map.copyOf(environment);
        this.systemHostName = systemHostName;
        this.defaultFiles = List.copyOf(defaultFiles);
    }

    /** A loader with this process's environment and this system's host name. */
    public static ConfigurationLoader ofSystem() {
        return new ConfigurationLoader(System.getenv(), SystemHostName.read());
    }

    /**
     * Loads those of the {@linkplain #DEFAULT_FILES default files} that exist.
     *
     * @throws com.umcloud.umha.core.config.problem.ConfigurationException as {@link #load}, and if none of them exists
     */
    public Configuration loadDefaultFiles(List<Config> references) {
        List<Path> existing = defaultFiles.stream().filter(Files::exists).toList();
        return load(existing.isEmpty() ? defaultFiles : existing, references);
    }

    /**
     * Loads files; later ones count more. Without a file everything has its default.
     *
     * @param files oslo.config's INI files
     * @param references the {@code reference.conf} of each plugin, resolved or not
     * @throws com.umcloud.umha.core.config.problem.ConfigurationException with everything that is wrong in all of them
     */
    public Configuration load(List<Path> files, List<Config> references) {
        ProblemList problems = new ProblemList();
        Config reference = merge(references, problems);
        Schema schema = Schema.builtIn().with(reference).withDefault(HOST, systemHostName, SYSTEM);
        NameCheck names = new NameCheck(schema, problems);
        for (Path file : files) {
            names.add(IniReader.read(file, problems));
        }
        MergedFiles merged = names.merged();
        SettingResolver resolver =
                new SettingResolver(schema, merged, new SecretSources(environment, merged, problems), problems);
        Map<SettingName, ResolvedSetting> settings = resolver.resolveAll();
        new CrossChecks(settings, problems).check();
        new DatabaseAgreement(settings, merged, quietReader(schema, merged)).check(problems);
        problems.throwIfErrors();
        return new Configuration(
                files.stream().map(Path::toAbsolutePath).toList(),
                systemHostName,
                settings,
                reference,
                problems.all(),
                names.unused());
    }

    private SettingResolver.LineReader quietReader(Schema schema, MergedFiles merged) {
        ProblemList unheard = new ProblemList();
        return new SettingResolver(schema, merged, new SecretSources(environment, merged, unheard), unheard)::ofLine;
    }

    private static Config merge(List<Config> references, ProblemList problems) {
        Config merged = ConfigFactory.empty();
        for (Config reference : references) {
            merged = merged.withFallback(reference);
        }
        try {
            return merged.resolve();
        } catch (ConfigException e) {
            String place = e.origin() == null
                    ? "a plugin's reference.conf"
                    : e.origin().description();
            problems.error(
                    new Origin(place, 0),
                    "the plugin's own defaults cannot be read (" + e.getMessage() + ")",
                    "remove the plugin, or mend it");
            return ConfigFactory.empty();
        }
    }
}
