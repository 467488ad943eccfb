package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.testkit.host.HostEvent;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.simulation.processor.ForwardingFenceAgent;
import com.umcloud.umha.testkit.simulation.world.SimulatedSite;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How often each host lost its power, and how often one was told to that had none. Used by one thread. */
final class Cuts {
    private final Map<String, Integer> losses = new TreeMap<>();
    private final Map<String, Integer> needless = new TreeMap<>();
    private @Nullable SimulatedSite site;

    void watch(SimulatedSite value) {
        site = value;
        value.hosts()
                .forEach(host -> host.addListener((changed, event) -> {
                    if (event == HostEvent.POWERED_OFF) {
                        losses.merge(changed.name(), 1, Integer::sum);
                    }
                }));
    }

    /** How often a host that was on went off, whoever did it. */
    int losses(String host) {
        return losses.getOrDefault(host, 0);
    }

    /** How many power-offs reached the BMC of a host that was off. */
    int needless(String host) {
        return needless.getOrDefault(host, 0);
    }

    /** Counts what this agent does; a device may be another host's than it is written down for. */
    FenceAgent counting(FenceAgent real) {
        return new ForwardingFenceAgent(real) {
            @Override
            public PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException {
                Map<String, Integer> before = commandsToHostsThatAreOff();
                PowerCommandResult result = real.powerOff(device, limit);
                commandsTo(before).forEach((host, commands) -> {
                    if (!commands.equals(before.get(host))) {
                        needless.merge(host, 1, Integer::sum);
                    }
                });
                return result;
            }
        };
    }

    private SimulatedSite site() {
        if (site == null) {
            throw new IllegalStateException("no site is watched");
        }
        return site;
    }

    private Map<String, Integer> commandsToHostsThatAreOff() {
        Map<String, Integer> commands = new HashMap<>();
        for (SimulatedHost host : site().hosts()) {
            if (!host.isOn()) {
                commands.put(host.name(), site().bmc(host.name()).commands().size());
            }
        }
        return commands;
    }

    /** How many commands the BMCs of these hosts have by now. */
    private Map<String, Integer> commandsTo(Map<String, Integer> hosts) {
        Map<String, Integer> commands = new HashMap<>();
        hosts.keySet()
                .forEach(host -> commands.put(host, site().bmc(host).commands().size()));
        return commands;
    }
}
