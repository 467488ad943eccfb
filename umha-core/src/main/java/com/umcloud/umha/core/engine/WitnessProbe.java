package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.incident.Command;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.observation.HostInventory;
import com.umcloud.umha.core.observation.Probes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** After a power was cut: does its host still answer, and has somebody else fallen silent? Safe for use by several threads. */
final class WitnessProbe {
    private static final int REMEMBERED = 256;

    /** With more others than this only those are probed whose samples do not come. */
    private static final int MANY = 200;

    private static final long LOOK_AGAIN_MILLIS = 50;

    private final HostInventory inventory;
    private final Probes probes;
    private final Others others;
    private final InstantSource steadyClock;
    private final Map<String, Set<String>> answeringBefore = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What is known of the other hosts. */
    interface Others {
        /** Hosts that are well and are known to answer probes. */
        Set<String> answering();

        /** Hosts that answered probes once, are in service, and had not failed before this host did. */
        Set<String> notFailedBefore(String host);

        /** Whether the host's fence device is known by its UUID to be the host's own: then it cannot hit anybody else. */
        boolean deviceIsItsOwn(String host);

        /** Whether a sample of the host was heard after that time. */
        boolean heardSince(String host, Instant time);
    }

    /** Probes by the inventory's storage addresses. */
    WitnessProbe(HostInventory inventory, Probes probes, Others others, InstantSource steadyClock) {
        this.inventory = inventory;
        this.probes = probes;
        this.others = others;
        this.steadyClock = steadyClock;
    }

    /**
     * To be called right before the power is cut: whoever was well by then and is silent afterwards may have been hit by it. One
     * that happens to die in between counts as well: without the system's UUID nothing tells it from a victim, and a device that
     * controls that very host would prove the wrong one off.
     */
    void aboutToCut(Command.PowerOff command) {
        String incident = incidentOf(command.id());
        Set<String> answering = new TreeSet<>(others.answering());
        answering.remove(command.host());
        if (command.again()) {
            rememberAgain(incident, command.host(), answering);
            return;
        }
        synchronized (answeringBefore) {
            answeringBefore.put(incident, answering);
        }
    }

    /** Who answered before the first cut may have been hit by it; after a restart nobody knows any more who that was. */
    private void rememberAgain(String incident, String host, Set<String> answering) {
        synchronized (answeringBefore) {
            Set<String> known = answeringBefore.get(incident);
            answering.addAll(known != null ? known : others.notFailedBefore(host));
            answering.remove(host);
            answeringBefore.put(incident, answering);
        }
    }

    private Map<String, String> addressesOf(Set<String> hosts) {
        Map<String, String> addresses = new HashMap<>();
        hosts.forEach(host -> inventory.storageAddress(host).ifPresent(address -> addresses.put(host, address)));
        return addresses;
    }

    private static String incidentOf(String commandId) {
        int slash = commandId.lastIndexOf('/');
        return slash < 0 ? commandId : commandId.substring(0, slash);
    }

    IncidentEvent.Answer probe(Command.ProbeWitnesses command, Duration limit) throws InterruptedException {
        Set<String> hosts = new TreeSet<>();
        if (command.others() && !others.deviceIsItsOwn(command.host())) {
            hosts.addAll(answeringBeforeCut(command));
            hosts.remove(command.host());
            if (hosts.size() > MANY) {
                removeThoseThatAreHeard(hosts, limit.dividedBy(2));
            }
        }
        hosts.addAll(command.suspects());
        hosts.add(command.host());
        Map<String, String> addresses = addressesOf(hosts);
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

    /** After a restart nobody knows who answered before the cut: then everybody who should be alive has to answer. */
    private Set<String> answeringBeforeCut(Command.ProbeWitnesses command) {
        Optional<Set<String>> known;
        synchronized (answeringBefore) {
            known = Optional.ofNullable(answeringBefore.get(incidentOf(command.id())));
        }
        return known.orElseGet(() -> others.notFailedBefore(command.host()));
    }

    private void removeThoseThatAreHeard(Set<String> hosts, Duration patience) throws InterruptedException {
        Instant start = steadyClock.instant();
        while (hosts.size() > MANY && steadyClock.instant().isBefore(start.plus(patience))) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            hosts.removeIf(host -> others.heardSince(host, start));
        }
    }
}
