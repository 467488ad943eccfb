package com.umcloud.umha.daemon.explain;

import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.InstanceRecovery;
import com.umcloud.umha.core.incident.InstanceState;
import com.umcloud.umha.core.judgement.HostJudgement;
import com.umcloud.umha.core.judgement.HostJudgement.GateSaid;
import com.umcloud.umha.core.safety.Gate;
import com.umcloud.umha.core.safety.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What would happen next with a host, and what an operator can do about it. */
final class Advice {
    private Advice() {}

    static String next(HostFacts facts) {
        if (facts.incident().isPresent()) {
            return next(facts.incident().get());
        }
        if (facts.judgement().isEmpty()) {
            return "nothing: no processor has judged this host yet";
        }
        HostJudgement judgement = facts.judgement().get();
        if (!judgement.confirmed().isEmpty()) {
            return judgement.ruling() == Ruling.EXEMPT
                    ? "nothing: it has failed and is left alone (" + names(judgement) + ")"
                    : "an incident is opened with the next observation";
        }
        String failure = ifItFailed(judgement);
        if (!judgement.suspected().isEmpty()) {
            return "one more observation is awaited; if it is bad as well, " + failure;
        }
        return (judgement.well() ? "nothing, it is well; if it failed, " : "it is watched; if it failed, ") + failure;
    }

    private static String ifItFailed(HostJudgement judgement) {
        return switch (judgement.ruling()) {
            case PASS -> "it would be fenced and its instances evacuated";
            case REHEARSE -> "that would be rehearsed: told, and nothing done";
            case HOLD -> "an incident would be held by " + names(judgement);
            case EXEMPT -> "it would be left alone because of " + names(judgement);
        };
    }

    private static String names(HostJudgement judgement) {
        return judgement.against().stream().map(g -> g.gate().name()).collect(Collectors.joining(", "));
    }

    private static String next(Incident incident) {
        if (incident.cancelledBy().isPresent()) {
            return "nothing further is asked for; the incident ends when the host is well again";
        }
        return switch (incident.state()) {
            case HELD -> "the gates are asked again with every observation; when all are open the host is fenced";
            case REHEARSED -> "nothing: this is a rehearsal; it ends when the host is well again";
            case FENCING -> "its power is cut and read back until it reads off";
            case VERIFYING -> "it is made sure that the right host is off and silent";
            case ISOLATING -> "the cloud is told that the host is down, then its instances are evacuated";
            case EVACUATING -> "each instance is evacuated, watched and tried again until it has its outcome";
            case RECOVERED -> "the host is awaited; when it was well long enough it is given back to the cloud";
            case CLOSED -> "nothing: the incident is closed";
        };
    }

    /** One line each; empty if there is nothing to do. */
    static List<String> possible(HostFacts facts) {
        List<String> lines = new ArrayList<>();
        facts.judgement().ifPresent(j -> j.against().forEach(g -> lines.add(forGate(g, facts.host()))));
        facts.incident().ifPresent(i -> addForIncident(lines, i));
        return lines.stream().distinct().toList();
    }

    private static void addForIncident(List<String> lines, Incident incident) {
        switch (incident.state()) {
            case HELD, FENCING, VERIFYING -> {
                lines.add("umha confirm-off " + incident.host() + " --operator NAME   if you have seen that it is off");
                lines.add("umha cancel " + incident.id() + "   if it is not to be recovered");
            }
            case ISOLATING, EVACUATING -> {
                if (incident.cancelledBy().isEmpty()) {
                    lines.add("umha cancel " + incident.id() + "   if nothing further is to be evacuated");
                }
                incident.instances().stream()
                        .filter(i -> i.state() == InstanceState.HELD)
                        .map(Advice::release)
                        .forEach(lines::add);
            }
            case REHEARSED -> lines.add("umha cancel " + incident.id() + "   to end the rehearsal");
            case RECOVERED ->
                lines.add("repair the host and start it; openstack compute service set --up --enable " + incident.host()
                        + " nova-compute, where leave_disabled = true");
            case CLOSED -> {}
        }
    }

    private static String release(InstanceRecovery instance) {
        return "umha release " + instance.id() + " --operator NAME --destination-checked   if " + instance.name()
                + " certainly runs nowhere";
    }

    private static String forGate(GateSaid said, String host) {
        Gate gate = said.gate();
        return switch (gate) {
            case KNOWN_TO_CLOUD -> "correct the name in node_storage_ip_info: it must be the one that Nova lists";
            case EXCLUDED -> "take it out of [safety] excluded_hosts, if it is to be recovered";
            case OPERATOR ->
                "openstack compute service set --up --enable " + host + " nova-compute   if it is to be recovered";
            case MAINTENANCE -> "umha maintenance " + host + " off   when the work is done";
            case OBSERVER -> "look at this controller's own network, at Nova and at the database";
            case BREAKER -> "umha ack --breaker   if these are really single failures, or it has to be";
            case BUDGET -> "wait, or raise [safety] maximum_recovering_hosts";
            case BLOCK_PERIOD -> "umha ack " + host + "   if the reason of its last fencing is mended";
            case WITNESS -> "look at the host: something of it still lives";
            case DEVICE -> "correct ipmi_info and run umha load ipmi-info";
            case ARMED -> "umha arm   when UMHA may act again";
            case REHEARSAL -> "set [DEFAULT] really_evacuate = true when you trust what it tells";
            default -> "docs/safety.md says what gate " + gate + " waits for";
        };
    }
}
