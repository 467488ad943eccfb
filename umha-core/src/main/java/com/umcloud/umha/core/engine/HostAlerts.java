package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.Signal;
import com.umcloud.umha.core.assessment.StorageReading;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.safety.DeviceTrust;
import com.umcloud.umha.core.safety.SafetyConfig;
import com.umcloud.umha.core.safety.SafetyVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What an operator is told about hosts that have no incident. */
final class HostAlerts {
    /** So many rounds a host may take to show itself, or an agent to be silent, before somebody is told. */
    private static final int PATIENCE = 10;

    private final SafetyConfig safety;
    private final String ownHost;
    private final Map<String, Integer> roundsSeen = new HashMap<>();
    private final Map<String, Integer> roundsWithoutSample = new HashMap<>();

    HostAlerts(SafetyConfig safety, String ownHost) {
        this.safety = safety;
        this.ownHost = ownHost;
    }

    /** Called once per round by the engine's thread. */
    void tell(Map<String, HostAssessment> assessments, Round round, Step step) {
        roundsSeen.keySet().retainAll(round.observations().keySet());
        roundsWithoutSample.keySet().retainAll(round.observations().keySet());
        if (!assessments.isEmpty()) {
            unknownToCloud(round, step);
        }
        assessments.forEach((host, assessment) -> {
            withoutDevice(host, round, step);
            boolean known = round.cloud().containsKey(host);
            if (roundsSeen.merge(host, 1, (a, b) -> Math.min(a + b, PATIENCE)) >= PATIENCE && known) {
                unmonitored(assessment, step);
            }
            agentSilent(assessment, step);
            serviceDown(assessment, round, step);
            for (var fault : assessment.alerts()) {
                step.alert(new Alert(
                        "host.alert",
                        Severity.WARNING,
                        Optional.of(host),
                        "Host " + host + ": " + fault,
                        fault + " is confirmed; severity 0 in the configuration: nothing is done about it."));
            }
        });
        round.devices().forEach((host, check) -> {
            if (check.trust() == DeviceTrust.QUARANTINED) {
                step.alert(new Alert(
                        "device.quarantined",
                        Severity.CRITICAL,
                        Optional.of(host),
                        "Host " + host + ": its fence device is another host's",
                        check.detail()
                                + ". It is never used until it reads right; correct ipmi_info and load it again."));
            } else if (!check.readable()) {
                step.alert(new Alert(
                        "device.unreadable",
                        Severity.WARNING,
                        Optional.of(host),
                        "Host " + host + ": its fence device cannot be read",
                        check.detail() + ". Without it the host cannot be proven off."));
            }
        });
    }

