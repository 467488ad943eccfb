package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.incident.Command;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.observation.HostInventory;
import com.umcloud.umha.core.observation.Probes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** After a power was cut: does its host still answer, and has somebody else fallen silent? */
final class WitnessProbe {
    private final HostInventory inventory;
    private final Probes probes;
    private final Supplier<Set<String>> answeringHosts;

    /**
     * Probes by the inventory's storage addresses.
     *
     * @param answeringHosts hosts that were well at the last observation and are known to answer probes
     */
    WitnessProbe(HostInventory inventory, Probes probes, Supplier<Set<String>> answeringHosts) {
        this.inventory = inventory;
        this.probes = probes;
        this.answeringHosts = answeringHosts;
    }

    IncidentEvent.Answer probe(Command.ProbeWitnesses command) {
        Set<String> hosts = new TreeSet<>(command.suspects());
        if (command.others()) {
            hosts.addAll(answeringHosts.get());
        }
        hosts.add(command.host());
        Map<String, String> addresses = new HashMap<>();
        hosts.forEach(h -> inventory.storageAddress(h).ifPresent(a -> addresses.put(h, a)));
        Map<String, Probes.Answer> answers = probes.probe(addresses.values());
        Set<String> silent = new TreeSet<>();
        boolean hostAnswers = false;
        for (Map.Entry<String, String> entry : addresses.entrySet()) {
            Probes.Answer answer = answers.get(entry.getValue());
            if (answer == null || !answer.tried()) {
                return new IncidentEvent.NotRun(command.id(), "this controller cannot probe");
            }
            if (entry.getKey().equals(command.host())) {
                hostAnswers = answer.answered();
            } else if (!answer.answered()) {
                silent.add(entry.getKey());
            }
        }
        return new IncidentEvent.WitnessesProbed(command.id(), hostAnswers, silent);
    }
}
