package com.umcloud.umha.testkit.simulation.world;

import static com.umcloud.umha.testkit.simulation.world.Site.NODE_1;
import static com.umcloud.umha.testkit.simulation.world.Site.NODE_2;
import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.testkit.host.SimulatedHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroundTruthTest {
    private final Site here = new Site();
    private final GroundTruth truth = here.site.truth();
    private final SimulatedHost one = here.site.host(NODE_1);
    private final SimulatedHost two = here.site.host(NODE_2);

    @Test
    void aGuestOnTwoHostsIsToldOnceWithItsMoment() {
        one.startGuest("vm");
        here.pass(5);
        assertThat(truth.check()).isEmpty();
        two.startGuest("vm");

        List<String> told = truth.check();
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).contains("2026-11-01T12:00:05Z", "vm", NODE_1, NODE_2);
        assertThat(truth.check()).isEmpty();
        assertThat(truth.violations()).hasSize(1);
        assertThat(truth.runningOn("vm")).containsExactly(NODE_1, NODE_2);
    }

    @Test
    void itIsSeenAlsoIfItIsOverWhenSomebodyAsks() {
        one.startGuest("vm");
        two.startGuest("vm");
        one.off();

        assertThat(truth.check()).hasSize(1);
    }

    @Test
    void aHangingHostStillCounts() {
        one.startGuest("vm");
        here.site.hang(NODE_1);
        two.startGuest("vm");

        assertThat(truth.check()).hasSize(1);
    }

    @Test
    void aHostWithoutPowerDoesNotCountNorDoesOneThatBoots() {
        one.startGuest("vm");
        here.site.losePower(NODE_1);
        two.startGuest("vm");
        here.site.restorePower(NODE_1);
        assertThat(truth.check()).isEmpty();

        one.resumeGuest("vm");
        assertThat(truth.check()).hasSize(1);
    }

    @Test
    void aGuestThatMovesIsNoViolation() {
        one.startGuest("vm");
        one.destroyGuest("vm");
        two.startGuest("vm");
        one.startGuest("other");

        assertThat(truth.check()).isEmpty();
        assertThat(truth.runningOn("vm")).containsExactly(NODE_2);
    }

    @Test
    void everyFaultIsCountedAndThoseThatNeverHappenedAreListed() {
        here.site.losePower(NODE_1);
        here.site.losePower(NODE_2);
        here.site.hang("node-3.domain.tld");

        assertThat(truth.faults().injected())
                .containsEntry("host-lost-power", 2)
                .containsEntry("host-hung", 1)
                .containsEntry("rack-lost-power", 0)
                .containsEntry("bmc-unreachable", 0)
                .hasSize(SiteFault.values().length + BmcTrouble.values().length);
    }
}
