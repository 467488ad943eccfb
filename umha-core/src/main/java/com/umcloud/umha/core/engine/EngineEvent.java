package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.observation.Round;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the engine's thread is told. */
public sealed interface EngineEvent {
    /** A new observation of all hosts. */
    record Observed(Round round) implements EngineEvent {}

    /** The answer to a command of the incident of a host. */
    record Answered(String host, IncidentEvent.Answer answer) implements EngineEvent {}

    /** A sample of the host was heard. */
    record Heard(String host, Instant at) implements EngineEvent {}

    /** An operator vouches that the host is off. */
    record ConfirmedOff(String host, String operator) implements EngineEvent {}

    /**
     * It was found out whether the cloud could do without any one of its hosts.
     *
     * @param hosts how many hosts were looked at
     * @param shortages by host what would find no room, in words; empty if there is room for all
     */
    record Forecasted(int hosts, Map<String, String> shortages) implements EngineEvent {
        public Forecasted {
            shortages = Collections.unmodifiableMap(new TreeMap<>(shortages));
        }
    }

    /** Instances are on a recovered host that its incident has not dealt with. */
    record Found(String host, List<Instance> instances) implements EngineEvent {
        public Found {
            instances = List.copyOf(instances);
        }
    }

    /** Time has passed. */
    record Ticked() implements EngineEvent {}
}
