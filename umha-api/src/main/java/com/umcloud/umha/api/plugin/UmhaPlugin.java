package com.umcloud.umha.api.plugin;

import com.umcloud.umha.api.evacuate.EvacuatorFactory;
import com.umcloud.umha.api.fence.FenceAgentFactory;
import com.umcloud.umha.api.meter.MeterFactory;
import com.umcloud.umha.api.notify.NotifierFactory;
import java.util.List;

/**
 * The one entry of a plugin jar, found by {@link java.util.ServiceLoader}: name the implementing class in
 * {@code META-INF/services/com.umcloud.umha.api.plugin.UmhaPlugin}. It only lists factories; a factory is used when the
 * configuration activates it by name. The methods are called once, on the thread that starts the program, and must not
 * block. A jar documents the defaults of its settings in a {@code reference.conf} at its root.
 */
public interface UmhaPlugin {
    /** Meters that the agent on a compute host can run. */
    default List<MeterFactory> meterFactories() {
        return List.of();
    }

    /** Fence agents that processing can ask for the power state of a host. */
    default List<FenceAgentFactory> fenceAgentFactories() {
        return List.of();
    }

    /** Evacuators; processing uses exactly one. */
    default List<EvacuatorFactory> evacuatorFactories() {
        return List.of();
    }

    /** Notifiers; any number may be active. */
    default List<NotifierFactory> notifierFactories() {
        return List.of();
    }
}
