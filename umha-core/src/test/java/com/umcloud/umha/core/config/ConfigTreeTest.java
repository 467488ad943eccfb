package com.umcloud.umha.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plugins get. */
class ConfigTreeTest {
    private static final Config REFERENCE = ConfigFactory.parseString("""
            ipmi { cipher_suites = "17,3", port = 623, retry_interval = 1s, limits { total = 20s, share = 0.5 }
                   strict = true, modes = [a, b], table = [{x = 1}] }
            email { send_server = "mail.default", receiver_list = "", send_port = 2525, tls = auto }
            webhook { url = null, base = "http://localhost", full = ${webhook.base}"/x" }
            """);

    @TempDir
    private Path directory;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigurationFiles(directory).reference(REFERENCE);
    }

    @Test
    void defaultsOfThePluginsCountWhereNobodySaysOtherwise() {
        Config config = files.load().asConfig();

        assertThat(config.getString("ipmi.cipher_suites")).isEqualTo("17,3");
        assertThat(config.getInt("ipmi.port")).isEqualTo(623);
        assertThat(config.getDuration("ipmi.retry_interval")).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.getConfigList("ipmi.table")).hasSize(1);
        assertThat(config.getString("webhook.full")).isEqualTo("http://localhost/x");
        assertThat(config.hasPath("webhook.url")).isFalse();
        assertThat(config.getString("email.send_server")).isEqualTo("mail.default");
        assertThat(config.getString("email.tls")).isEqualTo("auto");
        assertThat(config.getInt("email.send_port")).isEqualTo(25);
    }

    @Test
    void valuesOfFilesHaveTheTypesOfTheDefaults() {
        files.file("umha.conf", """
                [ipmi]
                cipher_suites = 3
                port = +0624
                retry_interval = 500ms
                limits.total = 1m
                limits.share = .25
                strict = off
                modes = c, d , e
                [email]
                receiver_list = a@x, b@x
                need_auth = No
                [webhook]
                url = http://hook
                [DEFAULT]
                has_IPMI = 1
                business_connectivity_cfg = enabled:1
                [recovery]
                retry_maximum = 120
                """);

        Configuration configuration = files.load();
        Config config = configuration.asConfig();

        assertThat(configuration.warnings()).isEmpty();
        assertThat(config.getString("ipmi.cipher_suites")).isEqualTo("3");
        assertThat(config.getInt("ipmi.port")).isEqualTo(624);
        assertThat(config.getDuration("ipmi.retry_interval")).isEqualTo(Duration.ofMillis(500));
        assertThat(config.getDuration("ipmi.limits.total")).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.getDouble("ipmi.limits.share")).isEqualTo(0.25);
        assertThat(config.getBoolean("ipmi.strict")).isFalse();
        assertThat(config.getStringList("ipmi.modes")).containsExactly("c", "d", "e");
        assertThat(config.getStringList("email.receiver_list")).containsExactly("a@x", "b@x");
        assertThat(config.getBoolean("email.need_auth")).isFalse();
        assertThat(config.getString("webhook.url")).isEqualTo("http://hook");
        assertThat(config.getBoolean("DEFAULT.has_IPMI")).isTrue();
        assertThat(config.getInt("DEFAULT.business_connectivity_cfg.enabled")).isEqualTo(1);
        assertThat(config.getDuration("recovery.retry_maximum")).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aPluginsComplaintCanNameTheFileAndLine() {
        files.file("umha.conf", "[ipmi]\n\nport = 1\n");

        assertThat(files.load().asConfig().getValue("ipmi.port").origin().description())
                .isEqualTo(directory.resolve("umha.conf") + ":3");
    }

    @Test
    void settingsOfPluginsAreCheckedAndUnknownOnesTold() {
        files.file("umha.conf", "[ipmi]\nport = many\nstrict = perhaps\nretry_interval = soon\ncipher_suits = 3\n");

        assertThat(files.failure())
                .containsExactly(
                        "ERROR umha.conf:2: [ipmi] port = many: not allowed; expected a whole number",
                        "ERROR umha.conf:3: [ipmi] strict = perhaps: not allowed; expected true or false",
                        "ERROR umha.conf:4: [ipmi] retry_interval = soon: not allowed; expected a duration of at least"
                                + " 0s, such as 30s, 5m or 1h",
                        "WARNING umha.conf:5: [ipmi] cipher_suits: unknown key, not used; did you mean"
                                + " cipher_suites?");
    }

    @Test
    void settingsWithoutAValueAreAbsent() {
        Config config = files.load().asConfig();

        assertThat(config.hasPath("auth.auth_url")).isFalse();
        assertThat(config.hasPath("db.connection")).isFalse();
        assertThat(config.getString("DEFAULT.host")).isEqualTo("this-host");
    }

    @Test
    void aBrokenReferenceIsToldWithItsPlace() {
        files.reference(ConfigFactory.parseString("x { a = ${nowhere} }"));

        assertThat(files.failure())
                .singleElement()
                .asString()
                .contains("the plugin's own defaults cannot be read")
                .contains("nowhere");
    }
}
