package com.umcloud.umha.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigCheckTest {
    private static final Path GUIDE = Path.of("..", "umha-core", "src", "test", "resources", "guide");
    private static final Path SAMPLES = Path.of("src", "main", "dist", "etc");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "umha.conf",
                "ceilometer-controller.conf",
                "ceilometer-compute.conf",
                "pipeline_ha.yaml",
                "ipmi_info",
                "node_storage_ip_info"
            })
    void everyFileOfTheGuideLoads(String file) {
        CommandRun run = CommandRun.of("config", "check", "--config-file", GUIDE.resolve(file));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains(file);
    }

    @Test
    void theGuidesMisspeltSectionIsWarnedOfAndCounts() {
        CommandRun run = CommandRun.of("config", "check", "--config-file", GUIDE.resolve("ceilometer-compute.conf"));
        assertThat(run.out())
                .contains("[DEAFULT]: unknown section, taken for [DEFAULT]")
                .containsPattern("pipeline_cfg_file = pipeline_ha.yaml +# .*ceilometer-compute.conf:");
    }

    @Test
    void noSecretIsPrinted() {
        CommandRun umha = CommandRun.of("config", "check", "--config-file", GUIDE.resolve("umha.conf"));
        CommandRun devices = CommandRun.of("config", "check", "--config-file", GUIDE.resolve("ipmi_info"));
        assertThat(umha.out()).doesNotContain("ceilometer123").doesNotContain("change-me");
        assertThat(devices.out()).contains("172.31.11.168 as root").doesNotContain("root123");
    }

    @Test
    void theShippedSamplesLoadWithoutWarning() {
        CommandRun run = CommandRun.of(
                "config",
                "check",
                "--config-file",
                SAMPLES.resolve("umha/umha.conf"),
                "--config-file",
                SAMPLES.resolve("ceilometer/ceilometer-controller.conf"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("No warnings.").contains("really_evacuate = false");
    }

    @Test
    void allMistakesAreNamedAtOnceWithPlaceAndRemedy() throws IOException {
        Path file = Files.writeString(directory.resolve("umha.conf"), """
                [DEFAULT]
                has_IPMI = perhaps
                [time]
                sample_interval = -5
                [valve]
                storage_ratio = 1.5
                storage_numbr = 6
                """);
        CommandRun run = CommandRun.of("config", "check", "--config-file", file);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("umha.conf:2", "has_IPMI", "perhaps")
                .contains("umha.conf:4", "sample_interval", "-5")
                .contains("umha.conf:6", "storage_ratio", "1.5");
    }

    @Test
    void anUnknownKeyIsWarnedOfWithTheNearestName() throws IOException {
        Path file = Files.writeString(directory.resolve("umha.conf"), "[valve]\nstorage_numbr = 6\n");
        CommandRun run = CommandRun.of("config", "check", "--config-file", file);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("storage_numbr").contains("did you mean storage_number?");
    }

    @Test
    void aMissingFileIsNamed() {
        CommandRun run = CommandRun.of("config", "check", "--config-file", directory.resolve("nowhere.conf"));
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("nowhere.conf");
    }

    @Test
    void jsonIsOneDocument() {
        CommandRun run = CommandRun.of("config", "check", "--json", "--config-file", GUIDE.resolve("umha.conf"));
        assertThat(run.out()).startsWith("{").contains("\"settings\": [");
        assertThat(run.out().lines()).hasSize(1);
    }
}
