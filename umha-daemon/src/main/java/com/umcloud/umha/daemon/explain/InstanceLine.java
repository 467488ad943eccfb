package com.umcloud.umha.daemon.explain;

import com.umcloud.umha.core.incident.InstanceRecovery;
import com.umcloud.umha.core.incident.InstanceState;
import java.util.Locale;

/** One instance of an incident on one line: what became of it, or what it waits for. */
public final class InstanceLine {
    private InstanceLine() {}

    public static String of(InstanceRecovery instance) {
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "%-20s %s  %-10s", instance.name(), instance.id(), instance.state()));
        instance.destination().ifPresent(to -> line.append(" -> ").append(to));
        if (instance.state() == InstanceState.WAITING) {
            line.append("  attempt ").append(instance.attempts());
            instance.notBefore().ifPresent(at -> line.append(", again at ").append(at));
        }
        if (instance.holding().wasReleased()) {
            line.append("  released by ").append(instance.holding().releasedBy());
        }
        return line + (instance.detail().isEmpty() ? "" : "  " + instance.detail());
    }
}
