package com.umcloud.umha.testkit.simulation.cloud;

import static com.umcloud.umha.testkit.simulation.cloud.SimulatedSite.LIMIT;
import static com.umcloud.umha.testkit.simulation.cloud.SimulatedSite.NODE_1;
import static com.umcloud.umha.testkit.simulation.cloud.SimulatedSite.NODE_2;
import static com.umcloud.umha.testkit.simulation.cloud.SimulatedSite.NODE_3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.evacuate.StopResult;
import com.umcloud.umha.testkit.openstack.nova.ServiceOperations;
import com.umcloud.umha.testkit.openstack.nova.ServiceUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the contract with Nova does not ask, as the evacuator {@code nova} does it. */
class StateEvacuatorTest {
    private static final String REASON = "UMHA incident 1";

    private final SimulatedSite site = new SimulatedSite();
    private final StateEvacuator evacuator = site.evacuator;

    @Test
    void aHostIsGivenBackOnceItsServiceHasCleanedUp() {
        site.boot("vm", NODE_1);
        site.killAndIsolate(NODE_1);
        evacuator.evacuate(site.request("vm", NODE_1), LIMIT);
        site.pass(Duration.ofSeconds(6));
        assertThat(evacuator.release(NODE_1, REASON, LIMIT)).isInstanceOf(ReleaseResult.Waiting.class);

        site.host(NODE_1).restorePower();
        site.pass(Duration.ofSeconds(31));

        assertThat(evacuator.release(NODE_1, REASON, LIMIT)).isEqualTo(new ReleaseResult.Released());
        assertThat(host(evacuator, NODE_1).enabled()).isTrue();
        assertThat(host(evacuator, NODE_1).forcedDown()).isFalse();
        assertThat(evacuator.release(NODE_1, REASON, LIMIT)).isEqualTo(new ReleaseResult.Released());
    }

    @Test
    void whatSomebodyElseHasSetIsNotGivenBack() {
        new ServiceOperations(site.nova)
                .change(NODE_1, new ServiceUpdate(Optional.empty(), Optional.empty(), Optional.of(true)));
        evacuator.isolate(NODE_1, REASON, LIMIT);
        assertThat(host(evacuator, NODE_1).disabledReason()).isEqualTo(REASON + " (forced down by somebody else)");
        assertThat(evacuator.release(NODE_1, REASON, LIMIT)).isInstanceOf(ReleaseResult.NotOurs.class);

        site.nova.disable(NODE_2, "new memory on Tuesday");
        evacuator.isolate(NODE_2, REASON, LIMIT);
        assertThat(evacuator.release(NODE_2, REASON, LIMIT)).isInstanceOf(ReleaseResult.NotOurs.class);
        assertThat(evacuator.release("node-9", REASON, LIMIT)).isInstanceOf(ReleaseResult.Refused.class);
    }

    @Test
    void itsOwnChangeIsNoReportAndAnothersLooksLikeOne() {
        StateEvacuator other = new StateEvacuator(site.nova, site.agenda);
        site.host(NODE_1).losePower();
        Instant report = host(evacuator, NODE_1).lastReport().orElseThrow();
        site.pass(Duration.ofSeconds(20));

        evacuator.isolate(NODE_1, REASON, LIMIT);

        assertThat(host(evacuator, NODE_1).lastReport()).contains(report);
        assertThat(host(other, NODE_1).lastReport()).contains(site.agenda.instant());
    }

    @Test
    void aDeadServiceThatIsEnabledKeepsItsCallerWaiting() {
        site.killAndIsolate(NODE_1);
        assertThat(evacuator.release(NODE_1, REASON, LIMIT)).isInstanceOf(ReleaseResult.Refused.class);
        assertThat(host(evacuator, NODE_1).enabled())
                .as("it is done all the same")
                .isTrue();
    }

    @Test
    void aReservedHostIsEmployed() {
        site.nova.disable(NODE_3, "reserved");
        assertThat(evacuator.employ(NODE_3, NODE_1, LIMIT)).isEqualTo(new ReserveResult.InService());
        assertThat(host(evacuator, NODE_3).enabled()).isTrue();
        assertThat(evacuator.employ(NODE_3, NODE_3, LIMIT)).isInstanceOf(ReserveResult.Refused.class);
        site.killAndIsolate(NODE_2);
        assertThat(evacuator.employ(NODE_2, NODE_1, LIMIT)).isInstanceOf(ReserveResult.Refused.class);
    }

    @Test
    void aSharedDiskGoesPastTheSchedulerToTheNamedHostAndAnyOtherDoesNot() {
        site.boot("a", NODE_1);
        site.boot("b", NODE_1);
        site.killAndIsolate(NODE_1);
        site.nova.fill(NODE_2, true);
        evacuator.evacuate(new EvacuationRequest("a", NODE_1, DiskHandling.KEEP_SHARED, Optional.of(NODE_2)), LIMIT);
        evacuator.evacuate(
                new EvacuationRequest("b", NODE_1, DiskHandling.REBUILD_FROM_IMAGE, Optional.of(NODE_2)), LIMIT);
        site.pass(Duration.ofSeconds(6));

        assertThat(site.instance("a").host()).isEqualTo(NODE_2);
        assertThat(site.instance("b").status()).isEqualTo("ERROR");
    }

    @Test
    void aStoppedInstanceNoLongerExecutes() {
        site.boot("vm", NODE_1);
        assertThat(evacuator.stop("vm", LIMIT)).isEqualTo(new StopResult.Accepted());
        assertThat(site.nova.placements()).isEmpty();
        assertThat(evacuator.stop("vm", LIMIT)).isEqualTo(new StopResult.Accepted());
        assertThat(evacuator.stop("none", LIMIT)).isInstanceOf(StopResult.Refused.class);
    }

    @Test
    void aNovaThatIsTooOldIsNotAnsweredFor() {
        SimulatedSite modern = new SimulatedSite(1, settings -> settings.highestMicroversion(59));
        assertThat(modern.evacuator.hosts(LIMIT)).hasSize(1);
        assertThatThrownBy(() -> new SimulatedSite(1, settings -> settings.highestMicroversion(58)))
                .hasMessageContaining("2.58")
                .hasMessageContaining("needs 2.59");
    }

    private static ComputeHost host(StateEvacuator evacuator, String name) {
        return evacuator.hosts(LIMIT).stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
