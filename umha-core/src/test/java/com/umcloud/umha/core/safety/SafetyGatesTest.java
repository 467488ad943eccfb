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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetyGatesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final String HOST = "node-7.example.org";
    private static final Fleet CALM = new Fleet(20, 1, 0, 0, Optional.empty(), Optional.empty());

    private boolean reallyEvacuate = true;
    private boolean probed;
    private Set<Fault> faults = EnumSet.of(Fault.PANICKED);
    private Optional<ComputeHost> cloud = Optional.of(compute(true, "", false));
    private boolean reportAdvanced;
    private DeviceTrust device = DeviceTrust.PROVEN;
    private Optional<Instant> lastFenced = Optional.empty();
    private boolean ownMachine;
    private boolean recovering;
    private Set<String> excluded = Set.of("node-9");

    private static ComputeHost compute(boolean enabled, String reason, boolean forcedDown) {
        return new ComputeHost(HOST, false, enabled, reason, forcedDown, Optional.of(NOW), "nova", Set.of());
    }

    private SafetyGates gates() {
        return new SafetyGates(new SafetyConfig(
                reallyEvacuate, true, false, 3, 2, 0.1, 0.3, Duration.ofMinutes(10), Duration.ofHours(1), excluded));
    }

    private SafetyVerdict judged(Fleet fleet) {
        Observation seen = new Observation(
                NOW,
                StorageReading.MISSING,
                Liveness.SILENT,
                probed,
                PowerObservation.ON,
                MeterReading.MISSING,
                MeterReading.MISSING);
        HostWindows windows = new HostWindows(HOST, Map.of(), EnumSet.allOf(Signal.class), faults, Optional.of(seen));
        HostAssessment assessment = new HostAssessment(windows, Set.of(), faults, Set.of(), Set.of(), Set.of(), true);
        return gates().judge(
                        new HostCase(assessment, cloud, reportAdvanced, device, lastFenced, ownMachine, recovering),
                        fleet,
                        NOW);
    }

    private void rules(Ruling ruling, Gate gate) {
        SafetyVerdict verdict = judged(CALM);
        assertThat(verdict.ruling()).isEqualTo(ruling);
        assertThat(verdict.results())
                .filteredOn(r -> r.ruling() != Ruling.PASS)
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.gate()).isEqualTo(gate);
                    assertThat(verdict.reason()).isEqualTo(r.reason()).isNotBlank();
                });
    }

    @Test
    void everyGateIsAskedInTheOrderInWhichItIsTold() {
        SafetyVerdict verdict = judged(CALM);
        assertThat(verdict.results()).extracting(GateResult::gate).containsExactly(Gate.values());
        assertThat(verdict.ruling()).isEqualTo(Ruling.PASS);
        assertThat(verdict.reason()).isEmpty();
        assertThat(verdict.holding()).isEmpty();
    }

    @Test
    void aHostThatTheCloudDoesNotListIsLeftAlone() {
        cloud = Optional.empty();
        rules(Ruling.EXEMPT, Gate.KNOWN_TO_CLOUD);
    }

    @Test
    void anExcludedHostIsLeftAlone() {
        excluded = Set.of(HOST);
        rules(Ruling.EXEMPT, Gate.EXCLUDED);
    }

    @Test
    void namesMatchExactlyAndNeverByShortName() {
        excluded = Set.of("node-7");
        assertThat(judged(CALM).ruling()).isEqualTo(Ruling.PASS);
    }

    @Test
    void theHostThatUmhaRunsOnIsLeftAlone() {
        ownMachine = true;
        rules(Ruling.EXEMPT, Gate.EXCLUDED);
    }

    @Test
    void aDisabledHostIsLeftAloneAndTheReasonIsTold() {
        cloud = Optional.of(compute(false, "new memory", false));
        rules(Ruling.EXEMPT, Gate.OPERATOR);
        assertThat(judged(CALM).reason()).contains("(new memory)");
    }

    @Test
    void aHostThatAnOperatorForcedDownIsLeftAlone() {
        cloud = Optional.of(compute(true, "", true));
        rules(Ruling.EXEMPT, Gate.OPERATOR);
    }

    @Test
    void aBlindObserverActsOnNobody() {
        SafetyVerdict verdict = judged(new Fleet(20, 1, 0, 0, Optional.of("no samples from anyone"), Optional.empty()));
        assertThat(verdict.ruling()).isEqualTo(Ruling.HOLD);
        assertThat(verdict.holding()).containsExactly(Gate.OBSERVER);
        assertThat(verdict.reason()).contains("no samples from anyone");
    }

    @ParameterizedTest(name = "of {0} hosts {1} bad and on, {2} off: trips {3}")
    @CsvSource({
        "5, 2, 0, false",
        "5, 3, 0, true",
        "20, 2, 0, false",
        "20, 3, 0, true",
        "100, 10, 0, false",
        "100, 11, 0, true",
        "30, 3, 0, false",
        "20, 0, 4, false",
        "20, 0, 6, false",
        "20, 0, 7, true",
        "20, 0, 8, true",
        "10, 0, 3, false",
        "10, 0, 4, true",
        "90, 0, 27, false",
        "3, 0, 1, false",
        "3, 0, 2, true",
        "1, 0, 1, false",
        "7, 2, 2, false",
        "0, 0, 0, false"
    })
    void theBreakerCounts(int hosts, int badNotOff, int off, boolean trips) {
        Fleet fleet = new Fleet(hosts, badNotOff, off, 0, Optional.empty(), Optional.empty());
        assertThat(gates().breakerTrips(fleet).isPresent()).isEqualTo(trips);
        assertThat(judged(fleet).holding().contains(Gate.BREAKER)).isEqualTo(trips);
    }

    @Test
    void theBreakerStaysOpenUntilItIsCalmAgain() {
        Fleet tripped = new Fleet(20, 1, 0, 0, Optional.empty(), Optional.of(NOW.plusSeconds(1)));
        assertThat(judged(tripped).holding()).containsExactly(Gate.BREAKER);
        Fleet calm = new Fleet(20, 1, 0, 0, Optional.empty(), Optional.of(NOW));
        assertThat(judged(calm).ruling()).isEqualTo(Ruling.PASS);
    }

    @Test
    void theBudgetIsThreeHostsAtOnce() {
        assertThat(judged(new Fleet(20, 1, 0, 2, Optional.empty(), Optional.empty()))
                        .ruling())
                .isEqualTo(Ruling.PASS);
        assertThat(judged(new Fleet(20, 1, 0, 3, Optional.empty(), Optional.empty()))
                        .holding())
                .containsExactly(Gate.BUDGET);
    }

    @Test
    void aRecoveryThatHasBegunIsFinished() {
        recovering = true;
        Fleet mass = new Fleet(20, 9, 9, 4, Optional.empty(), Optional.of(NOW.plusSeconds(60)));
        assertThat(judged(mass).ruling()).isEqualTo(Ruling.PASS);
    }

    @Test
    void aHostIsFencedOnceInItsBlockPeriod() {
        lastFenced = Optional.of(NOW.minus(Duration.ofMinutes(59)));
        rules(Ruling.HOLD, Gate.BLOCK_PERIOD);
        lastFenced = Optional.of(NOW.minus(Duration.ofMinutes(60)));
        assertThat(judged(CALM).ruling()).isEqualTo(Ruling.PASS);
    }

    @Test
    void anAnsweredProbeContradictsAPanic() {
        probed = true;
        rules(Ruling.HOLD, Gate.WITNESS);
    }

    @Test
    void aReportToTheCloudContradictsAPanic() {
        reportAdvanced = true;
        rules(Ruling.HOLD, Gate.WITNESS);
    }

    @Test
    void noWitnessContradictsALostStorage() {
        probed = true;
        reportAdvanced = true;
        faults = EnumSet.of(Fault.STORAGE_LOST);
        assertThat(judged(CALM).ruling()).isEqualTo(Ruling.PASS);
        faults = EnumSet.of(Fault.PANICKED, Fault.STORAGE_LOST);
        assertThat(judged(CALM).ruling()).isEqualTo(Ruling.PASS);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeviceTrust.class,
            names = {"QUARANTINED", "NONE"})
    void aDeviceThatProvesNothingHolds(DeviceTrust trust) {
        device = trust;
        rules(Ruling.HOLD, Gate.DEVICE);
    }

    @Test
    void aDeviceThatWasNotReadYetMayBeTried() {
        device = DeviceTrust.UNPROVEN;
        assertThat(judged(CALM).ruling()).isEqualTo(Ruling.PASS);
    }

    @Test
    void reallyEvacuateFalseRehearses() {
        reallyEvacuate = false;
        rules(Ruling.REHEARSE, Gate.REHEARSAL);
    }

    @Test
    void theStrictestRulingWins() {
        reallyEvacuate = false;
        probed = true;
        assertThat(judged(CALM).ruling()).isEqualTo(Ruling.HOLD);
        cloud = Optional.empty();
        assertThat(judged(CALM).ruling()).isEqualTo(Ruling.EXEMPT);
    }

    @Test
    void allThatHoldIsTold() {
        probed = true;
        device = DeviceTrust.NONE;
        assertThat(judged(CALM).reason())
                .isEqualTo("the host answers probes: it has not panicked; it has no fence device: add it to ipmi_info"
                        + " and run load_ipmi_info");
    }

    @Test
    void anOperatorsWordOpensSomeGatesAndNotTheOthers() {
        SafetyVerdict all = new SafetyVerdict(Arrays.stream(Gate.values())
                .map(g -> new GateResult(g, Ruling.HOLD, g.name()))
                .toList());
        assertThat(all.afterOperatorsWord().holding())
                .containsExactlyInAnyOrder(
                        Gate.KNOWN_TO_CLOUD,
                        Gate.EXCLUDED,
                        Gate.OPERATOR,
                        Gate.MAINTENANCE,
                        Gate.OBSERVER,
                        Gate.BUDGET,
                        Gate.ARMED,
                        Gate.REHEARSAL);
        reallyEvacuate = false;
        probed = true;
        assertThat(judged(CALM).afterOperatorsWord().ruling()).isEqualTo(Ruling.REHEARSE);
    }
}
