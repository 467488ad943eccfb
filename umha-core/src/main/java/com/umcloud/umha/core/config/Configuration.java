package com.umcloud.umha.core.config;

import com.typesafe.config.Config;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.assessment.AssessmentConfig;
import com.umcloud.umha.core.config.problem.ConfigurationProblem;
import com.umcloud.umha.core.config.problem.Origin;
import com.umcloud.umha.core.config.schema.SettingName;
import com.umcloud.umha.core.incident.RecoveryConfig;
import com.umcloud.umha.core.leadership.LeaseConfig;
import com.umcloud.umha.core.observation.ObservationConfig;
import com.umcloud.umha.core.safety.SafetyConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration that holds no error, as {@link ConfigurationLoader} made it. Immutable, for any thread. The records for
 * the parts of the program come from the methods named after them; what has no record is asked for by section and key.
 */
public final class Configuration {
    private final List<Path> files;
    private final String systemHostName;
    private final Map<SettingName, ResolvedSetting> settings;
    private final List<ConfigurationProblem> warnings;
    private final List<UnusedSetting> unused;
    private final Config config;

    Configuration(
            List<Path> files,
            String systemHostName,
            Map<SettingName, ResolvedSetting> settings,
            Config reference,
            List<ConfigurationProblem> warnings,
            List<UnusedSetting> unused) {
        this.files = List.copyOf(files);
        this.systemHostName = systemHostName;
        this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        this.warnings = List.copyOf(warnings);
        this.unused = List.copyOf(unused);
        this.config = ConfigTree.of(settings.values(), reference);
    }

    /** The files it was read from, absolute, later ones count more. */
    public List<Path> files() {
        return files;
    }

    /** What is probably a mistake; to be told once when it is loaded. */
    public List<ConfigurationProblem> warnings() {
        return warnings;
    }

    /** This host's name as Nova knows it: {@code [DEFAULT] host}, else the system's. */
    public String hostName() {
        return text(SettingName.DEFAULT_SECTION, "host")
                .filter(name -> !name.isEmpty())
                .orElse(systemHostName);
    }

    /**
     * What plugins get: one object per section with typed values, laid over their {@code reference.conf}. Settings without
     * a value are absent. It holds secrets in clear: never print it.
     */
    public Config asConfig() {
        return config;
    }

    /** Everything as it counts, secrets masked. */
    public EffectiveConfiguration effective() {
        List<EffectiveSetting> all = new ArrayList<>();
        settings.forEach((name, setting) -> all.add(new EffectiveSetting(
                name.section(), name.key(), setting.display(), setting.origin().toString(), !setting.isDefault())));
        return new EffectiveConfiguration(files.stream().map(Path::toString).toList(), all, warnings, unused);
    }

    /** Valves and meters: for assessment. */
    public AssessmentConfig assessment() {
        return EngineRecords.assessment(this);
    }

    /** The gates: for safety. */
    public SafetyConfig safety() {
        return EngineRecords.safety(this);
    }

    /** How a host is recovered: for incidents. */
    public RecoveryConfig recovery() {
        return EngineRecords.recovery(this);
    }

    /** How hosts are watched. */
    public ObservationConfig observation() {
        return EngineRecords.observation(this);
    }

    /** The lease between processors. */
    public LeaseConfig lease() {
        return EngineRecords.lease(this);
    }

    /** Where samples and incidents are kept. */
    public DatabaseConfig database() {
        return DatabaseConfig.of(this);
    }

    /** What the agent on a compute host measures and where its pipeline is. */
    public AgentConfig agent() {
        return AgentConfig.of(this);
    }

    /** Where samples are heard. */
    public CollectorSettings collector() {
        return CollectorSettings.of(this);
    }

