package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import com.umcloud.umha.core.assessment.AssessmentConfig;
import com.umcloud.umha.core.incident.RecoveryConfig;
import com.umcloud.umha.core.leadership.Leadership;
import com.umcloud.umha.core.observation.ObservationConfig;
import com.umcloud.umha.core.safety.SafetyConfig;
import com.umcloud.umha.core.store.HostStore;
import com.umcloud.umha.core.store.IncidentStore;
import com.umcloud.umha.core.store.OperatorStore;

/** What the engine is made of; everything in it belongs to whoever made it. */
public record EngineParts(
        EngineConfig config,
        ObservationConfig observation,
        AssessmentConfig assessment,
        SafetyConfig safety,
        RecoveryConfig recovery,
        Evacuator evacuator,
        FenceAgent fenceAgent,
        ReachabilityProbe probe,
        Leadership leadership,
        IncidentStore incidents,
        HostStore hosts,
        OperatorStore operators,
        EngineDocuments documents) {
    /** The parts of an engine whose documents are JSON. */
    public EngineParts(
            EngineConfig config,
            ObservationConfig observation,
            AssessmentConfig assessment,
            SafetyConfig safety,
            RecoveryConfig recovery,
            Evacuator evacuator,
            FenceAgent fenceAgent,
            ReachabilityProbe probe,
            Leadership leadership,
            IncidentStore incidents,
            HostStore hosts,
            OperatorStore operators) {
        this(
                config,
                observation,
                assessment,
                safety,
                recovery,
                evacuator,
                fenceAgent,
                probe,
                leadership,
                incidents,
                hosts,
                operators,
                EngineDocuments.JSON);
    }
}
