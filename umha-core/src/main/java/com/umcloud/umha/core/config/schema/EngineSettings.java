package com.umcloud.umha.core.config.schema;

import java.util.ArrayList;
import java.util.List;

/** UMHA's own settings in {@code umha.conf}, which the guide does not know. */
public final class EngineSettings {
    private static final String DEFAULT = SettingName.DEFAULT_SECTION;

    private EngineSettings() {}

    /** All of them, in the order of the sample file. */
    public static List<Setting> all() {
        List<Setting> all = new ArrayList<>();
        all.addAll(general());
        all.addAll(observer());
        all.addAll(safety());
        all.addAll(recovery());
        all.addAll(SelectionSettings.all());
        all.addAll(lease());
        all.addAll(records());
        return all;
    }

    private static List<Setting> general() {
        return List.of(
                Setting.of(
                        DEFAULT,
                        "host",
                        TextType.any(),
                        "This host's name as Nova knows it; the system's name if not set."),
                Setting.of(DEFAULT, "evacuator", TextType.factoryName(), "The plugin that speaks to the cloud.")
                        .withDefault("nova"),
                Setting.of(DEFAULT, "fence_agent", TextType.factoryName(), "The plugin that speaks to power devices.")
                        .withDefault("ipmi"),
                Setting.of(DEFAULT, "notifiers", ListType.any(), "The plugins that tell the operator.")
                        .withDefault("smtp"),
                Setting.of(
                                DEFAULT,
                                "standalone",
                                new BooleanType(),
                                "Whether to keep everything in an embedded database, for a trial on one machine.")
                        .withDefault("false"),
                Setting.of(DEFAULT, "data_directory", TextType.path(), "Where UMHA keeps files of its own.")
                        .withDefault("/var/lib/umha"),
                Setting.of(
                                DEFAULT,
                                "plugin_directory",
                                TextType.path(),
                                "Where further plugins lie, each in a directory of its own.")
                        .withDefault("/usr/lib/umha/plugins"));
    }

    private static List<Setting> records() {
        return List.of(Setting.of(
                        "db",
                        "keep_records",
                        DurationType.between("0s", "3650d"),
                        "How long lines of the log, finished commands and delivered notifications are kept; 0 for ever."
                                + " At least a day and send_interval_hours; those of open incidents stay.")
                .withDefault("365d"));
    }

    private static List<Setting> observer() {
        return List.of(
                Setting.of(
                                "observer",
                                "probe",
                                TextType.probe(),
                                "How a silent host is asked for a sign of life: icmp or tcp:PORT.")
                        .withDefault("icmp"),
                Setting.of(
                                "observer",
                                "probe_limit",
                                DurationType.between("100ms", "1m"),
                                "How long one such question may take.")
                        .withDefault("2s"),
                Setting.of(
                        "observer",
                        "storage_servers",
                        ListType.any(),
                        "Addresses on the storage network that have to answer this controller before a host's silence"
                                + " there means anything; [compute] storage_server_address if not set."),
                Setting.of(
                                "observer",
                                "device_check_interval",
                                DurationType.atLeast("1s"),
                                "How often a live host's power device is checked to be its own.")
                        .withDefault("10m"),
                Setting.of(
                                "observer",
                                "report_interval",
                                DurationType.between("1s", "10m"),
                                "How often a compute service reports to the cloud: nova-compute's report_interval. A power"
                                        + " device that does not name its host's system is believed after reports have"
                                        + " failed to come as well.")
                        .withDefault("10s"),
                Setting.of(
                                "observer",
                                "fence_limit",
                                DurationType.between("1s", "10m"),
                                "How long a call of a power device may take.")
                        .withDefault("20s"),
                Setting.of(
                                "observer",
                                "cloud_limit",
                                DurationType.between("1s", "10m"),
                                "How long a call of the cloud may take.")
                        .withDefault("20s"));
    }

