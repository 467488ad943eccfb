package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.incident.Command;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.observation.HeardHost;
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

/**
 * Right before a power is cut: does its host still need it? When it is off: does the host still answer, and may somebody else be
 * off in its place? Safe for use by several threads.
 */
final class WitnessProbe {
    private static final int REMEMBERED = 256;

    /** With more others than this only those are probed whose samples do not come. */
    private static final int MANY = 200;

    private static final long LOOK_AGAIN_MILLIS = 50;

    private final HostInventory inventory;
    private final Probes probes;
    private final Others others;
    private final InstantSource steadyClock;
    private final Duration sampleInterval;
    private final Map<String, Set<String>> answeringBefore = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What is known of the hosts. */
    interface Others {
        /** What was last heard of the host; empty if nothing was. */
        Optional<HeardHost> heard(String host);

        /** The host as it was last observed; empty if it was not yet. */
        Optional<Observation> seen(String host);

        /** Hosts that are well and are known to answer probes. */
        Set<String> answering();

        /** Hosts that are known to answer probes, and are silent although their own devices say that they are on. */
        Set<String> silentThoughOn();

        /** Whether the other host's device, which is not the one that is written down for this host, says that it is off. */
        boolean readsOff(String other, String host);

        /** Hosts that answered probes once, are in service, and had not failed before this host did. */
        Set<String> notFailedBefore(String host);

        /** Whether the host's fence device is known by its UUID to be the host's own: then it cannot hit anybody else. */
        boolean deviceIsItsOwn(String host);
    }

    /**
     * Probes by the inventory's storage addresses.
     *
     * @param sampleInterval how long an observation of a host says what it is like
     */
    WitnessProbe(
            HostInventory inventory, Probes probes, Others others, InstantSource steadyClock, Duration sampleInterval) {
        this.inventory = inventory;
        this.probes = probes;
        this.others = others;
        this.steadyClock = steadyClock;
        this.sampleInterval = sampleInterval;
    }

    /**
     * To be called right before the power is cut: whoever was well by then and is silent afterwards may have been hit by it. One
     * that happens to die in between counts as well: without the system's UUID nothing tells it from a victim, and a device that
     * controls that very host would prove the wrong one off. The host itself is probed if its last observation is too old to say
     * whether it answers.
     *
     * @return what shows that the host needs not be cut any more; empty if it does
     */
    Optional<String> aboutToCut(Command.PowerOff command) throws InterruptedException {
        String incident = incidentOf(command.id());
        Set<String> answering = new TreeSet<>(others.answering());
        answering.remove(command.host());
        if (command.again()) {
            rememberAgain(incident, command.host(), answering);
            return Optional.empty();
        }
        synchronized (answeringBefore) {
            answeringBefore.put(incident, answering);
        }
        return command.unlessOver().isEmpty() ? Optional.empty() : over(command);
    }

    private Optional<String> over(Command.PowerOff command) throws InterruptedException {
        Instant since = steadyClock.instant().minus(sampleInterval);
        Optional<Observation> seen =
                others.seen(command.host()).filter(last -> !last.at().isBefore(since));
        boolean answers = seen.isPresent() ? seen.get().probed() : answersNow(command.host());
        return new LastLook(others.heard(command.host()), answers, since).over(command.unlessOver());
    }

    private boolean answersNow(String host) throws InterruptedException {
        Map<String, String> address = addressesOf(Set.of(host));
        return probes.probe(address.values()).values().stream().anyMatch(Probes.Answer::answered);
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
        boolean doubtful = command.others() != Command.Others.NONE && !others.deviceIsItsOwn(command.host());
        boolean cut = doubtful && command.others() == Command.Others.OF_A_CUT;
        Set<String> perhapsHit = cut ? answeringBeforeCut(command) : Set.of();
        if (doubtful) {
            hosts.addAll(cut ? perhapsHit : others.answering());
            hosts.addAll(others.silentThoughOn());
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
            } else if (!answer.answered() && !isOffByItself(entry.getKey(), command.host(), perhapsHit)) {
                silent.add(entry.getKey());
            }
        }
        return new IncidentEvent.WitnessesProbed(command.id(), hostAnswers, silent);
    }

    /**
     * Where the devices of all that are silent read off, all of them are off, whichever belongs to whom. Of those that were well
     * until the power was cut that is no excuse: it may be their power that was cut.
     */
    private boolean isOffByItself(String other, String host, Set<String> perhapsHit) {
        return !perhapsHit.contains(other) && others.readsOff(other, host);
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
            hosts.removeIf(host -> others.heard(host)
                    .map(heard -> heard.lastHeard().isAfter(start))
                    .orElse(false));
        }
    }
}
