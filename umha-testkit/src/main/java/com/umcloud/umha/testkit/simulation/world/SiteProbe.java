package com.umcloud.umha.testkit.simulation.world;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.reachability.Reachability;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import java.time.Duration;
import java.util.Optional;

/** Probes addresses of the storage network from one controller; answers without letting time pass. Used by one thread. */
final class SiteProbe implements ReachabilityProbe {
    private static final Duration LATENCY = Duration.ofMillis(1);

    private final SimulatedController from;
    private final SiteNetworks networks;
    private final FaultCounts faults;

    SiteProbe(SimulatedController from, SiteNetworks networks, FaultCounts faults) {
        this.from = from;
        this.networks = networks;
        this.faults = faults;
    }

    @Override
    public Reachability probe(String address, int tries, Duration limit) {
        if (from.isUnableToProbe()) {
            faults.met(SiteFault.CONTROLLER_CANNOT_PROBE);
            throw new UmhaException(
                    FailureType.EXTERNAL, "controller " + from.name() + " has no permission to send a ping");
        }
        int answered = 0;
        if (from.hearsEchoes() && networks.answers(address)) {
            for (int i = 0; i < tries; i++) {
                answered += networks.losesPacket() ? 0 : 1;
            }
        }
        return new Reachability(tries, answered, answered > 0 ? Optional.of(LATENCY) : Optional.empty());
    }
}
