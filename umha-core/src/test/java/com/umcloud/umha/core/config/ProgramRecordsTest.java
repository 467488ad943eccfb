package com.umcloud.umha.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defaults, mapping and validation of the records of the program, and the validation of every kind of setting. */
class ProgramRecordsTest {
    private static final String CHANGED = """
            [DEFAULT]
            host = node-1.domain.tld
            evacuator = other
            fence_agent = redfish
            notifiers = webhook, smtp
            data_directory = data
            plugin_directory = /plugins
            ipmi_info = devices
            node_storage_ip_info = /addresses
            polling_namespaces = compute
            pipeline_cfg_file = my.yaml
            sample_source = here
            debug = true
            verbose = false
            use_stderr = false
            log_file = umha.log
            log_dir = /logs
            [db]
            connection = mysql://u:p@h/d
            [email]
            enable_send_mail = false
            send_interval_hours = 5
            [compute]
            storage_server_address = 10.0.0.1,10.0.0.2
            ping_count = 6
            ping_loss_ratio = 0.25
            probe = tcp:3260
            [collector]
            udp_address =
            udp_port = 0
            queue_capacity = 70
            write_batch_size = 7
            write_batch_delay = 0s
            drain_limit = 1m
            [publisher]
            telemetry_secret = signing
            [database]
            metering_time_to_live = 90
            sql_expire_samples_only = true
            """;

