package com.umcloud.umha.core.config;

import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.config.problem.ConfigurationProblem;
import com.umcloud.umha.core.config.problem.Origin;
import com.umcloud.umha.core.config.problem.ProblemList;
import com.umcloud.umha.core.config.problem.ProblemSeverity;
import com.umcloud.umha.core.config.schema.DurationType;
import com.umcloud.umha.core.config.schema.SettingName;
import com.umcloud.umha.core.config.schema.TextType;
import com.umcloud.umha.core.leadership.LeaseConfig;
import com.umcloud.umha.core.selection.SelectionRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What has to hold between settings. A setting that is wrong by itself takes no part. */
final class CrossChecks {
    private static final String GENERAL = SettingName.DEFAULT_SECTION;
    private static final String PUBLIC_SECRET = "change this for valid signing";

    private final Map<SettingName, ResolvedSetting> settings;
    private final ProblemList problems;

    CrossChecks(Map<SettingName, ResolvedSetting> settings, ProblemList problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void check() {
        lease();
        recovery();
        selection();
        placement();
        meters();
        rehearsal();
        database();
        notifiers();
        telemetry();
    }

    private void lease() {
        if (!usable("lease", "duration", "renew_interval")) {
            return;
        }
        Duration most = LeaseConfig.longestRenewInterval(duration("lease", "duration"));
        if (duration("lease", "renew_interval").compareTo(most) > 0) {
            pair(
                    ProblemSeverity.ERROR,
                    resolved("lease", "renew_interval"),
                    resolved("lease", "duration"),
                    "longer than a third of [lease] duration",
                    "at most " + DurationType.format(most) + " go with a duration of " + display("lease", "duration"));
            return;
        }
        fitsIntoLease("observer", "fence_limit", "a call of a power device would be broken off");
        fitsIntoLease("observer", "cloud_limit", "a call of the cloud would be broken off");
        fitsIntoLease("recovery", "proof_maximum_age", "an evacuation would rest on a reading of an earlier lease");
    }

    /** What is begun just before a renewal has to end under the same lease. */
    private void fitsIntoLease(String section, String key, String consequence) {
        if (!usable(section, key)) {
            return;
        }
        Duration fits = LeaseConfig.longestCall(duration("lease", "duration"), duration("lease", "renew_interval"));
        if (duration(section, key).compareTo(fits) > 0) {
            pair(
                    ProblemSeverity.ERROR,
                    resolved(section, key),
                    resolved("lease", "duration"),
                    "longer than what is left of the lease before a renewal: " + consequence,
                    "at most " + DurationType.format(fits) + " go with [lease] duration = "
                            + display("lease", "duration") + " and renew_interval = "
                            + display("lease", "renew_interval"));
        }
    }

    private void recovery() {
        if (usable("recovery", "retry_minimum", "retry_maximum")
                && duration("recovery", "retry_minimum").compareTo(duration("recovery", "retry_maximum")) > 0) {
            pair(
                    ProblemSeverity.ERROR,
                    resolved("recovery", "retry_minimum"),
                    resolved("recovery", "retry_maximum"),
                    "longer than [recovery] retry_maximum",
                    "at most " + display("recovery", "retry_maximum"));
        }
        if (usable("time", "evacuate_timeout")
                && usable(GENERAL, "seconds_before_check_vm_status")
                && number("time", "evacuate_timeout") < number(GENERAL, "seconds_before_check_vm_status")) {
            pair(
                    ProblemSeverity.WARNING,
                    resolved("time", "evacuate_timeout"),
                    resolved(GENERAL, "seconds_before_check_vm_status"),
                    "shorter than [DEFAULT] seconds_before_check_vm_status",
                    "an evacuation is called slow only after both");
        }
    }

    private void selection() {
        for (String key : List.of("include", "exclude", "first")) {
            for (String rule : list("selection", key)) {
                rule(resolved("selection", key), rule);
            }
        }
    }

    private void rule(ResolvedSetting setting, String text) {
        try {
            SelectionRule rule = SelectionRule.parse(text);
            if (rule.kind() == SelectionRule.Kind.IMAGE
                    && usable("selection", "image_properties")
                    && value("selection", "image_properties").equals(false)) {
                tell(
                        ProblemSeverity.ERROR,
                        setting,
                        "images' properties are not read, so " + rule + " cannot be judged",
                        "set [selection] image_properties = true, or remove the rule");
            }
        } catch (IllegalArgumentException e) {
            tell(
                    ProblemSeverity.ERROR,
                    setting,
                    text + " is no rule: " + e.getMessage(),
                    "expected " + SelectionRule.ALLOWED);
        }
    }

    private void placement() {
        ResolvedSetting destination = resolved("placement", "destination");
        if (usable("placement", "destination")
                && list("placement", "reserved_hosts").contains(destination.display())) {
            pair(
                    ProblemSeverity.ERROR,
                    destination,
                    resolved("placement", "reserved_hosts"),
                    "one of [placement] reserved_hosts, which are disabled until they are needed",
                    "remove it from one of the two");
        }
    }

    private void meters() {
        if (usable("valve", "error_count", "continue_count")
                && number("valve", "error_count") > number("valve", "continue_count")) {
            pair(
                    ProblemSeverity.ERROR,
                    resolved("valve", "error_count"),
                    resolved("valve", "continue_count"),
                    "more than [valve] continue_count, so it could never be reached",
                    "at most " + display("valve", "continue_count"));
        }
        if (usable("compute", "ping_loss_ratio")
                && value("compute", "ping_loss_ratio").equals(1.0)) {
            warn("compute", "ping_loss_ratio", "a server that answers nothing counts as answering", "below 1");
        }
    }

    private void rehearsal() {
        if (usable(GENERAL, "really_evacuate", "has_IPMI", "force_evacuate_when_ipmi_unknown")
                && flag("really_evacuate")
                && !flag("has_IPMI")
                && !flag("force_evacuate_when_ipmi_unknown")) {
            warn(
                    GENERAL,
                    "has_IPMI",
                    "without power devices no host can be proven off, and each failure waits for an operator",
                    "confirm by umha confirm-off HOST");
        }
        if (usable(GENERAL, "has_IPMI", "force_evacuate_when_ipmi_unknown")
                && !flag("has_IPMI")
                && flag("force_evacuate_when_ipmi_unknown")) {
            warn(
                    GENERAL,
                    "force_evacuate_when_ipmi_unknown",
                    "without power devices each host that falls silent is evacuated UNPROVEN: one that only seems dead"
                            + " goes on running its instances beside their copies",
                    "give the hosts power devices, or set it to false and confirm by umha confirm-off HOST");
        }
    }

    private void database() {
        if (!usable(GENERAL, "standalone") || !flag("standalone")) {
            return;
        }
        for (SettingName name :
                List.of(DatabaseAgreement.UMHA, DatabaseAgreement.METERING, DatabaseAgreement.CEILOMETER)) {
            ResolvedSetting connection = resolved(name.section(), name.key());
            if (connection.value().isPresent()) {
                tell(
                        ProblemSeverity.ERROR,
                        connection,
                        "with [DEFAULT] standalone = true the embedded database would be used, not this one",
                        "remove one of the two");
            }
        }
    }

    private void notifiers() {
        ResolvedSetting notifiers = resolved(GENERAL, "notifiers");
        for (Object name : (List<?>) value(GENERAL, "notifiers")) {
            TextType type = TextType.factoryName();
            if (type.parse(name.toString()).isEmpty()) {
                tell(ProblemSeverity.ERROR, notifiers, name + " is no notifier", "expected " + type.allowed());
            }
        }
    }

    private void telemetry() {
        if (usable("collector", "queue_capacity", "write_batch_size")
                && number("collector", "queue_capacity") < number("collector", "write_batch_size")) {
            pair(
                    ProblemSeverity.ERROR,
                    resolved("collector", "queue_capacity"),
                    resolved("collector", "write_batch_size"),
                    "less than [collector] write_batch_size",
                    "at least " + display("collector", "write_batch_size"));
        }
        if (!((List<?>) value(GENERAL, "meter_dispatchers")).contains("database")) {
            warn(GENERAL, "meter_dispatchers", "samples go to the database all the same", "write database");
        }
        if (usable("publisher", "telemetry_secret")
                && value("publisher", "telemetry_secret").equals(Secret.of(PUBLIC_SECRET))) {
            warn(
                    "publisher",
                    "telemetry_secret",
                    "this is Ceilometer's default, which everybody knows",
                    "choose a secret, and set it on every host");
        }
    }

    private ResolvedSetting resolved(String section, String key) {
        ResolvedSetting setting = settings.get(new SettingName(section, key));
        if (setting == null) {
            throw new IllegalStateException("[" + section + "] " + key + " is not in the schema");
        }
        return setting;
    }

    private boolean usable(String section, String... keys) {
        for (String key : keys) {
            ResolvedSetting setting = resolved(section, key);
            if (setting.failed() || setting.value().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Object value(String section, String key) {
        return resolved(section, key).value().orElseThrow();
    }

    private List<String> list(String section, String key) {
        return resolved(section, key)
                .value()
                .map(items -> ((List<?>) items).stream().map(Object::toString).toList())
                .orElse(List.of());
    }

    private Duration duration(String section, String key) {
        return (Duration) value(section, key);
    }

    private long number(String section, String key) {
        return (Long) value(section, key);
    }

    private boolean flag(String key) {
        return (Boolean) value(GENERAL, key);
    }

    private String display(String section, String key) {
        return resolved(section, key).display();
    }

    /** Tells at the setting's own line, or at the other's if only that one is set. */
    private void pair(
            ProblemSeverity severity, ResolvedSetting setting, ResolvedSetting other, String message, String remedy) {
        tell(severity, setting, setting.isDefault() ? other.origin() : setting.origin(), message, remedy);
    }

    private void warn(String section, String key, String message, String remedy) {
        tell(ProblemSeverity.WARNING, resolved(section, key), message, remedy);
    }

    private void tell(ProblemSeverity severity, ResolvedSetting setting, String message, String remedy) {
        tell(severity, setting, setting.origin(), message, remedy);
    }

    private void tell(ProblemSeverity severity, ResolvedSetting setting, Origin origin, String message, String remedy) {
        SettingName name = setting.setting().name();
        problems.add(new ConfigurationProblem(
                severity, origin, name.section(), name.key(), setting.display(), message, remedy));
    }
}
