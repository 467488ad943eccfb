package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.ServiceOperations;
import com.umcloud.umha.testkit.openstack.nova.SimulatedService;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Whom it hits: nobody is fenced who could be seen to be well, nobody's instances are evacuated while the cloud believes in the
 * host. Used by one thread.
 */
final class TargetChecks {
    /** By then every observer that sees anything has seen that a host is well. */
    private static final Duration KNOWN = Duration.ofSeconds(45);

    private final SimulatedRegion region;
    private final HostTimes times;
    private final Consumer<String> violated;

    TargetChecks(SimulatedRegion region, HostTimes times, Consumer<String> violated) {
        this.region = region;
        this.times = times;
        this.violated = violated;
    }

    /**
     * The power is about to be cut in an incident that has not touched its host yet. What has begun is brought to an end, also if
     * the host goes on.
     *
     * @param isOfAnother whether the processor has read that the device is another system's
     */
    void cutting(String controller, FenceDevice device, boolean isOfAnother) {
        SimulatedHost host = region.site().host(device.host());
        if (isOfAnother) {
            violated.accept(controller + " cuts the power of " + host.name()
                    + " by a device that it has read to be another system's");
        }
        Instant now = region.agenda().instant();
        boolean answers =
                region.site().isUp(host.name()) && region.site().networks().isAnswering(host);
        if (host.isAlive() && answers && !times.changedSince(host, now.minus(KNOWN)) && !isAllowed(host)) {
            violated.accept(controller + " cuts the power of " + host.name() + ", which is well and answers");
        }
    }

    /** A host that reaches no storage server has failed; where many do an operator may have let UMHA go on all the same. */
    private boolean isAllowed(SimulatedHost host) {
        return !region.site().networks().reachesStorage(host)
                && region.database().standingOrders().breaker().isPresent();
    }

    void evacuating(String controller, String source, String instanceId) {
        boolean isolated = new ServiceOperations(region.nova())
                .on(source)
                .map(service -> service.forcedDown() && !service.enabled())
                .orElse(false);
        if (!isolated) {
            violated.accept(controller + " asks for the evacuation of " + instanceId + " from " + source
                    + ", which Nova does not know to be dead: "
                    + new ServiceOperations(region.nova())
                            .on(source)
                            .map(SimulatedService::toString)
                            .orElse("unknown"));
        }
    }
}
