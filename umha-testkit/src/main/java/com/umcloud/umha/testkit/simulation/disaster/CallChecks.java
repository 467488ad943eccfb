package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.nova.SimulatedMigration;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which evacuations are asked for, whatever Nova would make of them: none of an instance that is known to be on its way, and none
 * while nobody can know what became of the call before. Used by one thread.
 */
final class CallChecks {
    /** For so long after a call of unknown outcome nobody may conclude from the lack of a record that it did not arrive. */
    private static final Duration UNKNOWN = Duration.ofSeconds(90);

    /** By then the oldest list that is answered shows a record. */
    private static final Duration LISTED = Duration.ofSeconds(45);

    private final SimulatedRegion region;
    private final PowerHistory power;
    private final Consumer<String> violated;
    /** When the last call of unknown outcome was made, by instance. */
    private final Map<String, Instant> unknown = new HashMap<>();

    CallChecks(SimulatedRegion region, PowerHistory power, Consumer<String> violated) {
        this.region = region;
        this.power = power;
        this.violated = violated;
    }

    /** An evacuation is about to be asked for. */
    void evacuating(String controller, String instanceId) {
        Instant now = region.agenda().instant();
        Instant last = unknown.get(instanceId);
        if (last != null && now.isBefore(last.plus(UNKNOWN)) && !isRecorded(instanceId, last)) {
            violated.accept(controller + " asks to evacuate " + instanceId + " again "
                    + Duration.between(last, now).toSeconds() + " s after a call of unknown outcome");
        }
        region.nova()
                .instance(instanceId)
                .flatMap(instance -> onItsWay(instance, now))
                .filter(record -> !isReleased(instanceId))
                .ifPresent(record -> violated.accept(
                        controller + " asks to evacuate " + instanceId + ", which is on its way by " + record));
    }

    /** What the caller was told. */
    void answered(String instanceId, Instant askedAt, EvacuationResult result) {
        if (result instanceof EvacuationResult.Unknown) {
            unknown.put(instanceId, askedAt);
        } else {
            unknown.remove(instanceId);
        }
    }

    /** Whether Nova tells what became of the call that was made then. */
    private boolean isRecorded(String instanceId, Instant askedAt) {
        return region.nova().migrations().stream()
                .anyMatch(record -> record.instanceId().equals(instanceId)
                        && record.type().equals("evacuation")
                        && !record.createdAt().isBefore(askedAt));
    }

    /** A record by which it is to leave the host that it is on; one whose destination was switched off leads nowhere. */
    private Optional<SimulatedMigration> onItsWay(SimulatedInstance instance, Instant now) {
        return region.nova().migrations().stream()
                .filter(record -> record.instanceId().equals(instance.id())
                        && record.source().equals(instance.host())
                        && HostTroubles.isUnfinished(record)
                        && record.createdAt().isBefore(now.minus(LISTED))
                        && !record.destination()
                                .map(host -> power.wasOff(host, record.createdAt(), now))
                                .orElse(false))
                .findFirst();
    }

    private boolean isReleased(String instanceId) {
        return region.database().words().stream()
                .anyMatch(word -> word.kind() == OperatorWord.Kind.RELEASE_INSTANCE
                        && word.subject().equals(instanceId)
                        && word.outcome().map(OperatorWord.Outcome::accepted).orElse(false));
    }
}
