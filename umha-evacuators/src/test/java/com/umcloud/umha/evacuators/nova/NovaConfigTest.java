package com.umcloud.umha.evacuators.nova;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NovaConfigTest {
    /** What the guide's own file says. */
    private static final Map<String, String> GUIDE = Map.of(
            "auth_url", "http://192.168.0.2:35357/v2.0",
            "username", "admin",
            "password", "admin-pw",
            "tenant_name", "admin",
            "nova_version", "2",
            "cinder_version", "2",
            "region_name", "RegionOne");

    @TempDir
    Path folder;

    @Test
    void theGuidesKeysAreEnough() {
        assertThat(NovaConfig.from(config(GUIDE)))
                .isEqualTo(new NovaConfig(
                        URI.create("http://192.168.0.2:35357/v2.0"),
                        "admin",
                        Secret.of("admin-pw"),
                        "admin",
                        "Default",
                        "Default",
                        "RegionOne",
                        "internal",
                        Microversion.NEWEST_KNOWN,
                        "2",
                        Optional.empty(),
                        false,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15)));
    }

    @Test
    void everyKeyIsRead() {
        Map<String, String> all = new HashMap<>(Map.of(
                "auth_url", "https://cloud.example.org:5000/v3",
                "username", "umha",
                "password", "p:w",
                "tenant_name", "service",
                "user_domain_name", "ops",
                "project_domain_name", "tenants",
                "nova_version", "2.60",
                "cinder_version", "3",
                "region_name", "north",
                "interface", "public"));
        all.putAll(Map.of("ca_file", "/etc/ssl/cloud.pem", "connect_timeout", "2s", "login_timeout", "1m"));

        Config withImages = ConfigFactory.parseMap(Map.of("selection.image_properties", "true"))
                .withFallback(config(all));
        assertThat(NovaConfig.from(withImages))
                .isEqualTo(new NovaConfig(
                        URI.create("https://cloud.example.org:5000/v3"),
                        "umha",
                        Secret.of("p:w"),
                        "service",
                        "ops",
                        "tenants",
                        "north",
                        "public",
                        new Microversion(60),
                        "3",
                        Optional.of(Path.of("/etc/ssl/cloud.pem")),
                        true,
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(1)));
    }

    @Test
    void noneOfItShowsThePassword() {
        NovaConfig config = NovaConfig.from(config(GUIDE));

        assertThat(config.toString()).contains(Secret.MASK).doesNotContain("admin-pw");
        assertThat(config.cloud().toString()).contains(Secret.MASK).doesNotContain("admin-pw");
    }

    @ParameterizedTest
    @CsvSource({
        "auth_url, '', http or https URL",
        "auth_url, 'keystone:5000/v3', http or https URL",
        "auth_url, 'ftp://keystone/v3', http or https URL",
        "auth_url, 'http://key stone/v3', http or https URL",
        "auth_url, 'http://admin:x@keystone/v3', without user and password",
        "username, '', username is missing",
        "password, '', password is missing",
        "tenant_name, ' ', tenant_name is missing",
        "user_domain_name, '', user_domain_name is missing",
        "nova_version, '3', looks like 2.60",
        "cinder_version, '4', '1, 2 or 3'",
        "interface, 'private', 'internal, public or admin'",
        "connect_timeout, 'soon', a time such as 5s",
        "connect_timeout, '0s', 1 ms to 60 s",
        "login_timeout, '-1s', 1 ms to 600 s",
    })
    void aSettingThatCannotBeUsedIsNamedWithWhatIsAllowed(String key, String value, String allowed) {
        Map<String, String> changed = new HashMap<>(GUIDE);
        changed.put(key, value);

        assertThatThrownBy(() -> NovaConfig.from(config(changed)))
                .isInstanceOfSatisfying(
                        UmhaException.class, error -> assertThat(error.type()).isEqualTo(FailureType.CONFIGURATION))
                .hasMessageContaining("[auth]")
                .hasMessageContaining(key)
                .hasMessageContaining(allowed)
                .hasMessageNotContaining("admin-pw");
    }

    @Test
    void theSwitchOfAnotherSectionIsNamedToo() {
        Config config = ConfigFactory.parseMap(Map.of("selection.image_properties", "perhaps"))
                .withFallback(config(GUIDE));

        assertThatThrownBy(() -> NovaConfig.from(config))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("[selection]")
                .hasMessageContaining("image_properties");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        Map<String, String> changed = new HashMap<>(GUIDE);
        changed.putAll(Map.of("username", "", "interface", "x", "cinder_version", "9"));

        assertThatThrownBy(() -> NovaConfig.from(config(changed)))
                .hasMessageContainingAll("username", "interface", "cinder_version");
    }

    @ParameterizedTest
    @CsvSource({"2, 2.93", "2.1, 2.93", "2.60, 2.60", "2.95, 2.93"})
    void theVersionIsALimitThatKeepsEvacuatedInstancesRunning(String value, String highest) {
        Map<String, String> changed = new HashMap<>(GUIDE);
        changed.put("nova_version", value);

        assertThat(NovaConfig.from(config(changed)).highest()).hasToString(highest);
    }

    @Test
    void aFileWithoutCertificatesIsRefusedAtStart() throws Exception {
        Path empty = Files.writeString(folder.resolve("ca.pem"), "");
        for (String file :
                new String[] {empty.toString(), folder.resolve("missing.pem").toString()}) {
            Map<String, String> changed = new HashMap<>(GUIDE);
            changed.put("ca_file", file);

            assertThatThrownBy(() ->
                            new NovaEvacuatorFactory().create(config(changed), new TestContext(new SettableClock())))
                    .isInstanceOfSatisfying(
                            UmhaException.class,
                            error -> assertThat(error.type()).isEqualTo(FailureType.CONFIGURATION))
                    .hasMessageContaining("[auth] ca_file = " + file);
        }
    }

    @Test
    void makingTheEvacuatorWaitsForNothing() {
        try (Evacuator evacuator =
                new NovaEvacuatorFactory().create(config(GUIDE), new TestContext(new SettableClock()))) {
            assertThat(evacuator).isNotNull();
        }
    }

    private static Config config(Map<String, String> auth) {
        Map<String, String> keys = new HashMap<>();
        auth.forEach((key, value) -> keys.put("auth." + key, value));
        return ConfigFactory.parseMap(keys).withFallback(ConfigFactory.parseResources("reference.conf"));
    }
}
