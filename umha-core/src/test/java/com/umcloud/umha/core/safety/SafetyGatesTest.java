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
import java.util.List;
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
    private static final Fleet CALM = fleet(20, 1, 0, 0);

    private boolean reallyEvacuate = true;
    private boolean hasIpmi = true;
    private boolean forced;
    private BudgetConfig budget = BudgetConfig.STANDARD;
    private boolean probed;
    private Set<Fault> faults = EnumSet.of(Fault.PANICKED);
    private Optional<ComputeHost> cloud = Optional.of(compute(true, "", false));
    private CloudReport report = CloudReport.MISSED;
    private DeviceTrust device = DeviceTrust.PROVEN;
    private Optional<Instant> lastFenced = Optional.empty();
    private boolean ownMachine;
    private boolean recovering;
    private Set<String> excluded = Set.of("node-9");

    private static ComputeHost compute(boolean enabled, String reason, boolean forcedDown) {
        return new ComputeHost(HOST, false, enabled, reason, forcedDown, Optional.of(NOW), "nova", Set.of());
    }

    private static Fleet fleet(int hosts, int badNotOff, int off, int recovering) {
        return new Fleet(
                new HostGroup(HostGroup.CLOUD, Set.of(HOST), hosts, badNotOff, off, recovering),
                List.of(),
                hosts - badNotOff - off,
                RecentCuts.NONE,
                Optional.empty(),
                true,
                Map.of());
    }

    private static Fleet with(Fleet fleet, HostGroup... groups) {
        return new Fleet(
                fleet.cloud(),
                List.of(groups),
                fleet.healthy(),
                fleet.cuts(),
                fleet.blind(),
                true,
                fleet.notCalmUntil());
    }

    private static Fleet with(Fleet fleet, Optional<String> blind) {
        return new Fleet(
                fleet.cloud(), fleet.groups(), fleet.healthy(), fleet.cuts(), blind, true, fleet.notCalmUntil());
    }

    private static Fleet with(Fleet fleet, RecentCuts cuts) {
        return new Fleet(
                fleet.cloud(), fleet.groups(), fleet.healthy(), cuts, fleet.blind(), true, fleet.notCalmUntil());
    }

    private SafetyGates gates() {
        return new SafetyGates(SafetyConfig.ACTING
                .withReallyEvacuate(reallyEvacuate)
                .withHasIpmi(hasIpmi)
                .withForced(forced)
                .withBudget(budget)
                .withExcludedHosts(excluded));
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
        HostWindows windows =
                new HostWindows(HOST, Map.of(), EnumSet.allOf(Signal.class), faults, Optional.of(seen), false);
        HostAssessment assessment = new HostAssessment(windows, Set.of(), faults, Set.of(), Set.of(), Set.of(), true);
        return gates().judge(
                        new HostCase(assessment, cloud, report, device, lastFenced, ownMachine, recovering),
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
        SafetyVerdict verdict = judged(with(CALM, Optional.of("no samples from anyone")));
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
        Fleet fleet = fleet(hosts, badNotOff, off, 0);
        assertThat(gates().exceeded(fleet).containsKey(HostGroup.CLOUD)).isEqualTo(trips);
        assertThat(judged(fleet).holding().contains(Gate.BREAKER)).isEqualTo(trips);
    }

    @ParameterizedTest(name = "of {0} hosts of a zone {1} bad and on, {2} off: trips {3}")
    @CsvSource({
        "1, 1, 0, false",
        "1, 0, 1, false",
        "2, 1, 0, false",
        "2, 0, 1, false",
        "2, 2, 0, true",
        "2, 1, 1, true",
        "3, 2, 0, false",
        "3, 0, 1, false",
        "3, 0, 2, true",
        "3, 3, 0, true",
        "10, 2, 0, false",
        "10, 3, 0, true",
        "10, 0, 5, false",
        "10, 0, 6, true"
    })
    void theBreakerOfAZoneCounts(int hosts, int badNotOff, int off, boolean trips) {
        HostGroup zone = new HostGroup("zone az1", Set.of(HOST), hosts, badNotOff, off, 0);
        SafetyVerdict verdict = judged(with(CALM, zone));
        assertThat(gates().trips(zone).isPresent()).isEqualTo(trips);
        assertThat(verdict.holding().contains(Gate.BREAKER)).isEqualTo(trips);
        assertThat(verdict.reason().contains("mass failure: zone az1: ")).isEqualTo(trips);
        HostGroup another = new HostGroup("zone az2", Set.of("node-8"), hosts, badNotOff, off, 0);
        assertThat(judged(with(CALM, another)).ruling()).isEqualTo(Ruling.PASS);
    }

    @Test
    void whereNobodyIsKnownToReachTheStorageItIsTheStorageThatHasFailed() {
        HostGroup two = new HostGroup(HostGroup.CLOUD, Set.of(HOST, "node-8"), 2, 1, 0, 0);
        Fleet unreached = new Fleet(two, List.of(), 1, RecentCuts.NONE, Optional.empty(), false, Map.of());
        faults = Set.of(Fault.STORAGE_LOST);
        assertThat(judged(unreached).holding()).containsExactly(Gate.WITNESS);
        Fleet reached = new Fleet(two, List.of(), 1, RecentCuts.NONE, Optional.empty(), true, Map.of());
        assertThat(judged(reached).ruling()).isEqualTo(Ruling.PASS);
        faults = Set.of(Fault.POWERED_OFF);
        assertThat(judged(unreached).ruling()).isEqualTo(Ruling.PASS);
    }

    @Test
    void theOnlyHostThatIsLeftIsNotFenced() {
        HostGroup left = new HostGroup(HostGroup.CLOUD, Set.of(HOST, "node-8"), 1, 1, 0, 0);
        Fleet fleet = new Fleet(left, List.of(), 0, RecentCuts.NONE, Optional.empty(), true, Map.of());
        assertThat(judged(fleet).holding()).containsExactly(Gate.BREAKER);
        assertThat(judged(fleet).reason()).contains("nowhere to evacuate to");
        assertThat(gates().trips(new HostGroup("zone az1", Set.of(HOST, "node-8"), 1, 1, 0, 0)))
                .isEmpty();
    }

    @Test
    void theBreakerStaysOpenUntilItIsCalmAgain() {
        Fleet tripped = CALM.notCalm(Map.of(HostGroup.CLOUD, NOW.plusSeconds(1)));
        assertThat(judged(tripped).holding()).containsExactly(Gate.BREAKER);
        Fleet calm = CALM.notCalm(Map.of(HostGroup.CLOUD, NOW, "zone az2", NOW.plusSeconds(60)));
        assertThat(judged(calm).ruling()).isEqualTo(Ruling.PASS);
    }

    @Test
    void theBudgetIsThreeHostsAtOnce() {
        assertThat(judged(fleet(20, 1, 0, 2)).ruling()).isEqualTo(Ruling.PASS);
        assertThat(judged(fleet(20, 1, 0, 3)).holding()).containsExactly(Gate.BUDGET);
    }

    @Test
    void aZoneHasABudgetOfItsOwn() {
        budget = BudgetConfig.STANDARD.recovering(10, 2);
        Fleet fleet = fleet(20, 1, 0, 2);
        assertThat(judged(with(fleet, new HostGroup("zone az1", Set.of(HOST), 9, 0, 0, 2)))
                        .holding())
                .containsExactly(Gate.BUDGET);
        assertThat(judged(with(fleet, new HostGroup("zone az1", Set.of(HOST), 9, 0, 0, 1)))
                        .ruling())
                .isEqualTo(Ruling.PASS);
    }

    @Test
    void enoughHealthyHostsHaveToBeLeft() {
        budget = BudgetConfig.STANDARD.healthy(4);
        assertThat(judged(fleet(5, 1, 0, 0)).ruling()).isEqualTo(Ruling.PASS);
        assertThat(judged(fleet(4, 1, 0, 0)).holding()).containsExactly(Gate.MINIMUM_HEALTHY);
        assertThat(gates().exceeded(fleet(4, 1, 0, 0))).containsOnlyKeys(Fleet.MINIMUM_HEALTHY);
        assertThat(gates().exceeded(fleet(3, 0, 0, 0))).isEmpty();
        assertThat(judged(CALM.notCalm(Map.of(Fleet.MINIMUM_HEALTHY, NOW.plusSeconds(1))))
                        .holding())
                .containsExactly(Gate.MINIMUM_HEALTHY);
    }

    @Test
    void fencingsAreCountedOverAnHourAndTheCoolDownBeginsWhenThereIsRoomAgain() {
        budget = BudgetConfig.STANDARD.fencingsPerHour(2);
        Instant first = NOW.minus(Duration.ofMinutes(59));
        RecentCuts two = new RecentCuts(List.of(NOW.minus(Duration.ofMinutes(5)), first), 0);
        assertThat(judged(with(CALM, two)).holding()).containsExactly(Gate.FENCING_RATE);
        assertThat(judged(with(CALM, two)).reason())
                .contains("2 hosts were powered off", "before " + first.plus(Duration.ofMinutes(70)));
        RecentCuts over =
                new RecentCuts(List.of(NOW.minus(Duration.ofMinutes(70)), NOW.minus(Duration.ofMinutes(20))), 0);
        assertThat(judged(with(CALM, over)).ruling()).isEqualTo(Ruling.PASS);
        RecentCuts apart =
                new RecentCuts(List.of(NOW.minus(Duration.ofMinutes(65)), NOW.minus(Duration.ofMinutes(5))), 0);
        assertThat(judged(with(CALM, apart)).ruling()).isEqualTo(Ruling.PASS);
        RecentCuts pending = new RecentCuts(List.of(NOW), 1);
        assertThat(judged(with(CALM, pending)).holding()).containsExactly(Gate.FENCING_RATE);
        budget = BudgetConfig.STANDARD.fencingsPerHour(0);
        assertThat(judged(with(CALM, two)).ruling()).isEqualTo(Ruling.PASS);
    }

    @Test
    void aRecoveryThatHasBegunIsFinished() {
        recovering = true;
        budget = new BudgetConfig(3, 3, 4, 1);
        Fleet mass = with(
                fleet(20, 9, 9, 4).notCalm(Map.of(HostGroup.CLOUD, NOW.plusSeconds(60))),
                new RecentCuts(List.of(NOW), 0));
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
        report = CloudReport.ADVANCED;
        rules(Ruling.HOLD, Gate.WITNESS);
    }

    @Test
    void aHostWhoseReportToTheCloudIsNotLateYetIsNotJudgedByItsSilence() {
        report = CloudReport.AWAITED;
        rules(Ruling.HOLD, Gate.WITNESS);
        faults = EnumSet.of(Fault.POWERED_OFF);
        assertThat(judged(CALM).ruling()).isEqualTo(Ruling.PASS);
    }

    @Test
    void noWitnessContradictsALostStorage() {
        probed = true;
        report = CloudReport.ADVANCED;
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
    void withoutAnyDeviceOnlyTheForcedModeGoesOn() {
        hasIpmi = false;
        device = DeviceTrust.NONE;
        rules(Ruling.HOLD, Gate.DEVICE);
        forced = true;
        assertThat(judged(CALM).ruling()).isEqualTo(Ruling.PASS);
        probed = true;
        rules(Ruling.HOLD, Gate.WITNESS);
        probed = false;
        hasIpmi = true;
        rules(Ruling.HOLD, Gate.DEVICE);
    }

    @Test
    void everyGateSaysWhatWasSeenAlsoIfNothingSpeaksAgainstActing() {
        assertThat(judged(CALM).results())
                .allSatisfy(result ->
                        assertThat(result.reason()).as(result.gate().name()).isNotBlank());
        recovering = true;
        assertThat(judged(CALM).results()).extracting(GateResult::reason).noneMatch(String::isBlank);
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
