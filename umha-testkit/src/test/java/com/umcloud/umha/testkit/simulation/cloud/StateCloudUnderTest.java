package com.umcloud.umha.testkit.simulation.cloud;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.testkit.contract.ApiFault;
import com.umcloud.umha.testkit.contract.SimulatedNovaUnderTest;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The cloud of the simulation. It has no requests and no tokens, so what a contract orders for these befalls the calls. */
final class StateCloudUnderTest implements SimulatedNovaUnderTest {
    private final SimulatedSite site = new SimulatedSite();

    @Override
    public Evacuator evacuator() {
        return site.cloud;
    }

    @Override
    public NovaState nova() {
        return site.nova;
    }

    @Override
    public List<SimulatedHost> simulatedHosts() {
        return site.hosts;
    }

    @Override
    public Instant now() {
        return site.agenda.instant();
    }

    @Override
    public void advance(Duration time) {
        site.pass(time);
    }

    @Override
    public Duration limit() {
        return SimulatedSite.LIMIT;
    }

    @Override
    public void orderFaults(ApiFault fault, int times, String method, String pathPart) {
        CloudCall call = switch (method + " " + pathPart) {
            case "GET /servers/detail" -> CloudCall.INSTANCES_ON;
            case "GET /os-migrations" -> CloudCall.MIGRATIONS_OF;
            case "GET /os-services" -> CloudCall.HOSTS;
            case "POST /action" -> CloudCall.EVACUATE;
            default -> throw new IllegalArgumentException("no call for " + method + " " + pathPart);
        };
        CloudFault order = switch (fault) {
            case UNAVAILABLE, RESET_BEFORE_EFFECT -> CloudFault.ERROR_WITHOUT_EFFECT;
            case RESET_AFTER_EFFECT, LATE_AFTER_EFFECT -> CloudFault.ERROR_AFTER_EFFECT;
        };
        clearFaults();
        site.conditions.order(times, call, order);
    }

    @Override
    public void clearFaults() {
        site.conditions.clearOrders();
    }

    /** There are none. */
    @Override
    public void expireTokens() {}

    @Override
    public void close() {
        site.cloud.close();
    }
}
