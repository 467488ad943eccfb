package com.umcloud.umha.core.engine;

import java.time.Duration;
import java.util.List;

/**
 * What the engine needs to know beside the configurations of its parts.
 *
 * @param ownHost the name of the machine that it runs on, as the cloud knows machines
 * @param notifiers names of the active notifiers
 * @param sendInterval {@code [email] send_interval_hours}: the same alert is not mailed again within it
 * @param tickInterval how often time is let pass while nothing happens
 */
public record EngineConfig(String ownHost, List<String> notifiers, Duration sendInterval, Duration tickInterval) {
    public EngineConfig {
        notifiers = List.copyOf(notifiers);
    }
}
