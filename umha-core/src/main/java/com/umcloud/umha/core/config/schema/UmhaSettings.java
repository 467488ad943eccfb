package com.umcloud.umha.core.config.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings of {@code umha.conf} that the guide names. Their defaults are the guide's sample values, except for
 * {@code really_evacuate}, and for addresses, accounts and the region, which only the site knows and which have none.
 */
public final class UmhaSettings {
    private static final String DEFAULT = SettingName.DEFAULT_SECTION;

    private UmhaSettings() {}

    /** All of them, in the guide's order. */
    public static List<Setting> all() {
        List<Setting> all = new ArrayList<>();
        all.addAll(power());
        all.addAll(metersAndRecovery());
        all.addAll(auth());
        all.add(Setting.of(
                "db",
                "connection",
                new ConnectionType(),
                "The database, in SQLAlchemy's form; the same that ceilometer.conf names."));
        all.addAll(email());
        all.addAll(time());
        all.addAll(valve());
        return all;
    }

    private static List<Setting> power() {
        return List.of(
                Setting.of(DEFAULT, "has_IPMI", new BooleanType(), "Whether the hosts have power devices.")
                        .withDefault("true"),
                Setting.of(DEFAULT, "ipmi_info", TextType.path(), "The file of the power devices.")
                        .withDefault("/etc/umha/ipmi_info"),
                Setting.of(
                                DEFAULT,
                                "ping_count",
                                IntegerType.between(1, 100),
                                "How often a silent host is asked for a sign of life.")
                        .withDefault("3"),
                Setting.of(
                                DEFAULT,
                                "allow_evacuate_local_vm",
                                new BooleanType(),
                                "Whether an instance on a local disk may be rebuilt from its image.")
                        .withDefault("false"),
                Setting.of(
                                DEFAULT,
                                "on_share_storage",
                                new BooleanType(),
                                "Whether the instances' disks are on shared storage.")
                        .withDefault("true"),
                Setting.of(
                                DEFAULT,
                                "ipmi_check_max_count",
                                IntegerType.between(1, 1000),
                                "How often the power state is read back after power-off was accepted.")
                        .withDefault("3"),
                Setting.of(DEFAULT, "ipmi_check_interval", IntegerType.seconds(0), "Seconds between two such readings.")
                        .withDefault("10"),
                Setting.of(
                                DEFAULT,
                                "force_evacuate_when_ipmi_unknown",
                                new BooleanType(),
                                "Whether to evacuate a silent host whose power device cannot be reached.")
                        .withDefault("false"));
    }

    private static List<Setting> metersAndRecovery() {
        return List.of(
                Setting.of(
                                DEFAULT,
                                "business_connectivity_cfg",
                                meter(),
                                "What a fault of the meter business_connectivity may do.")
                        .withDefault("enabled:0,severity:0"),
                Setting.of(DEFAULT, "path_access_ok_cfg", meter(), "What a fault of the meter path_access_ok may do.")
                        .withDefault("enabled:0,severity:0"),
                Setting.of(
                                DEFAULT,
                                "node_storage_ip_info",
                                TextType.path(),
                                "The file of the hosts' addresses on the storage network.")
                        .withDefault("/etc/umha/node_storage_ip_info"),
                Setting.of(
                                DEFAULT,
                                "really_evacuate",
                                new BooleanType(),
                                "Whether to act; otherwise everything is decided and told as a rehearsal.")
                        .withDefault("false"),
                Setting.of(
                                DEFAULT,
                                "interval_check_nova_service",
                                IntegerType.seconds(1),
                                "Seconds between two looks at Nova's service of a failed host.")
                        .withDefault("10"),
                Setting.of(
                                DEFAULT,
                                "max_second_wait_for_service_down",
                                IntegerType.seconds(0),
                                "Seconds after which it is told that Nova still takes that service for alive.")
                        .withDefault("60"),
                Setting.of(
                                DEFAULT,
                                "seconds_before_check_vm_status",
                                IntegerType.seconds(0),
                                "Seconds before an evacuated instance may be called slow.")
                        .withDefault("20"));
    }

