package com.umcloud.umha.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.core.assessment.AssessmentConfig;
import com.umcloud.umha.core.assessment.MeterFaultConfig;
import com.umcloud.umha.core.assessment.ValveConfig;
import com.umcloud.umha.core.incident.RecoveryConfig;
import com.umcloud.umha.core.incident.ReturnConfig;
import com.umcloud.umha.core.leadership.LeaseConfig;
import com.umcloud.umha.core.observation.ObservationConfig;
import com.umcloud.umha.core.placement.PlacementConfig;
import com.umcloud.umha.core.safety.BreakerConfig;
import com.umcloud.umha.core.safety.BreakerLimits;
import com.umcloud.umha.core.safety.BudgetConfig;
import com.umcloud.umha.core.safety.SafetyConfig;
import com.umcloud.umha.core.selection.SelectionConfig;
import com.umcloud.umha.core.selection.SelectionRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defaults, mapping and validation of the records of the engine. */
class EngineRecordsTest {
    private static final String CHANGED = """
            [DEFAULT]
            really_evacuate = yes
            has_IPMI = off
            force_evacuate_when_ipmi_unknown = 1
            ping_count = 7
            ipmi_check_max_count = 8
            ipmi_check_interval = 9
            on_share_storage = no
            allow_evacuate_local_vm = on
            interval_check_nova_service = 11
            max_second_wait_for_service_down = 12
            seconds_before_check_vm_status = 13
            business_connectivity_cfg = enabled:1,severity:0
            path_access_ok_cfg = enabled:1,severity:1
            [time]
            sample_interval = 14
            ha_check_interval = 15
            evacuate_timeout = 16
            [valve]
            storage_number = 10
            storage_ratio = 0.25
            power_off_number = 4
            power_off_ratio = 1
            panic_number = 5
            panic_ratio = 0.6
            error_count = 2
            continue_count = 3
            [observer]
            probe = tcp:22
            probe_limit = 500ms
            storage_servers = 10.0.0.1, 10.0.0.2
            device_check_interval = 1h
            report_interval = 42s
            fence_limit = 21s
            cloud_limit = 22
            [safety]
            maximum_recovering_hosts = 23
            breaker_powered_on_hosts = 24
            breaker_powered_on_ratio = 0.25
            breaker_powered_off_ratio = 0.5
            breaker_powered_on_hosts_per_zone = 45
            breaker_powered_on_ratio_per_zone = 0.35
            breaker_powered_off_ratio_per_zone = 0.65
            maximum_recovering_hosts_per_zone = 42
            minimum_healthy_hosts = 43
            maximum_fencings_per_hour = 44
            cool_down = 25m
            block_period = 2d
            excluded_hosts = a, b
            [recovery]
            proof_maximum_age = 4s
            signs_of_life_end = 26s
            concurrent_evacuations = 27
            poll_interval = 28s
            retry_minimum = 29s
            retry_maximum = 31s
            stable_before_return = 32s
            leave_disabled = true
            power_on_after_evacuation = true
            [selection]
            include = metadata:HA_Enabled=true, flavor:umha:tier=a=b
            exclude = not aggregate:evacuable=true, image:os_type=win*
            first = name:db-*, project:7f*
            default_priority = 34
            evacuate_in_error = true
            reset_to_error = paused, suspended, rescue
            image_properties = true
            [placement]
            spread_destinations = false
            destination = node-35
            reserved_hosts = node-36, node-37
            concurrent_evacuations_in_cloud = 38
            concurrent_evacuations_per_destination = 39
            forecast_interval = 40m
            capacity_interval = 41s
            [lease]
            name = me
            duration = 35s
            renew_interval = 11s
            """;

