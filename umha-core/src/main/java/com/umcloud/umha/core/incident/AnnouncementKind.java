package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.notify.Severity;

/** What the operator is told of an incident. */
public enum AnnouncementKind {
    HELD("incident.held", Severity.CRITICAL),
    REHEARSED("incident.rehearsed", Severity.WARNING),
    FENCING("incident.fencing", Severity.CRITICAL),
    FENCE_TROUBLE("incident.fence-trouble", Severity.CRITICAL),
    WRONG_DEVICE("incident.wrong-device", Severity.CRITICAL),
    PROVEN_OFF("incident.proven-off", Severity.WARNING),
    PROOF_REVOKED("incident.proof-revoked", Severity.CRITICAL),
    CLOUD_TROUBLE("incident.cloud-trouble", Severity.CRITICAL),
    CAPACITY("incident.capacity", Severity.WARNING),
    RESERVE("incident.reserve", Severity.WARNING),
    ISOLATED("incident.isolated", Severity.INFO),
    EVACUATING("incident.evacuating", Severity.INFO),
    INSTANCE("incident.instance", Severity.INFO),
    SLOW("incident.slow", Severity.WARNING),
    INTERIM("incident.interim", Severity.CRITICAL),
    RECOVERED("incident.recovered", Severity.CRITICAL),
    LATECOMERS("incident.latecomers", Severity.WARNING),
    LEFT_ALONE("incident.left-alone", Severity.WARNING),
    POWERED_ON("incident.powered-on", Severity.INFO),
    POWER_ON_FAILED("incident.power-on-failed", Severity.WARNING),
    RETURN_DELAYED("incident.return-delayed", Severity.WARNING),
    RETURNED("incident.returned", Severity.INFO),
    VIOLATION("incident.rule-broken", Severity.CRITICAL);

    private final String kind;
    private final Severity severity;

    AnnouncementKind(String kind, Severity severity) {
        this.kind = kind;
        this.severity = severity;
    }

    /** The stable word for programs. */
    public String kind() {
        return kind;
    }

    public Severity severity() {
        return severity;
    }

    /** Whether it is mailed; the others are only written to {@code umha_log}. */
    public boolean isMailed() {
        return severity != Severity.INFO;
    }
}