    private static DictionaryType meter() {
        return new DictionaryType(List.of("enabled", "severity"));
    }

    private static List<Setting> auth() {
        return List.of(
                Setting.of("auth", "auth_url", TextType.webAddress(), "Keystone's address, ending in /v2.0 or /v3."),
                Setting.of("auth", "username", TextType.any(), "An account with the role admin."),
                Setting.of("auth", "password", new SecretType(), "Its password."),
                Setting.of("auth", "tenant_name", TextType.any(), "Its project."),
                Setting.of("auth", "nova_version", TextType.any(), "The version of Nova's interface.")
                        .withDefault("2"),
                Setting.of("auth", "cinder_version", TextType.any(), "The version of Cinder's interface.")
                        .withDefault("2"),
                Setting.of("auth", "region_name", TextType.any(), "The region that is watched, if there are several."));
    }

    private static List<Setting> email() {
        return List.of(
                Setting.of("email", "enable_send_mail", new BooleanType(), "Whether mail is sent.")
                        .withDefault("true"),
                Setting.of("email", "send_server", TextType.any(), "The mail server."),
                Setting.of("email", "send_port", IntegerType.port(1), "Its port.")
                        .withDefault("25"),
                Setting.of("email", "need_auth", new BooleanType(), "Whether it wants a login.")
                        .withDefault("true"),
                Setting.of("email", "sender_username", TextType.any(), "The account, and the sender's address."),
                Setting.of("email", "sender_pwd", new SecretType(), "Its password."),
                Setting.of("email", "receiver_list", ListType.any(), "Who gets the mail; commas between addresses."),
                Setting.of("email", "mail_subject", TextType.any(), "What subjects begin with.")
                        .withDefault("UMHA高可用告警"),
                Setting.of(
                                "email",
                                "send_interval_hours",
                                IntegerType.between(0, 8760),
                                "Hours within which the same alert is not mailed again.")
                        .withDefault("3"));
    }

    private static List<Setting> time() {
        return List.of(
                Setting.of(
                                "time",
                                "sample_interval",
                                IntegerType.seconds(1),
                                "Seconds from one observation of a host to the next.")
                        .withDefault("60"),
                Setting.of(
                                "time",
                                "ha_check_interval",
                                IntegerType.seconds(1),
                                "The most seconds between two assessments of a host.")
                        .withDefault("180"),
                Setting.of(
                                "time",
                                "evacuate_timeout",
                                IntegerType.seconds(1),
                                "Seconds after which an evacuation is called slow.")
                        .withDefault("60"));
    }

    private static List<Setting> valve() {
        List<Setting> all = new ArrayList<>();
        all.addAll(window("storage", "the storage is lost"));
        all.addAll(window("power_off", "the host is powered off"));
        all.addAll(window("panic", "the host has panicked"));
        all.add(Setting.of(
                        "valve",
                        "error_count",
                        IntegerType.between(1, 1000),
                        "How many bad ones of them make a fault of a further meter.")
                .withDefault("3"));
        all.add(Setting.of(
                        "valve",
                        "continue_count",
                        IntegerType.between(1, 1000),
                        "How many of the last observations of a further meter are looked at.")
                .withDefault("5"));
        return all;
    }

    private static List<Setting> window(String signal, String fault) {
        return List.of(
                Setting.of(
                                "valve",
                                signal + "_number",
                                IntegerType.between(1, 1000),
                                "How many of the last observations tell whether " + fault + ".")
                        .withDefault("6"),
                Setting.of(
                                "valve",
                                signal + "_ratio",
                                FractionType.share(),
                                "The share of bad ones of them that says so.")
                        .withDefault("0.6"));
    }
}