    private static List<Setting> safety() {
        return List.of(
                Setting.of(
                                "safety",
                                "maximum_recovering_hosts",
                                IntegerType.between(1, 10_000),
                                "How many hosts are recovered at once; the others wait their turn.")
                        .withDefault("3"),
                Setting.of(
                                "safety",
                                "maximum_recovering_hosts_per_zone",
                                IntegerType.between(1, 10_000),
                                "How many hosts of one zone, or of one aggregate, are recovered at once.")
                        .withDefault("3"),
                Setting.of(
                                "safety",
                                "minimum_healthy_hosts",
                                IntegerType.between(0, 100_000),
                                "With fewer healthy hosts than this nobody new is fenced; 0 for no minimum.")
                        .withDefault("0"),
                Setting.of(
                                "safety",
                                "maximum_fencings_per_hour",
                                IntegerType.between(0, 100_000),
                                "How many hosts UMHA powers off within an hour; 0 for no limit.")
                        .withDefault("10"),
                Setting.of(
                                "safety",
                                "breaker_powered_on_hosts",
                                IntegerType.between(0, 100_000),
                                "With more bad hosts that are not off than this and than the ratio below, nobody new is"
                                        + " fenced.")
                        .withDefault("2"),
                Setting.of(
                                "safety",
                                "breaker_powered_on_ratio",
                                FractionType.ratio(),
                                "The same as a share of all hosts.")
                        .withDefault("0.1"),
                Setting.of(
                                "safety",
                                "breaker_powered_off_ratio",
                                FractionType.ratio(),
                                "With more than this share of all hosts off, nobody new is fenced.")
                        .withDefault("0.3"),
                Setting.of(
                                "safety",
                                "breaker_powered_on_hosts_per_zone",
                                IntegerType.between(0, 100_000),
                                "The same for each zone and each aggregate: with more of its hosts bad and not off nobody new is"
                                        + " fenced in it, and with all of them.")
                        .withDefault("2"),
                Setting.of(
                                "safety",
                                "breaker_powered_on_ratio_per_zone",
                                FractionType.ratio(),
                                "The same as a share of the hosts of a zone or aggregate.")
                        .withDefault("0.25"),
                Setting.of(
                                "safety",
                                "breaker_powered_off_ratio_per_zone",
                                FractionType.ratio(),
                                "With more than this share of the hosts of a zone or aggregate off, nobody new is fenced in"
                                        + " it.")
                        .withDefault("0.5"),
                Setting.of(
                                "safety",
                                "cool_down",
                                DurationType.atLeast("0s"),
                                "After a limit was exceeded: how long all have to be kept before anybody new is fenced.")
                        .withDefault("10m"),
                Setting.of(
                                "safety",
                                "block_period",
                                DurationType.atLeast("0s"),
                                "A host is fenced automatically once within it.")
                        .withDefault("1h"),
                Setting.of("safety", "excluded_hosts", ListType.any(), "Hosts that are never fenced."));
    }

    private static List<Setting> recovery() {
        return List.of(
                Setting.of(
                                "recovery",
                                "proof_maximum_age",
                                DurationType.between("100ms", "5s"),
                                "How old the reading of off may be when an evacuation is asked for.")
                        .withDefault("5s"),
                Setting.of(
                                "recovery",
                                "signs_of_life_end",
                                DurationType.atLeast("1s"),
                                "After power-off the host's own signs of life have to end within it.")
                        .withDefault("10s"),
                Setting.of(
                                "recovery",
                                "concurrent_evacuations",
                                IntegerType.between(1, 1000),
                                "How many evacuations of one host are asked for at once.")
                        .withDefault("16"),
                Setting.of(
                                "recovery",
                                "poll_interval",
                                DurationType.between("100ms", "10m"),
                                "How often running evacuations are looked at.")
                        .withDefault("250ms"),
                Setting.of(
                                "recovery",
                                "retry_minimum",
                                DurationType.atLeast("100ms"),
                                "The first pause before something refused is tried again.")
                        .withDefault("10s"),
                Setting.of("recovery", "retry_maximum", DurationType.atLeast("100ms"), "The pause grows up to it.")
                        .withDefault("5m"),
                Setting.of(
                                "recovery",
                                "stable_before_return",
                                DurationType.atLeast("0s"),
                                "How long a returned host has to be well before it is enabled again.")
                        .withDefault("3m"),
                Setting.of(
                                "recovery",
                                "leave_disabled",
                                new BooleanType(),
                                "Whether a returned host stays disabled until an operator enables it.")
                        .withDefault("false"),
                Setting.of(
                                "recovery",
                                "power_on_after_evacuation",
                                new BooleanType(),
                                "Whether the host's power is switched on once every instance has its outcome.")
                        .withDefault("false"));
    }

    private static List<Setting> lease() {
        return List.of(
                Setting.of(
                        "lease",
                        "name",
                        TextType.any(),
                        "This processor's name; the host's name and the process id if not set."),
                Setting.of(
                                "lease",
                                "duration",
                                DurationType.between("3s", "1h"),
                                "How long the lease holds without renewal.")
                        .withDefault("30s"),
                Setting.of(
                                "lease",
                                "renew_interval",
                                DurationType.between("100ms", "20m"),
                                "How often it is renewed; at most a third of the duration.")
                        .withDefault("5s"));
    }
}