    @TempDir
    private Path directory;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigurationFiles(directory);
    }

    @Test
    void defaultsOfTheProgram() {
        Configuration configuration = files.load();

        assertThat(configuration.program())
                .isEqualTo(new ProgramConfig(
                        "this-host",
                        "nova",
                        "ipmi",
                        List.of("smtp"),
                        Duration.ofHours(3),
                        Path.of("/var/lib/umha"),
                        Path.of("/usr/lib/umha/plugins"),
                        Path.of("/etc/umha/ipmi_info"),
                        Path.of("/etc/umha/node_storage_ip_info")));
        assertThat(configuration.database())
                .isEqualTo(new DatabaseConfig(Optional.empty(), false, Path.of("/var/lib/umha")));
        assertThat(configuration.agent())
                .isEqualTo(new AgentConfig(
                        "this-host",
                        List.of("compute", "central"),
                        Path.of("/etc/ceilometer/pipeline.yaml"),
                        "openstack",
                        List.of(),
                        4,
                        0.5,
                        "icmp",
                        Secret.none()));
        assertThat(configuration.collector())
                .isEqualTo(new CollectorSettings(
                        "0.0.0.0", 4952, Secret.none(), 100_000, 500, Duration.ofMillis(200), Duration.ofSeconds(10)));
        assertThat(configuration.expiry()).isEqualTo(new TelemetryExpiry(Optional.empty(), false));
        assertThat(configuration.logging()).isEqualTo(new LoggingConfig(false, true, true, Optional.empty()));
    }

    @Test
    void everyChangedValueIsTakenWithoutAWarning() {
        assertThat(changed().warnings()).isEmpty();
    }

    @Test
    void mappingOfProgram() {
        assertThat(changed().program())
                .isEqualTo(new ProgramConfig(
                        "node-1.domain.tld",
                        "other",
                        "redfish",
                        List.of("webhook"),
                        Duration.ofHours(5),
                        directory.resolve("data"),
                        Path.of("/plugins"),
                        directory.resolve("devices"),
                        Path.of("/addresses")));
    }

    @Test
    void mappingOfDatabase() {
        assertThat(changed().database())
                .isEqualTo(new DatabaseConfig(
                        Optional.of(Secret.of("mysql://u:p@h/d")), false, directory.resolve("data")));
    }

    @Test
    void mappingOfAgent() {
        assertThat(changed().agent())
                .isEqualTo(new AgentConfig(
                        "node-1.domain.tld",
                        List.of("compute"),
                        directory.resolve("my.yaml"),
                        "here",
                        List.of("10.0.0.1", "10.0.0.2"),
                        6,
                        0.25,
                        "tcp:3260",
                        Secret.of("signing")));
    }

    @Test
    void mappingOfCollector() {
        assertThat(changed().collector())
                .isEqualTo(new CollectorSettings(
                        "", 0, Secret.of("signing"), 70, 7, Duration.ZERO, Duration.ofMinutes(1)));
    }

    @Test
    void mappingOfExpiry() {
        assertThat(changed().expiry()).isEqualTo(new TelemetryExpiry(Optional.of(Duration.ofSeconds(90)), true));
    }

    @Test
    void mappingOfLogging() {
        assertThat(changed().logging())
                .isEqualTo(new LoggingConfig(true, false, false, Optional.of(Path.of("/logs/umha.log"))));
    }

    @Test
    void theStorageServersOfTheAgentServeTheObserverToo() {
        assertThat(changed().observation().storageServers()).containsExactly("10.0.0.1", "10.0.0.2");
    }

    @ParameterizedTest
    @CsvSource({
        "DEFAULT, ping_count, 0",
        "DEFAULT, ipmi_check_max_count, 0",
        "DEFAULT, ipmi_check_interval, -1",
        "DEFAULT, interval_check_nova_service, 0",
        "DEFAULT, max_second_wait_for_service_down, -1",
        "DEFAULT, seconds_before_check_vm_status, ten",
        "DEFAULT, really_evacuate, perhaps",
        "DEFAULT, evacuator, Nova",
        "DEFAULT, data_directory, ''",
        "DEFAULT, polling_namespaces, 'compute, moon'",
        "auth, auth_url, keystone",
        "db, connection, ceilometer",
        "email, send_port, 0",
        "email, send_interval_hours, -1",
        "time, sample_interval, 0",
        "time, ha_check_interval, 1.5",
        "valve, storage_number, 1001",
        "valve, storage_ratio, 0",
        "valve, power_off_ratio, 1.01",
        "valve, panic_number, 0",
        "valve, error_count, 0",
        "observer, probe_limit, 0s",
        "observer, fence_limit, 1d",
        "safety, maximum_recovering_hosts, 0",
        "safety, breaker_powered_on_ratio, -0.1",
        "safety, breaker_powered_off_ratio, 2",
        "safety, cool_down, soon",
        "recovery, proof_maximum_age, 5001ms",
        "recovery, concurrent_evacuations, 0",
        "lease, duration, 1s",
        "compute, ping_loss_ratio, 1.5",
        "compute, probe, tcp",
        "collector, udp_port, -1",
        "collector, queue_capacity, 0",
        "database, metering_time_to_live, never",
    })
    void everySettingIsValidated(String section, String key, String value) {
        files.file("one.conf", "[" + section + "]\n" + key + " = " + value + "\n");

        assertThat(files.failure())
                .singleElement()
                .asString()
                .startsWith("ERROR one.conf:2: [" + section + "] " + key)
                .contains("expected ");
    }

    @Test
    void thePipelineFileIsLookedForBesideTheFilesFirst() {
        files.file("umha.conf", "[DEFAULT]\n").file("ceilometer.conf", "[DEFAULT]\n");
        assertThat(files.load().agent().pipelineFile()).isEqualTo(directory.resolve("pipeline.yaml"));

        Path existing = files.write("pipeline.yaml", "");
        assertThat(files.load().agent().pipelineFile()).isEqualTo(existing);

        files.file("more.conf", "[DEFAULT]\npipeline_cfg_file = /somewhere/else.yaml\n");
        assertThat(files.load().agent().pipelineFile()).isEqualTo(Path.of("/somewhere/else.yaml"));
    }

    @Test
    void aLogFileWithoutADirectoryLiesBesideTheConfiguration() {
        files.file("one.conf", "[DEFAULT]\nlog_file = umha.log\n");

        assertThat(files.load().logging().file()).contains(directory.resolve("umha.log"));
    }

    @Test
    void askingForWhatNobodyKnowsIsADefect() {
        Configuration configuration = files.load();

        assertThatThrownBy(() -> configuration.text("no", "such"))
                .isInstanceOfSatisfying(
                        UmhaException.class,
                        failure -> assertThat(failure.type()).isEqualTo(FailureType.INTERNAL))
                .hasMessageContaining("[no] such");
        assertThatThrownBy(() -> configuration.flag("time", "sample_interval"))
                .isInstanceOfSatisfying(
                        UmhaException.class,
                        failure -> assertThat(failure.type()).isEqualTo(FailureType.INTERNAL));
    }

    private Configuration changed() {
        files.write("my.yaml", "");
        return files.file("all.conf", CHANGED).load();
    }
}
