package com.umcloud.umha.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.config.schema.Schema;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveConfigurationTest {
    @TempDir
    private Path directory;

    @Test
    void showsEverySettingWithItsValueAndWhereItComesFrom() {
        Configuration configuration = new ConfigurationFiles(directory)
                .file("umha.conf", """
                        [time]
                        sample_interval = 10
                        [auth]
                        password = hidden
                        [DEFAULT]
                        rpc_backend = rabbit
                        pingcount = 3
                        """)
                .environment("UMHA_PUBLISHER_TELEMETRY_SECRET", "hidden")
                .load();

        EffectiveConfiguration effective = configuration.effective();

        Path file = directory.resolve("umha.conf");
        assertThat(effective.settings())
                .hasSize(Schema.builtIn().settings().size())
                .contains(
                        new EffectiveSetting("time", "sample_interval", "10", file + ":2", true),
                        new EffectiveSetting("time", "ha_check_interval", "180", "default", false),
                        new EffectiveSetting("auth", "password", "******", file + ":4", true),
                        new EffectiveSetting("auth", "username", "", "default", false),
                        new EffectiveSetting("DEFAULT", "host", "this-host", "default, the system's name", false),
                        new EffectiveSetting(
                                "publisher",
                                "telemetry_secret",
                                "******",
                                "environment UMHA_PUBLISHER_TELEMETRY_SECRET",
                                true));
        assertThat(effective.lines())
                .startsWith("# " + file, "", "[DEFAULT]")
                .anyMatch(line -> line.matches("sample_interval = 10 +# .*umha.conf:2"))
                .anyMatch(line -> line.matches("password = \\*{6} +# .*umha.conf:4"))
                .containsSubsequence(
                        "Warnings:",
                        "  WARNING " + file + ":7: [DEFAULT] pingcount: unknown key, not used; did you mean"
                                + " ping_count?",
                        "",
                        "Accepted but not used:",
                        "  [DEFAULT] rpc_backend  # " + file + ":6");
        assertThat(effective.text()).doesNotContain("hidden").endsWith("\n");
        assertThat(effective.toString()).doesNotContain("hidden");
    }

    @Test
    void everySectionIsShownOnce() {
        assertThat(new ConfigurationFiles(directory)
                        .load().effective().lines().stream().filter(line -> line.startsWith("[")))
                .containsExactly(
                        "[DEFAULT]",
                        "[auth]",
                        "[db]",
                        "[email]",
                        "[time]",
                        "[valve]",
                        "[observer]",
                        "[safety]",
                        "[recovery]",
                        "[selection]",
                        "[placement]",
                        "[lease]",
                        "[compute]",
                        "[collector]",
                        "[publisher]",
                        "[database]");
    }

    @Test
    void saysThatThereIsNothingToWarnOf() {
        assertThat(new ConfigurationFiles(directory).load().effective().lines()).endsWith("", "No warnings.");
    }
}