    /** Told once a day if the failure of some host would leave instances without room. */
    static void forecast(EngineEvent.Forecasted forecast, Step step) {
        if (forecast.shortages().isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        forecast.shortages()
                .forEach((host, text) ->
                        lines.append(host).append(": ").append(text).append("\n"));
        step.alert(new Alert(
                "capacity.short",
                Severity.WARNING,
                Optional.empty(),
                "The cloud cannot do without " + forecast.shortages().size() + " of its " + forecast.hosts() + " hosts",
                "If one of these hosts failed, not all of its instances would find room on the others:\n" + lines
                        + "Free some capacity, add a host, or name reserved hosts in [placement] reserved_hosts."));
    }

    static void exempt(HostAssessment assessment, SafetyVerdict verdict, Step step) {
        step.alert(new Alert(
                "host.exempt",
                Severity.WARNING,
                Optional.of(assessment.host()),
                "Host " + assessment.host() + " has failed and is left alone",
                assessment.confirmed() + ": " + verdict.reason()));
    }

    /** What is listed under a name that the cloud does not have; whom it was meant for is never guessed. */
    private static void unknownToCloud(Round round, Step step) {
        if (round.cloud().isEmpty()) {
            return;
        }
        Set<String> listed = new TreeSet<>(round.observations().keySet());
        listed.addAll(round.withDevice());
        listed.removeAll(round.cloud().keySet());
        for (String host : listed) {
            List<String> tables = new ArrayList<>();
            if (round.observations().containsKey(host)) {
                tables.add("node_storage_ip_info");
            }
            if (round.withDevice().contains(host)) {
                tables.add("ipmi_info");
            }
            step.alert(
                    new Alert(
                            "host.unknown",
                            Severity.WARNING,
                            Optional.of(host),
                            "Host " + host + " is unknown to the cloud",
                            "It is listed in " + String.join(" and ", tables)
                                    + ", but the cloud lists no compute host with exactly this name."
                                    + similar(host, round.cloud().keySet())
                                    + " Nothing is ever done about it. Correct the name, or remove the line, and load it again."));
        }
    }

    private static String similar(String host, Set<String> cloud) {
        List<String> same = cloud.stream()
                .filter(other -> shortName(other).equals(shortName(host)))
                .sorted()
                .toList();
        return same.isEmpty()
                ? ""
                : " It lists " + String.join(", ", same)
                        + ": names that differ in the domain part are different hosts.";
    }

    private static String shortName(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }

    private void withoutDevice(String host, Round round, Step step) {
        ComputeHost cloud = round.cloud().get(host);
        boolean needed = safety.hasIpmi()
                && cloud != null
                && cloud.enabled()
                && !safety.excludedHosts().contains(host)
                && !host.equals(ownHost);
        if (needed && !round.withDevice().contains(host)) {
            step.alert(new Alert(
                    "host.no-device",
                    Severity.WARNING,
                    Optional.of(host),
                    "Host " + host + " has no fence device",
                    "No line of ipmi_info has exactly this name. If the host fails it cannot be proven off, and its"
                            + " instances wait for an operator's word. Add it to ipmi_info and run load_ipmi_info."));
        }
    }

    /** Told once the host is otherwise known: a host that was never well by a signal is not watched by it. */
    private static void unmonitored(HostAssessment assessment, Step step) {
        Set<Signal> blind = assessment.unmonitored();
        if (blind.contains(Signal.STORAGE) || blind.contains(Signal.PROBE)) {
            step.alert(new Alert(
                    "host.unmonitored",
                    Severity.WARNING,
                    Optional.of(assessment.host()),
                    "Host " + assessment.host() + " is not monitored",
                    "Never good until now: " + blind
                            + ". A signal judges a host only after it was good once. Check the agent, the telemetry secret"
                            + " and the host's line in node_storage_ip_info."));
        }
    }

    private void agentSilent(HostAssessment assessment, Step step) {
        Observation seen = assessment.observation();
        boolean silent = seen.storage() == StorageReading.MISSING
                && seen.liveness() == Liveness.ALIVE
                && !assessment.unmonitored().contains(Signal.STORAGE);
        int rounds = silent ? roundsWithoutSample.merge(assessment.host(), 1, (a, b) -> Math.min(a + b, PATIENCE)) : 0;
        if (!silent) {
            roundsWithoutSample.remove(assessment.host());
        } else if (rounds >= PATIENCE) {
            step.alert(new Alert(
                    "host.agent-silent",
                    Severity.WARNING,
                    Optional.of(assessment.host()),
                    "Host " + assessment.host() + ": its agent sends nothing, the host is alive",
                    "Its storage network is not watched; nothing is fenced. Start its agent again."));
        }
    }

    private static void serviceDown(HostAssessment assessment, Round round, Step step) {
        ComputeHost cloud = round.cloud().get(assessment.host());
        boolean alive = assessment.observation().liveness() == Liveness.ALIVE
                && assessment.confirmed().isEmpty();
        if (cloud != null && !cloud.serviceUp() && cloud.enabled() && !cloud.forcedDown() && alive) {
            step.alert(new Alert(
                    "host.service-down",
                    Severity.WARNING,
                    Optional.of(assessment.host()),
                    "Host " + assessment.host() + ": its compute service is down, the host is alive",
                    "Its instances still run; nothing is fenced. Start its compute service again."));
        }
    }
}
