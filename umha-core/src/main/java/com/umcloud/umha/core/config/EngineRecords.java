package com.umcloud.umha.core.config;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Binds the settings to the records of the engine's parts. */
final class EngineRecords {
    private static final String DEFAULT = "DEFAULT";

    private EngineRecords() {}

    static AssessmentConfig assessment(Configuration configuration) {
        return new AssessmentConfig(
                window(configuration, "storage"),
                window(configuration, "power_off"),
                window(configuration, "panic"),
                new ValveConfig(
                        configuration.integer("valve", "continue_count"),
                        configuration.integer("valve", "error_count")),
                meter(configuration, "business_connectivity_cfg"),
                meter(configuration, "path_access_ok_cfg"));
    }

    private static ValveConfig window(Configuration configuration, String signal) {
        return ValveConfig.ofRatio(
                configuration.integer("valve", signal + "_number"), configuration.fraction("valve", signal + "_ratio"));
    }

    private static MeterFaultConfig meter(Configuration configuration, String key) {
        Map<String, String> switches = configuration.dictionary(DEFAULT, key);
        return new MeterFaultConfig("1".equals(switches.get("enabled")), "1".equals(switches.get("severity")));
    }

    static SafetyConfig safety(Configuration configuration) {
        return new SafetyConfig(
                configuration.flag(DEFAULT, "really_evacuate"),
                configuration.flag(DEFAULT, "has_IPMI"),
                configuration.flag(DEFAULT, "force_evacuate_when_ipmi_unknown"),
                new BreakerConfig(breaker(configuration, ""), breaker(configuration, "_per_zone")),
                new BudgetConfig(
                        configuration.integer("safety", "maximum_recovering_hosts"),
                        configuration.integer("safety", "maximum_recovering_hosts_per_zone"),
                        configuration.integer("safety", "minimum_healthy_hosts"),
                        configuration.integer("safety", "maximum_fencings_per_hour")),
                configuration.duration("safety", "cool_down"),
                configuration.duration("safety", "block_period"),
                Set.copyOf(configuration.list("safety", "excluded_hosts")));
    }

    private static BreakerLimits breaker(Configuration configuration, String suffix) {
        return new BreakerLimits(
                configuration.integer("safety", "breaker_powered_on_hosts" + suffix),
                configuration.fraction("safety", "breaker_powered_on_ratio" + suffix),
                configuration.fraction("safety", "breaker_powered_off_ratio" + suffix));
    }

    static RecoveryConfig recovery(Configuration configuration) {
        return new RecoveryConfig(
                configuration.integer(DEFAULT, "ipmi_check_max_count"),
                configuration.seconds(DEFAULT, "ipmi_check_interval"),
                configuration.flag(DEFAULT, "on_share_storage"),
                configuration.flag(DEFAULT, "allow_evacuate_local_vm"),
                configuration.seconds(DEFAULT, "interval_check_nova_service"),
                configuration.seconds(DEFAULT, "max_second_wait_for_service_down"),
                configuration.seconds(DEFAULT, "seconds_before_check_vm_status"),
                configuration.seconds("time", "evacuate_timeout"),
                configuration.duration("recovery", "proof_maximum_age"),
                configuration.duration("recovery", "signs_of_life_end"),
                configuration.integer("recovery", "concurrent_evacuations"),
                configuration.duration("recovery", "poll_interval"),
                configuration.duration("recovery", "retry_minimum"),
                configuration.duration("recovery", "retry_maximum"),
                new ReturnConfig(
                        configuration.duration("recovery", "stable_before_return"),
                        configuration.flag("recovery", "leave_disabled"),
                        configuration.flag("recovery", "power_on_after_evacuation")),
                selection(configuration),
                placement(configuration));
    }

    private static SelectionConfig selection(Configuration configuration) {
        return new SelectionConfig(
                rules(configuration, "include"),
                rules(configuration, "exclude"),
                rules(configuration, "first"),
                configuration.integer("selection", "default_priority"),
                configuration.flag("selection", "evacuate_in_error"),
                configuration.list("selection", "reset_to_error").stream()
                        .map(status -> InstanceStatus.valueOf(status.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()));
    }

    private static List<SelectionRule> rules(Configuration configuration, String key) {
        return configuration.list("selection", key).stream()
                .map(SelectionRule::parse)
                .toList();
    }

    private static PlacementConfig placement(Configuration configuration) {
        return new PlacementConfig(
                configuration.flag("placement", "spread_destinations"),
                configuration.text("placement", "destination").filter(host -> !host.isBlank()),
                configuration.list("placement", "reserved_hosts"),
                configuration.integer("placement", "concurrent_evacuations_in_cloud"),
                configuration.integer("placement", "concurrent_evacuations_per_destination"),
                configuration.duration("placement", "forecast_interval"),
                configuration.duration("placement", "capacity_interval"));
    }

    static ObservationConfig observation(Configuration configuration) {
        List<String> servers = configuration.list("observer", "storage_servers");
        return new ObservationConfig(
                configuration.seconds("time", "sample_interval"),
                configuration.seconds("time", "ha_check_interval"),
                configuration.integer(DEFAULT, "ping_count"),
                configuration.text("observer", "probe").orElseThrow(),
                configuration.duration("observer", "probe_limit"),
                servers.isEmpty() ? configuration.list("compute", "storage_server_address") : servers,
                configuration.duration("observer", "device_check_interval"),
                configuration.duration("observer", "report_interval"),
                configuration.duration("observer", "fence_limit"),
                configuration.duration("observer", "cloud_limit"));
    }

    static LeaseConfig lease(Configuration configuration) {
        return new LeaseConfig(
                configuration
                        .text("lease", "name")
                        .filter(name -> !name.isEmpty())
                        .orElseGet(() -> configuration.hostName() + "/"
                                + ProcessHandle.current().pid()),
                configuration.duration("lease", "duration"),
                configuration.duration("lease", "renew_interval"));
    }
}