    /** {@code [db] keep_records}: how long records are kept; empty: for ever. Never shorter than mail is held back by them. */
    public Optional<Duration> keepRecords() {
        Duration shortest =
                Collections.max(List.of(Duration.ofDays(1), program().sendInterval()));
        Duration keep = duration("db", "keep_records");
        return keep.isZero() ? Optional.empty() : Optional.of(Collections.max(List.of(keep, shortest)));
    }

    /** How long samples are kept. */
    public TelemetryExpiry expiry() {
        return TelemetryExpiry.of(this);
    }

    /** What is logged, and where. */
    public LoggingConfig logging() {
        return LoggingConfig.of(this);
    }

    /** The plugins, directories and files of the program as a whole. */
    public ProgramConfig program() {
        return ProgramConfig.of(this);
    }

    /** A text; empty if it has no value. */
    public Optional<String> text(String section, String key) {
        return value(section, key, String.class);
    }

    /** A boolean. */
    public boolean flag(String section, String key) {
        return required(section, key, Boolean.class);
    }

    /** A whole number. */
    public int integer(String section, String key) {
        return Math.toIntExact(required(section, key, Long.class));
    }

    /** A floating point number. */
    public double fraction(String section, String key) {
        return required(section, key, Double.class);
    }

    /** One of UMHA's own durations ({@code 30s}). */
    public Duration duration(String section, String key) {
        return required(section, key, Duration.class);
    }

    /** One of the guide's numbers of seconds. */
    public Duration seconds(String section, String key) {
        return Duration.ofSeconds(required(section, key, Long.class));
    }

    /** A list; empty if it has no value. */
    public List<String> list(String section, String key) {
        return value(section, key, List.class)
                .map(list -> ((List<?>) list).stream().map(Object::toString).toList())
                .orElse(List.of());
    }

    /** A dictionary of switches, each {@code 0} or {@code 1}. */
    public Map<String, String> dictionary(String section, String key) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Map<?, ?> typed = required(section, key, Map.class);
        typed.forEach((name, value) -> pairs.put(name.toString(), value.toString()));
        return pairs;
    }

    /** A secret; {@link Secret#none()} if it has no value. */
    public Secret secret(String section, String key) {
        return value(section, key, Secret.class).orElse(Secret.none());
    }

    /** A path, relative to the directory of the file that sets it; empty if it has no value. */
    public Optional<Path> path(String section, String key) {
        return text(section, key).filter(path -> !path.isEmpty()).map(path -> {
            Origin origin = resolved(section, key).origin();
            return origin.line() > 0 ? RelativePath.beside(Path.of(origin.source()), path) : Path.of(path);
        });
    }

    /** Where a value comes from. */
    public Origin origin(String section, String key) {
        return resolved(section, key).origin();
    }

    /** Whether a file or the environment sets it. */
    public boolean isSet(String section, String key) {
        return !resolved(section, key).isDefault();
    }

    private ResolvedSetting resolved(String section, String key) {
        ResolvedSetting setting = settings.get(new SettingName(section, key));
        if (setting == null) {
            throw new UmhaException(
                    FailureType.INTERNAL, "[" + section + "] " + key + " is asked for and is not in the schema");
        }
        return setting;
    }

    private <T> Optional<T> value(String section, String key, Class<T> type) {
        Optional<Object> value = resolved(section, key).value();
        if (value.isPresent() && !type.isInstance(value.get())) {
            throw new UmhaException(
                    FailureType.INTERNAL,
                    "[" + section + "] " + key + " is asked for as " + type.getSimpleName() + " and is "
                            + value.get().getClass().getSimpleName());
        }
        return value.map(type::cast);
    }

    private <T> T required(String section, String key, Class<T> type) {
        return value(section, key, type)
                .orElseThrow(() -> new UmhaException(
                        FailureType.CONFIGURATION,
                        "[" + section + "] " + key + " is not set; expected "
                                + resolved(section, key).setting().type().allowed()));
    }

    /** Without any value. */
    @Override
    public String toString() {
        return "Configuration of " + files;
    }
}