    @TempDir
    private Path directory;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigurationFiles(directory);
    }

    @Test
    void defaultsOfTheEngine() {
        Configuration configuration = files.load();

        assertThat(configuration.assessment())
                .isEqualTo(new AssessmentConfig(
                        new ValveConfig(6, 4),
                        new ValveConfig(6, 4),
                        new ValveConfig(6, 4),
                        new ValveConfig(5, 3),
                        MeterFaultConfig.OFF,
                        MeterFaultConfig.OFF));
        assertThat(configuration.safety()).isEqualTo(SafetyConfig.ACTING.withReallyEvacuate(false));
        assertThat(configuration.recovery())
                .isEqualTo(new RecoveryConfig(
                        3,
                        Duration.ofSeconds(10),
                        true,
                        false,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        16,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(5),
                        new ReturnConfig(Duration.ofMinutes(3), false, false),
                        SelectionConfig.EVERYTHING,
                        new PlacementConfig(
                                true,
                                Optional.empty(),
                                List.of(),
                                32,
                                16,
                                Duration.ofHours(24),
                                Duration.ofMinutes(5))));
        assertThat(configuration.observation())
                .isEqualTo(new ObservationConfig(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(180),
                        3,
                        "icmp",
                        Duration.ofSeconds(2),
                        List.of(),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20)));
        assertThat(configuration.lease())
                .isEqualTo(new LeaseConfig(
                        "this-host/" + ProcessHandle.current().pid(), Duration.ofSeconds(30), Duration.ofSeconds(5)));
    }

    @Test
    void everyChangedValueIsTakenAndOnlyTheForcedModeWithoutDevicesIsWarnedOf() {
        assertThat(changed().warnings())
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning.toString()).contains("force_evacuate_when_ipmi_unknown", "UNPROVEN"));
    }

    @Test
    void mappingOfAssessment() {
        assertThat(changed().assessment())
                .isEqualTo(new AssessmentConfig(
                        new ValveConfig(10, 3),
                        new ValveConfig(4, 4),
                        new ValveConfig(5, 3),
                        new ValveConfig(3, 2),
                        new MeterFaultConfig(true, false),
                        new MeterFaultConfig(true, true)));
    }

    @Test
    void mappingOfSafety() {
        assertThat(changed().safety())
                .isEqualTo(new SafetyConfig(
                        true,
                        false,
                        true,
                        new BreakerConfig(new BreakerLimits(24, 0.25, 0.5), new BreakerLimits(45, 0.35, 0.65)),
                        new BudgetConfig(23, 42, 43, 44),
                        Duration.ofMinutes(25),
                        Duration.ofDays(2),
                        Set.of("a", "b")));
    }

    @Test
    void mappingOfRecovery() {
        assertThat(changed().recovery())
                .isEqualTo(new RecoveryConfig(
                        8,
                        Duration.ofSeconds(9),
                        false,
                        true,
                        Duration.ofSeconds(11),
                        Duration.ofSeconds(12),
                        Duration.ofSeconds(13),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(26),
                        27,
                        Duration.ofSeconds(28),
                        Duration.ofSeconds(29),
                        Duration.ofSeconds(31),
                        new ReturnConfig(Duration.ofSeconds(32), true, true),
                        new SelectionConfig(
                                List.of(
                                        new SelectionRule(SelectionRule.Kind.METADATA, "HA_Enabled", "true"),
                                        new SelectionRule(SelectionRule.Kind.FLAVOR, "umha:tier", "a=b")),
                                List.of(
                                        new SelectionRule(SelectionRule.Kind.AGGREGATE, "evacuable", "true", true),
                                        new SelectionRule(SelectionRule.Kind.IMAGE, "os_type", "win*")),
                                List.of(
                                        new SelectionRule(SelectionRule.Kind.NAME, "", "db-*"),
                                        new SelectionRule(SelectionRule.Kind.PROJECT, "", "7f*")),
                                34,
                                true,
                                Set.of(InstanceStatus.PAUSED, InstanceStatus.SUSPENDED, InstanceStatus.RESCUE)),
                        new PlacementConfig(
                                false,
                                Optional.of("node-35"),
                                List.of("node-36", "node-37"),
                                38,
                                39,
                                Duration.ofMinutes(40),
                                Duration.ofSeconds(41))));
    }

    @Test
    void mappingOfObservation() {
        assertThat(changed().observation())
                .isEqualTo(new ObservationConfig(
                        Duration.ofSeconds(14),
                        Duration.ofSeconds(15),
                        7,
                        "tcp:22",
                        Duration.ofMillis(500),
                        List.of("10.0.0.1", "10.0.0.2"),
                        Duration.ofHours(1),
                        Duration.ofSeconds(42),
                        Duration.ofSeconds(21),
                        Duration.ofSeconds(22)));
    }

    @Test
    void mappingOfLease() {
        assertThat(changed().lease()).isEqualTo(new LeaseConfig("me", Duration.ofSeconds(35), Duration.ofSeconds(11)));
    }

    private Configuration changed() {
        return files.file("umha.conf", CHANGED).load();
    }
}
