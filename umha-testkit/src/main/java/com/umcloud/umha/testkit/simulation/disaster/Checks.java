package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.incident.CommandKind;
import com.umcloud.umha.core.judgement.HostJudgement;
import com.umcloud.umha.core.store.JudgementRow;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.nova.SimulatedMigration;
import com.umcloud.umha.testkit.simulation.cloud.EvacuationEffect;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.CommittedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** What must hold after every step, against what is really so. Used by one thread. */
public final class Checks {
    /** So many are told; after the first one everything else may follow from it. */
    private static final int MOST = 50;

    /** Between the reading of off and the moment in which the call is made. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final SimulatedRegion region;
    private final PowerHistory power;
    private final Duration proofAge;
    private final boolean forced;
    private final List<String> violations = new ArrayList<>();
    private final Coverage coverage;
    private final Ledger ledger;
    private final IntentChecks intents;
    private final LimitChecks limits;
    private final TargetChecks targets;
    private final CallChecks calls;
    private final Set<String> asked = new HashSet<>();
    private Predicate<EvacuationEffect> vouched = effect -> false;
    private int effectsSeen;
    private int commitsSeen;

    public Checks(SimulatedRegion region, Configuration configuration, boolean forced, Coverage coverage) {
        this.region = region;
        this.coverage = coverage;
        this.power = new PowerHistory(region.agenda());
        HostTimes times = new HostTimes(region.agenda());
        region.site().hosts().forEach(host -> {
            power.watch(host);
            times.watch(host);
        });
        region.site().networks().listen(times::changed);
        this.proofAge = configuration.recovery().proofMaximumAge();
        this.forced = forced;
        this.ledger = new Ledger(region.documents(), this::violated, coverage);
        this.intents = new IntentChecks(this::violated);
        this.limits = new LimitChecks(region, configuration, times, this::violated);
        this.targets = new TargetChecks(region, times, this::violated);
        this.calls = new CallChecks(region, power, this::violated);
    }

    /** Who knows which evacuations rest on an operator's word, though the host was not off any more. */
    void excuse(Predicate<EvacuationEffect> value) {
        vouched = value;
    }

    /** Looks at what is new. */
    public void look() {
        region.site().truth().check().forEach(this::violated);
        List<EvacuationEffect> effects = region.cloud().journal().evacuations();
        while (effectsSeen < effects.size()) {
            took(effects.get(effectsSeen++));
        }
        lookAtCommits();
    }

    private void lookAtCommits() {
        List<CommittedStep> commits = region.database().commits();
        while (commitsSeen < commits.size()) {
            committed(commits.get(commitsSeen++));
        }
    }

    // ---- what processors are about to do ----

    /**
     * A processor is about to change the world.
     *
     * @return the incident that it is for; empty if it must not
     */
    Optional<String> calling(String controller, CommandKind kind, String subject) {
        String holder = region.database().lease().holder();
        if (!holder.isEmpty() && !holder.equals(controller)) {
            violated(controller + " does " + kind + " " + subject + " while " + holder + " holds the lease");
        }
        lookAtCommits();
        return intents.calling(controller, kind, subject, region.agenda().instant());
    }

    /**
     * An evacuation is about to be asked for.
     *
     * @return when that is
     */
    Instant evacuating(String controller, EvacuationRequest request) {
        Instant now = region.agenda().instant();
        calling(controller, CommandKind.EVACUATE, request.instanceId());
        targets.evacuating(controller, request.source(), request.instanceId());
        calls.evacuating(controller, request.instanceId());
        asked.add(call(controller, request.instanceId(), now));
        return now;
    }

    /** What the caller of an evacuation was told. */
    void evacuationAnswered(String instanceId, Instant askedAt, EvacuationResult result) {
        calls.answered(instanceId, askedAt, result);
    }

    /** @param system the system that the device has named to this processor; empty if it has named none */
    Optional<String> cutting(String controller, FenceDevice device, Optional<UUID> system) {
        Optional<String> incident = calling(controller, CommandKind.POWER_OFF, device.host());
        boolean isOfAnother = system.isPresent()
                && !system.get().equals(region.site().host(device.host()).systemUuid());
        incident.filter(limits::isUntouched).ifPresent(id -> targets.cutting(controller, device, isOfAnother));
        return incident;
    }

    /** The power of an incident's host was cut, for all that its processor knows. */
    void cut(String incidentId) {
        limits.cut(incidentId);
    }

    // ---- what came of it ----

    private static String call(String controller, String instanceId, Instant at) {
        return controller + " " + instanceId + " " + at;
    }

    private void took(EvacuationEffect effect) {
        coverage.evacuated();
        if (!asked.remove(call(effect.controller(), effect.instanceId(), effect.askedAt()))) {
            violated("one call of " + effect.controller() + " has begun two evacuations of " + effect.instanceId());
        }
        Instant earliest = effect.askedAt().minus(proofAge).minus(MARGIN);
        if (!forced && !power.wasOff(effect.source(), earliest, effect.askedAt()) && !vouched.test(effect)) {
            violated(effect.controller() + " asked to evacuate " + effect.instanceId() + " from " + effect.source()
                    + ", which was not off");
        }
        movesAlready(effect);
    }

    private void committed(CommittedStep step) {
        List<IncidentChange> changes = ledger.add(step);
        intents.add(step, changes);
        limits.add(step, changes);
        for (JudgementRow row : step.commit().operators().judgements()) {
            HostJudgement judgement = region.documents().of(row);
            if (row.incidentId().isPresent() || !judgement.confirmed().isEmpty()) {
                judgement.gates().forEach(said -> coverage.ruled(said.gate(), said.ruling()));
            }
        }
    }

    /** In the end: the tables hold what was written, and no command is left open. */
    public void close() {
        look();
        ledger.close(region.database());
        intents.close(region.database());
    }

    /**
     * An evacuation was begun: none of the same instance was under way at that moment. The records tell: one that is not finished is
     * under way, unless its destination has been off since, or the instance has left its source, by which Nova shows that it works
     * on another record for that call.
     */
    private void movesAlready(EvacuationEffect effect) {
        List<SimulatedMigration> records = region.nova().migrations().stream()
                .filter(record -> record.type().equals("evacuation")
                        && record.instanceId().equals(effect.instanceId()))
                .toList();
        String on = region.nova()
                .instance(effect.instanceId())
                .map(SimulatedInstance::host)
                .orElse("");
        SimulatedMigration begun = records.get(records.size() - 1);
        for (SimulatedMigration record : records.subList(0, records.size() - 1)) {
            boolean destinationDied = record.destination()
                    .map(host -> power.wasOff(host, record.createdAt(), effect.at()))
                    .orElse(false);
            if (HostTroubles.isUnfinished(record) && record.source().equals(on) && !destinationDied) {
                violated("two evacuations of " + effect.instanceId() + " are under way at once: " + record + ", "
                        + begun);
            }
        }
    }

    public void violated(String what) {
        if (violations.size() < MOST) {
            violations.add(Story.at(region.agenda().instant()) + "  " + what);
        }
    }

    public List<String> violations() {
        return violations;
    }
}
