package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.testkit.contract.ApiFault;
import com.umcloud.umha.testkit.contract.SimulatedNovaUnderTest;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.http.Fault;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The simulated cloud behind its HTTP API, used for one test. */
final class SimulatedCloudUnderTest implements SimulatedNovaUnderTest {
    private final CloudFixture fixture = new CloudFixture(s -> s, builder -> builder.instancesPerHost(0));
    private final Evacuator evacuator = fixture.evacuator(Map.of());

    @Override
    public Evacuator evacuator() {
        return evacuator;
    }

    @Override
    public NovaState nova() {
        return fixture.cloud.openStack().nova();
    }

    @Override
    public List<SimulatedHost> simulatedHosts() {
        return fixture.cloud.hosts();
    }

    @Override
    public Instant now() {
        return fixture.clock.instant();
    }

    @Override
    public void advance(Duration time) {
        fixture.clock.advance(time);
    }

    @Override
    public Duration limit() {
        return CloudFixture.LIMIT;
    }

    @Override
    public void orderFaults(ApiFault fault, int times, String method, String pathPart) {
        Fault order = switch (fault) {
            case UNAVAILABLE -> Fault.status(503);
            case RESET_BEFORE_EFFECT -> new Fault.DropBeforeEffect();
            case RESET_AFTER_EFFECT -> new Fault.DropAfterEffect();
            case LATE_AFTER_EFFECT -> new Fault.Delay(Duration.ofSeconds(5));
        };
        clearFaults();
        fixture.cloud.openStack().faults().next(times, method, pathPart, order);
    }

    @Override
    public void clearFaults() {
        fixture.cloud.openStack().faults().clear();
    }

    @Override
    public void expireTokens() {
        fixture.cloud.openStack().keystone().revokeTokens();
    }

    @Override
    public void close() {
        evacuator.close();
        fixture.close();
    }
}
