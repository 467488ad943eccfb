package com.umcloud.umha.evacuators.nova;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.evacuators.nova.gateway.CloudAccess;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the cloud is reached: section {@code [auth]}; and whether images are read: {@code [selection] image_properties}.
 *
 * @param authUrl {@code auth_url}: Keystone over http or https, ending in {@code /v3}, {@code /v2.0} or no version
 * @param username {@code username}
 * @param password {@code password}
 * @param project {@code tenant_name}
 * @param userDomain {@code user_domain_name}, default {@code Default}
 * @param projectDomain {@code project_domain_name}, default {@code Default}
 * @param region {@code region_name}; empty if the catalogue has only one, the default
 * @param face {@code interface}: {@code internal} (default), {@code public} or {@code admin}
 * @param highest {@code nova_version}: {@code 2} or {@code 2.1} for the newest that is known here, else a limit such as
 *     {@code 2.60}
 * @param cinderVersion {@code cinder_version}: {@code 1}, {@code 2} (default) or {@code 3}
 * @param caFile {@code ca_file}; empty for the system's authorities, the default
 * @param readsImages {@code [selection] image_properties}: whether the properties of the instances' images are read, default
 *     false
 * @param connectTimeout {@code connect_timeout}: 1 ms to 60 s, default 5 s
 * @param loginTimeout {@code login_timeout}: 1 ms to 10 min, default 15 s
 */
public record NovaConfig(
        URI authUrl,
        String username,
        Secret password,
        String project,
        String userDomain,
        String projectDomain,
        String region,
        String face,
        Microversion highest,
        String cinderVersion,
        Optional<Path> caFile,
        boolean readsImages,
        Duration connectTimeout,
        Duration loginTimeout) {
    private static final String IMAGES = "selection.image_properties";
    private static final Set<String> FACES = Set.of("internal", "public", "admin");
    private static final Set<String> CINDER_VERSIONS = Set.of("1", "2", "3");

    public NovaConfig {
        List<String> problems = new ArrayList<>();
        if (!Set.of("http", "https").contains(String.valueOf(authUrl.getScheme())) || authUrl.getHost() == null) {
            problems.add("auth_url = '" + authUrl + "': an http or https URL such as http://192.168.0.2:5000/v3");
        }
        require(problems, "username", username);
        require(problems, "password", password.reveal());
        require(problems, "tenant_name", project);
        require(problems, "user_domain_name", userDomain);
        require(problems, "project_domain_name", projectDomain);
        if (!FACES.contains(face)) {
            problems.add("interface = '" + face + "': internal, public or admin");
        }
        if (!CINDER_VERSIONS.contains(cinderVersion)) {
            problems.add("cinder_version = '" + cinderVersion + "': 1, 2 or 3");
        }
        within(problems, "connect_timeout", connectTimeout, Duration.ofSeconds(60));
        within(problems, "login_timeout", loginTimeout, Duration.ofMinutes(10));
        refuse(problems);
    }

    /**
     * Reads section {@code [auth]}.
     *
     * @throws UmhaException of type CONFIGURATION that names every setting that cannot be used, with what is allowed
     */
    public static NovaConfig from(Config config) {
        List<String> problems = new ArrayList<>();
        Config auth = config.getConfig("auth");
        URI url = read(problems, "auth_url", NovaConfig::url, text(problems, auth, "auth_url"));
        Microversion highest =
                read(problems, "nova_version", NovaConfig::microversion, text(problems, auth, "nova_version"));
        Duration connect = duration(problems, auth, "connect_timeout");
        Duration login = duration(problems, auth, "login_timeout");
        String caFile = text(problems, auth, "ca_file");
        refuse(problems);
        if (url == null || highest == null) {
            throw new IllegalStateException("a problem was not told");
        }
        return new NovaConfig(
                url,
                text(problems, auth, "username"),
                Secret.of(text(problems, auth, "password")),
                text(problems, auth, "tenant_name"),
                text(problems, auth, "user_domain_name"),
                text(problems, auth, "project_domain_name"),
                text(problems, auth, "region_name"),
                text(problems, auth, "interface"),
                highest,
                text(problems, auth, "cinder_version"),
                caFile.isEmpty() ? Optional.empty() : Optional.of(Path.of(caFile)),
                readsImages(config),
                connect,
                login);
    }

    /** What the gateway needs of it. */
    CloudAccess cloud() {
        return new CloudAccess(
                authUrl,
                username,
                password,
                project,
                userDomain,
                projectDomain,
                region,
                face,
                highest,
                caFile,
                connectTimeout,
                loginTimeout);
    }

    private static boolean readsImages(Config config) {
        try {
            return config.hasPath(IMAGES) && config.getBoolean(IMAGES);
        } catch (ConfigException e) {
            throw new UmhaException(
                    FailureType.CONFIGURATION, "section [selection]: image_properties: true or false", e);
        }
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            if (url.getUserInfo() != null) {
                throw new IllegalArgumentException("a URL without user and password");
            }
            return url;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("an http or https URL such as http://192.168.0.2:5000/v3", e);
        }
    }

    private static Microversion microversion(String text) {
        if (text.equals("2") || text.equals("2.1")) {
            return Microversion.NEWEST_KNOWN;
        }
        Microversion limit = Microversion.parse(text);
        return limit.atMost(Microversion.NEWEST_KNOWN.minor());
    }

    private static <T> @Nullable T read(List<String> problems, String key, Function<String, T> reader, String text) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            problems.add(key + ": " + e.getMessage());
            return null;
        }
    }

    private static String text(List<String> problems, Config auth, String key) {
        try {
            return auth.getString(key).strip();
        } catch (ConfigException e) {
            problems.add(key + ": a single value");
            return "";
        }
    }

    private static Duration duration(List<String> problems, Config auth, String key) {
        try {
            return auth.getDuration(key);
        } catch (ConfigException e) {
            problems.add(key + " = '" + text(problems, auth, key) + "': a time such as 5s");
            return Duration.ZERO;
        }
    }

    private static void require(List<String> problems, String key, String value) {
        if (value.isBlank()) {
            problems.add(key + " is missing");
        }
    }

    private static void within(List<String> problems, String key, Duration value, Duration most) {
        if (value.toMillis() < 1 || value.compareTo(most) > 0) {
            problems.add(key + " = " + value.toMillis() + " ms: 1 ms to " + most.toSeconds() + " s");
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new UmhaException(FailureType.CONFIGURATION, "section [auth]: " + String.join("; ", problems));
        }
    }
}
