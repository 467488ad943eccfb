package com.umcloud.umha.fencing.ipmi;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.fencing.ipmi.packet.Privilege;
import com.umcloud.umha.fencing.ipmi.session.CipherSuite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@link IpmiConfig}; all problems of one place are told at once. */
final class IpmiConfigReader {
    private static final Set<String> KEYS = new TreeSet<>(List.of(
            "cipher_suites", "privilege", "port", "retry_interval", "timeout", "credential_backoff", "guid_encoding"));

    private final Config section;
    private final List<String> problems = new ArrayList<>();

    private IpmiConfigReader(Config section) {
        this.section = section;
    }

    /**
     * Reads the section.
     *
     * @throws UmhaException of type CONFIGURATION with every problem
     */
    static IpmiConfig read(Config section) {
        return new IpmiConfigReader(section).read("[ipmi]");
    }

    /**
     * Reads the section with a device's options laid over it.
     *
     * @param place names the device in the message
     * @throws UmhaException of type CONFIGURATION with every problem
     */
    static IpmiConfig read(Config section, Map<String, String> options, String place) {
        Config merged = section;
        List<String> unknown = new ArrayList<>();
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (KEYS.contains(option.getKey())) {
                merged = merged.withValue(option.getKey(), ConfigValueFactory.fromAnyRef(option.getValue()));
            } else {
                unknown.add("there is no option '" + option.getKey() + "', only " + String.join(", ", KEYS));
            }
        }
        IpmiConfigReader reader = new IpmiConfigReader(merged);
        reader.problems.addAll(unknown);
        return reader.read(place);
    }

    private IpmiConfig read(String place) {
        Set<CipherSuite> suites = value("cipher_suites", config -> suites(config.getString("cipher_suites")));
        Privilege privilege = value("privilege", config -> choice(config, "privilege", Privilege.class));
        Integer port = value("port", config -> config.getInt("port"));
        Duration retryInterval = value("retry_interval", config -> duration(config, "retry_interval"));
        Duration timeout = value("timeout", config -> duration(config, "timeout"));
        Duration backoff = value("credential_backoff", config -> duration(config, "credential_backoff"));
        GuidEncoding encoding = value("guid_encoding", config -> choice(config, "guid_encoding", GuidEncoding.class));
        if (problems.isEmpty()
                && suites != null
                && privilege != null
                && port != null
                && retryInterval != null
                && timeout != null
                && backoff != null
                && encoding != null) {
            try {
                return new IpmiConfig(suites, privilege, port, retryInterval, timeout, backoff, encoding);
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        throw new UmhaException(FailureType.CONFIGURATION, place + ": " + String.join("; ", problems));
    }

    private <T> @Nullable T value(String key, Function<Config, T> getter) {
        try {
            return getter.apply(section);
        } catch (ConfigException.Missing e) {
            problems.add(key + " is missing");
        } catch (ConfigException e) {
            problems.add(key + " = " + section.getValue(key).unwrapped() + " is of the wrong type");
        } catch (IllegalArgumentException e) {
            problems.add(key + ": " + e.getMessage());
        }
        return null;
    }

    /** A number without a unit means seconds, as everywhere in UMHA's settings. */
    private static Duration duration(Config config, String key) {
        String text = config.getString(key).strip();
        return text.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : config.getDuration(key);
    }

    private static Set<CipherSuite> suites(String text) {
        Set<CipherSuite> suites = EnumSet.noneOf(CipherSuite.class);
        for (String part : text.split(",", -1)) {
            String name = part.strip();
            suites.add(Arrays.stream(CipherSuite.values())
                    .filter(suite -> String.valueOf(suite.number()).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("cipher suite '" + name
                            + "' is not used, only 17 and 3 (others do not encrypt and sign)")));
        }
        return suites;
    }

    private static <E extends Enum<E>> E choice(Config config, String key, Class<E> type) {
        String text = config.getString(key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is none of "
                + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
    }
}
