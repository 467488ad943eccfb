package com.umcloud.umha.core.config.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The settings of Ceilometer (Mitaka and Newton) in {@code ceilometer.conf}: those that UMHA reads, with Ceilometer's own
 * defaults and deprecated names, those that it accepts and does not use, and the few that UMHA adds.
 */
public final class CeilometerSettings {
    private static final String DEFAULT = SettingName.DEFAULT_SECTION;

    private CeilometerSettings() {}

    /** Those that are read. */
    public static List<Setting> all() {
        List<Setting> all = new ArrayList<>();
        all.addAll(general());
        all.addAll(compute());
        all.addAll(collector());
        all.addAll(publisherAndDatabase());
        return all;
    }

    private static List<Setting> general() {
        return List.of(
                Setting.of(
                                DEFAULT,
                                "polling_namespaces",
                                ListType.of("compute", "central", "ipmi"),
                                "What the agent polls: compute runs the meters, the others idle.")
                        .withDefault("compute, central"),
                Setting.of(DEFAULT, "pipeline_cfg_file", TextType.path(), "The agent's pipeline file.")
                        .withDefault("pipeline.yaml"),
                Setting.of(DEFAULT, "sample_source", TextType.any(), "The source that samples name.")
                        .withDefault("openstack"),
                Setting.of(DEFAULT, "meter_dispatchers", ListType.multi(), "Where samples go; UMHA knows database.")
                        .withDefault("database")
                        .formerly(DEFAULT, "dispatcher"),
                Setting.of(DEFAULT, "debug", new BooleanType(), "Whether to log what happens inside.")
                        .withDefault("false"),
                Setting.of(DEFAULT, "verbose", new BooleanType(), "false: log warnings and errors only.")
                        .withDefault("true"),
                Setting.of(DEFAULT, "use_stderr", new BooleanType(), "Whether to log to standard error.")
                        .withDefault("true"),
                Setting.of(DEFAULT, "log_file", TextType.any(), "The log file.").formerly(DEFAULT, "logfile"),
                Setting.of(DEFAULT, "log_dir", TextType.any(), "The directory of a log file with a relative name.")
                        .formerly(DEFAULT, "logdir"));
    }

    private static List<Setting> compute() {
        return List.of(
                Setting.of(
                        "compute",
                        "storage_server_address",
                        ListType.any(),
                        "The storage servers that the agent pings; commas between addresses."),
                Setting.of("compute", "ping_count", IntegerType.between(1, 100), "How often each one is pinged.")
                        .withDefault("4"),
                Setting.of(
                                "compute",
                                "ping_loss_ratio",
                                FractionType.ratio(),
                                "The share of lost pings up to which a server counts as answering.")
                        .withDefault("0.5"),
                Setting.of("compute", "probe", TextType.probe(), "How a server is asked: icmp or tcp:PORT.")
                        .withDefault("icmp"));
    }

    private static List<Setting> collector() {
        return List.of(
                Setting.of("collector", "udp_address", TextType.any(), "Where samples are heard; empty: nowhere.")
                        .withDefault("0.0.0.0"),
                Setting.of("collector", "udp_port", IntegerType.port(0), "The UDP port of it.")
                        .withDefault("4952"),
                Setting.of(
                                "collector",
                                "queue_capacity",
                                IntegerType.between(1, 10_000_000),
                                "How many samples wait while the database is away; then the oldest give way.")
                        .withDefault("100000"),
                Setting.of(
                                "collector",
                                "write_batch_size",
                                IntegerType.between(1, 100_000),
                                "How many samples are written at once, at most.")
                        .withDefault("500"),
                Setting.of(
                                "collector",
                                "write_batch_delay",
                                DurationType.between("0s", "1m"),
                                "How long a sample waits for others to be written with it, at most.")
                        .withDefault("200ms"),
                Setting.of(
                                "collector",
                                "drain_limit",
                                DurationType.between("0s", "10m"),
                                "How long the collector waits for the database when it ends, at most.")
                        .withDefault("10s"));
    }

    private static List<Setting> publisherAndDatabase() {
        return List.of(
                Setting.of("publisher", "telemetry_secret", new SecretType(), "What samples are signed with.")
                        .withDefault("")
                        .formerly(DEFAULT, "metering_secret")
                        .formerly("publisher_rpc", "metering_secret")
                        .formerly("publisher", "metering_secret"),
                Setting.of("database", "connection", new ConnectionType(), "The database, in SQLAlchemy's form.")
                        .formerly(DEFAULT, "sql_connection")
                        .formerly("database", "sql_connection")
                        .formerly("sql", "connection"),
                Setting.of(
                        "database",
                        "metering_connection",
                        new ConnectionType(),
                        "The database of samples, if it is another one."),
                Setting.of(
                                "database",
                                "metering_time_to_live",
                                IntegerType.between(-1_000_000_000L, 1_000_000_000L),
                                "Seconds that samples are kept; 0 and less: for ever.")
                        .withDefault("-1")
                        .formerly("database", "time_to_live"),
                Setting.of(
                                "database",
                                "sql_expire_samples_only",
                                new BooleanType(),
                                "Whether only samples are removed, not the meters and resources that they leave behind.")
                        .withDefault("false")
                        .formerly(DEFAULT, "sql_expire_samples_only"));
    }

    /** Sections of which every key is accepted and none is used. */
    public static Set<String> acceptedSections() {
        return Set.of(
                "api",
                "coordination",
                "cors",
                "cors.subdomain",
                "dispatcher_file",
                "dispatcher_gnocchi",
                "dispatcher_http",
                "event",
                "exchange_control",
                "hardware",
                "keystone_authtoken",
                "matchmaker_redis",
                "matchmaker_zeromq",
                "meter",
                "notification",
                "oslo_concurrency",
                "oslo_messaging_amqp",
                "oslo_messaging_notifications",
                "oslo_messaging_rabbit",
                "oslo_messaging_zmq",
                "oslo_middleware",
                "oslo_policy",
                "polling",
                "publisher_notifier",
                "publisher_rpc",
                "rgw_admin_credentials",
                "service_credentials",
                "service_types",
                "storage",
                "vmware",
                "xenapi");
    }

    /** Further keys that are accepted and not used, by section. */
    public static List<SettingName> accepted() {
        return UnusedCeilometerKeys.all();
    }
}
