package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.world.SimulatedController;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a processor can see what it acts upon; one that cannot has to doubt itself. Used by one thread. */
final class SightChecks {
    /** By then every observation that is believed was made in that state: some sample intervals. */
    private static final Duration KNOWN = Duration.ofSeconds(25);

    private final SimulatedRegion region;
    private final HostTimes times;

    SightChecks(SimulatedRegion region, HostTimes times) {
        this.region = region;
        this.times = times;
    }

    /** Why that processor must not let anybody pass the gates for what it sees; empty if it may, as far as is known. */
    Optional<String> why(String controllerName, String hostName) {
        SimulatedController controller = region.site().controller(controllerName);
        SimulatedHost host = region.site().host(hostName);
        Instant before = region.agenda().instant().minus(KNOWN);
        if (controller.deafSince().filter(before::isAfter).isPresent()) {
            return Optional.of(controllerName + " hears no sample of anyone");
        }
        boolean silent = !host.isAlive() && !times.changedSince(host, before);
        if (silent && controller.unableToProbeSince().filter(before::isAfter).isPresent()) {
            return Optional.of(controllerName + " cannot probe");
        }
        return Optional.empty();
    }
}
