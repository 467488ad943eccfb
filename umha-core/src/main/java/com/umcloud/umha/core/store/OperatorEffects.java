package com.umcloud.umha.core.store;

import com.umcloud.umha.core.safety.Acknowledgement;
import com.umcloud.umha.core.safety.Maintenance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one step of the engine changes of the operators' tables.
 *
 * @param heard words with what became of them
 * @param acknowledged by host
 * @param breaker that hosts are fenced although many fail at once; empty leaves it as it is
 * @param breakerEnded that it is calm again, and that word is over
 * @param maintenanceBegun hosts that are in maintenance from now on; one that is in it already stays as it is
 * @param maintenanceOver maintenance whose time is over; nothing happens to one that was changed meanwhile
 * @param judgements of hosts of which something has changed
 * @param forgotten hosts that nobody watches any more
 */
public record OperatorEffects(
        List<Heard> heard,
        Map<String, Acknowledgement> acknowledged,
        Optional<Acknowledgement> breaker,
        boolean breakerEnded,
        List<Maintenance> maintenanceBegun,
        List<Maintenance> maintenanceOver,
        List<JudgementRow> judgements,
        Set<String> forgotten) {
    /** Nothing. */
    public static final OperatorEffects NONE = new OperatorEffects(
            List.of(), Map.of(), Optional.empty(), false, List.of(), List.of(), List.of(), Set.of());

    /** A word and what became of it. */
    public record Heard(String wordId, Instant at, boolean accepted, String outcome) {}

    public OperatorEffects {
        heard = List.copyOf(heard);
        acknowledged = Map.copyOf(acknowledged);
        maintenanceBegun = List.copyOf(maintenanceBegun);
        maintenanceOver = List.copyOf(maintenanceOver);
        judgements = List.copyOf(judgements);
        forgotten = Set.copyOf(forgotten);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }
}
