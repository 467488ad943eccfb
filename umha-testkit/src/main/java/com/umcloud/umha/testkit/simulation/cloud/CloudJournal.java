package com.umcloud.umha.testkit.simulation.cloud;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What has gone wrong, and which evacuations were begun, in the sequence of virtual time. Used by one thread. */
public final class CloudJournal {
    private final Map<CloudFault, Integer> faults = new EnumMap<>(CloudFault.class);
    private final List<EvacuationEffect> evacuations = new ArrayList<>();

    void injected(CloudFault fault) {
        faults.merge(fault, 1, Integer::sum);
    }

    void tookEffect(EvacuationEffect evacuation) {
        evacuations.add(evacuation);
    }

    /** How many calls went wrong in each way; a way that never occurred is missing. */
    public Map<CloudFault, Integer> faults() {
        return Collections.unmodifiableMap(faults);
    }

    /** A view that grows. */
    public List<EvacuationEffect> evacuations() {
        return Collections.unmodifiableList(evacuations);
    }
}
