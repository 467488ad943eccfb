package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.testkit.openstack.nova.SimulatedMigration;
import com.umcloud.umha.testkit.simulation.cloud.EvacuationEffect;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.CommittedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold after every step, against what is really so. Used by one thread. */
final class Checks {
    private static final Set<String> RECOVERING = Set.of("FENCING", "VERIFYING", "ISOLATING");

    /** Between the reading of off and the moment in which the call is made. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final SimulatedRegion region;
    private final PowerHistory power;
    private final Duration proofAge;
    private final int budget;
    private final boolean forced;
    private final List<String> violations = new ArrayList<>();
    private final Map<String, String> states = new HashMap<>();
    private final Set<String> intents = new HashSet<>();
    private final Coverage coverage;
    private int effectsSeen;
    private int commitsSeen;

    Checks(SimulatedRegion region, Configuration configuration, boolean forced, Coverage coverage) {
        this.region = region;
        this.coverage = coverage;
        this.power = new PowerHistory(region.agenda());
        region.site().hosts().forEach(power::watch);
        this.proofAge = configuration.recovery().proofMaximumAge();
        this.budget = configuration.safety().budget().maximumRecoveringHosts();
        this.forced = forced;
    }

    /** Looks at what is new. */
    void look() {
        region.site().truth().check().forEach(this::violated);
        List<EvacuationEffect> effects = region.cloud().journal().evacuations();
        while (effectsSeen < effects.size()) {
            took(effects.get(effectsSeen++));
        }
        List<CommittedStep> commits = region.database().commits();
        while (commitsSeen < commits.size()) {
            committed(commits.get(commitsSeen++));
        }
    }

    /** A processor is about to ask for an evacuation. */
    void asking(String controller, EvacuationRequest request) {
        String holder = region.database().lease().holder();
        if (!holder.isEmpty() && !holder.equals(controller)) {
            violated(controller + " asks for the evacuation of " + request.instanceId() + " while " + holder
                    + " holds the lease");
        }
        if (!intents.contains("EVACUATE " + request.instanceId())) {
            violated(controller + " asks for the evacuation of " + request.instanceId()
                    + " without having written it down");
        }
    }

    /** A processor is about to cut a host's power. */
    void cutting(String controller, String host) {
        String holder = region.database().lease().holder();
        if (!holder.isEmpty() && !holder.equals(controller)) {
            violated(controller + " cuts the power of " + host + " while " + holder + " holds the lease");
        }
        if (!intents.contains("POWER_OFF " + host)) {
            violated(controller + " cuts the power of " + host + " without having written it down");
        }
    }

    private void took(EvacuationEffect effect) {
        coverage.evacuated();
        Instant earliest = effect.askedAt().minus(proofAge).minus(MARGIN);
        if (!forced && !power.wasOff(effect.source(), earliest, effect.askedAt())) {
            violated(effect.controller() + " asked to evacuate " + effect.instanceId() + " from " + effect.source()
                    + ", which was not off");
        }
    }

    private void committed(CommittedStep step) {
        for (IntentRow intent : step.commit().intents()) {
            intents.add(intent.command() + " " + intent.subject());
        }
        for (IncidentRow row : step.commit().incidents()) {
            String before = states.put(row.id(), row.state());
            if (!row.state().equals(before)) {
                coverage.moved(before == null ? "NEW" : before, row.state());
            }
        }
        long recovering = states.values().stream().filter(RECOVERING::contains).count();
        if (recovering > budget) {
            violated(recovering + " hosts are being fenced at once, " + budget + " are allowed");
        }
    }

    /** Records of one instance that were under way at the same time; asked at the end. */
    void recordsDoNotOverlap() {
        Map<String, List<SimulatedMigration>> byInstance = new HashMap<>();
        for (SimulatedMigration migration : region.nova().migrations()) {
            if (migration.type().equals("evacuation")) {
                byInstance
                        .computeIfAbsent(migration.instanceId(), id -> new ArrayList<>())
                        .add(migration);
            }
        }
        byInstance.values().forEach(records -> {
            for (int i = 1; i < records.size(); i++) {
                SimulatedMigration first = records.get(i - 1);
                SimulatedMigration second = records.get(i);
                if (first.status().equals("completed")) {
                    // written when the source's compute service came back: when it was done is not known any more
                    continue;
                }
                Instant end = HostTroubles.isUnfinished(first)
                        ? Instant.MAX
                        : first.updatedAt().orElse(first.createdAt());
                boolean destinationDied = first.destination()
                        .map(host -> power.wasOff(host, first.createdAt(), second.createdAt()))
                        .orElse(false);
                // Nova took the older record for the second call; the second one stays as it was made
                boolean neverTakenUp =
                        second.status().equals("accepted") && second.updatedAt().isEmpty();
                if (end.isAfter(second.createdAt()) && !destinationDied && !neverTakenUp) {
                    violated("two evacuations of " + first.instanceId() + " were under way at once: " + first + ", "
                            + second);
                }
            }
        });
    }

    void violated(String what) {
        violations.add(Story.at(region.agenda().instant()) + "  " + what);
    }

    List<String> violations() {
        return violations;
    }
}
