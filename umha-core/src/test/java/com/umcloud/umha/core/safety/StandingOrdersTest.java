package com.umcloud.umha.core.safety;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.assessment.HostWindows;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.MeterReading;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.assessment.Signal;
import com.umcloud.umha.core.assessment.StorageReading;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandingOrdersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final String HOST = "node-7.example.org";
    private static final Fleet CALM = fleet(1, 0);
    private static final Fleet MASS = fleet(9, 0);

    private static Fleet fleet(int badNotOff, int recovering) {
        return new Fleet(
                new HostGroup(HostGroup.CLOUD, Set.of(HOST), 20, badNotOff, 0, recovering),
                List.of(),
                20,
                new RecentCuts(List.of(), 0),
                Optional.empty(),
                true,
                Map.of());
    }

    private static StandingOrders maintenance(String host, Optional<Instant> until) {
        Maintenance word = new Maintenance(host, "alice", "new memory", NOW.minusSeconds(60), until);
        return new StandingOrders(Arming.INITIAL, Map.of(host, word), Map.of(), Optional.empty());
    }

    private static StandingOrders disarmed(boolean finish) {
        Arming arming = new Arming(false, finish, "bob", "storage upgrade", NOW);
        return new StandingOrders(arming, Map.of(), Map.of(), Optional.empty());
    }

    private static SafetyVerdict judged(Fleet fleet, StandingOrders orders) {
        Observation seen = new Observation(
                NOW,
                StorageReading.MISSING,
                Liveness.SILENT,
                false,
                PowerObservation.ON,
                MeterReading.MISSING,
                MeterReading.MISSING);
        Set<Fault> faults = EnumSet.of(Fault.PANICKED);
        HostWindows windows =
                new HostWindows(HOST, Map.of(), EnumSet.allOf(Signal.class), faults, Optional.of(seen), false);
        HostCase host = new HostCase(
                new HostAssessment(windows, Set.of(), faults, Set.of(), Set.of(), Set.of(), true),
                Optional.of(new ComputeHost(HOST, false, true, "", false, Optional.of(NOW), "nova", Set.of())),
                CloudReport.MISSED,
                DeviceTrust.PROVEN,
                Optional.empty(),
                false,
                false);
        SafetyConfig config = SafetyConfig.ACTING;
        return new SafetyGates(config).judge(host, fleet, orders, NOW);
    }

    @Test
    void aHostInMaintenanceIsLeftAloneAndOwnerReasonAndEndAreTold() {
        SafetyVerdict verdict = judged(CALM, maintenance(HOST, Optional.of(NOW.plusSeconds(60))));
        assertThat(verdict.ruling()).isEqualTo(Ruling.EXEMPT);
        assertThat(verdict.reason()).contains("alice", "new memory", "until 2026-03-01T08:01:00Z");
    }

    @Test
    void maintenanceWithoutAnEndLasts() {
        assertThat(judged(CALM, maintenance(HOST, Optional.empty())).ruling()).isEqualTo(Ruling.EXEMPT);
    }

    @Test
    void maintenanceEndsAtItsMoment() {
        StandingOrders over = maintenance(HOST, Optional.of(NOW));
        assertThat(judged(CALM, over).ruling()).isEqualTo(Ruling.PASS);
        assertThat(over.expired(NOW)).extracting(Maintenance::host).containsExactly(HOST);
        assertThat(over.expired(NOW.minusMillis(1))).isEmpty();
    }

    @Test
    void maintenanceOfAnotherHostMeansNothing() {
        assertThat(judged(CALM, maintenance("node-7", Optional.empty())).ruling())
                .isEqualTo(Ruling.PASS);
    }

    @Test
    void disarmedEverythingHolds() {
        SafetyVerdict verdict = judged(CALM, disarmed(false));
        assertThat(verdict.holding()).containsExactly(Gate.ARMED);
        assertThat(verdict.reason()).contains("bob", "storage upgrade");
        assertThat(verdict.afterOperatorsWord().ruling()).isEqualTo(Ruling.HOLD);
        assertThat(judged(CALM, disarmed(true)).holding()).containsExactly(Gate.ARMED);
    }

    @Test
    void whatHasBegunStopsUnlessItIsToBeFinished() {
        assertThat(disarmed(false).halt()).isPresent();
        assertThat(disarmed(true).halt()).isEmpty();
        assertThat(StandingOrders.NONE.halt()).isEmpty();
    }

    @Test
    void anOperatorMayLetUmhaGoOnInAMassFailureWithinTheBudget() {
        Acknowledgement word = new Acknowledgement("alice", "the rack has burnt", NOW);
        StandingOrders orders = new StandingOrders(Arming.INITIAL, Map.of(), Map.of(), Optional.of(word));
        assertThat(judged(MASS, StandingOrders.NONE).holding()).containsExactly(Gate.BREAKER);
        SafetyVerdict verdict = judged(MASS, orders);
        assertThat(verdict.ruling()).isEqualTo(Ruling.PASS);
        assertThat(verdict.results())
                .filteredOn(r -> r.gate() == Gate.BREAKER)
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("9 of 20", "alice"));
        Fleet full = fleet(9, 3);
        assertThat(judged(full, orders).holding()).containsExactly(Gate.BUDGET);
    }

    @Test
    void anAcknowledgedFencingIsForgottenAndALaterOneIsNot() {
        Acknowledgement word = new Acknowledgement("alice", "", NOW);
        StandingOrders orders = new StandingOrders(Arming.INITIAL, Map.of(), Map.of(HOST, word), Optional.empty());
        assertThat(orders.unacknowledged(HOST, Optional.of(NOW))).isEmpty();
        assertThat(orders.unacknowledged(HOST, Optional.of(NOW.plusSeconds(1)))).isPresent();
        assertThat(orders.unacknowledged("node-8", Optional.of(NOW))).isPresent();
        assertThat(orders.unacknowledged(HOST, Optional.empty())).isEmpty();
    }

    @Test
    void whatIsOverIsToldInTheOrderOfTheHosts() {
        Map<String, Maintenance> all = new HashMap<>();
        for (String host : List.of("node-9", "node-1", "node-5", "node-7", "node-3")) {
            all.putAll(maintenance(host, Optional.of(NOW)).maintenance());
        }
        StandingOrders orders = new StandingOrders(Arming.INITIAL, all, Map.of(), Optional.empty());
        assertThat(orders.expired(NOW))
                .extracting(Maintenance::host)
                .containsExactly("node-1", "node-3", "node-5", "node-7", "node-9");
        assertThat(orders.expired(NOW.minusSeconds(1))).isEmpty();
    }
}
