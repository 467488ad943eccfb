package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.safety.BudgetConfig;
import com.umcloud.umha.core.safety.SafetyConfig;
import com.umcloud.umha.core.store.LogRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rule 5: what is held when much fails at once, what is recovered all the same, and for how long. */
class MassFailureTest {
    private static final Duration COOL_DOWN = Duration.ofSeconds(60);
    private static final SafetyConfig SAFETY = SafetyConfig.ACTING.withTimes(COOL_DOWN, Duration.ofHours(1));

    private static EngineRounds zonesOfFive(String... zones) {
        EngineRounds rounds = new EngineRounds(SAFETY);
        for (String zone : zones) {
            rounds.zone(zone, 5);
        }
        return rounds.rounds(2);
    }

    private static List<String> hosts(String zone, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> zone + "-" + i).toList();
    }

    @Test
    void aZoneWithoutPowerIsHeldAndASingleFailureElsewhereIsRecovered() {
        EngineRounds rounds = zonesOfFive("a", "b", "c");
        rounds.off.addAll(hosts("c", 5));
        rounds.hung.add("a-1");

        rounds.rounds(10);

        rounds.isRecovered("a-1");
        hosts("c", 5).forEach(host -> rounds.isHeld(host, "zone c: all 5 hosts are bad at once"));
    }

    @Test
    void aZoneBehindABrokenNetworkIsHeldAndASingleFailureElsewhereIsRecovered() {
        EngineRounds rounds = zonesOfFive("a", "b", "c");
        rounds.hung.addAll(hosts("c", 5));
        rounds.off.add("b-2");

        rounds.rounds(10);

        rounds.isRecovered("b-2");
        hosts("c", 5).forEach(host -> rounds.isHeld(host, "mass failure: zone c"));
    }

    @Test
    void anAggregateThatFailsAsAWholeIsHeldAndAnotherHostOfItsZoneIsRecovered() {
        EngineRounds rounds = new EngineRounds(SAFETY)
                .zone("nova", 20)
                .aggregate("rack-7", "nova-1", "nova-2", "nova-3", "nova-4")
                .rounds(2);
        rounds.hung.addAll(hosts("nova", 4));
        rounds.hung.add("nova-9");

        rounds.rounds(10);

        rounds.isRecovered("nova-9");
        hosts("nova", 4).forEach(host -> rounds.isHeld(host, "aggregate rack-7: all 4 hosts"));
    }

    @Test
    void whereTwoZonesAreDarkItIsTheCloudThatHasAMassFailure() {
        EngineRounds rounds = zonesOfFive("a", "b", "c", "d");
        rounds.hung.addAll(hosts("c", 5));
        rounds.hung.addAll(hosts("d", 5));
        rounds.hung.add("a-1");

        rounds.rounds(10);

        rounds.isHeld("a-1", "mass failure: 6 of 15 hosts are bad at once and not powered off");
    }

    @Test
    void aSmallZoneDoesNotKeepASingleFailureBack() {
        for (int size = 1; size <= 3; size++) {
            EngineRounds rounds = new EngineRounds(SAFETY)
                    .zone("small", size)
                    .zone("large", 10)
                    .rounds(2);
            rounds.hung.add("small-1");

            rounds.rounds(10);

            rounds.isRecovered("small-1");
        }
    }

    @Test
    void everyHostOfASmallZoneAtOnceIsAMassFailure() {
        EngineRounds rounds =
                new EngineRounds(SAFETY).zone("small", 2).zone("large", 10).rounds(2);
        rounds.hung.addAll(hosts("small", 2));

        rounds.rounds(10);

        hosts("small", 2).forEach(host -> rounds.isHeld(host, "zone small: all 2 hosts are bad at once"));
    }

    @Test
    void aZoneHasABudgetOfItsOwn() {
        EngineRounds rounds = new EngineRounds(SAFETY.withBudget(BudgetConfig.STANDARD.recovering(3, 1)))
                .zone("a", 20)
                .zone("b", 20)
                .rounds(2);
        rounds.answers = false;
        rounds.hung.addAll(List.of("a-1", "a-2"));
        rounds.rounds(5);
        rounds.hung.add("b-1");
        rounds.off.add("a-3");

        rounds.rounds(5);

        assertThat(rounds.incident("a-1").orElseThrow().state()).isEqualTo(IncidentState.FENCING);
        assertThat(rounds.incident("b-1").orElseThrow().state()).isEqualTo(IncidentState.FENCING);
        rounds.isHeld("a-2", "1 hosts of zone a are being recovered (maximum_recovering_hosts_per_zone = 1)");
        rounds.answers = true;
        rounds.rounds(20);
        rounds.isRecovered("a-2");
        rounds.isRecovered("a-3");
    }

    @Test
    void aHostInMaintenanceThatIsBeingRecoveredTakesItsPlace() {
        for (BudgetConfig budget :
                List.of(BudgetConfig.STANDARD.recovering(1, 5), BudgetConfig.STANDARD.recovering(5, 1))) {
            EngineRounds rounds = new EngineRounds(SAFETY.withBudget(budget))
                    .zone("a", 20)
                    .zone("b", 20)
                    .rounds(2);
            rounds.isolates = false;
            rounds.hung.addAll(List.of("a-1", "a-2"));
            rounds.rounds(5);
            assertThat(rounds.cut).containsExactly("a-1");

            rounds.maintain("a-1");
            rounds.rounds(5);
            rounds.isHeld("a-2", "1 hosts");

            rounds.isolates = true;
            rounds.successor();
            rounds.rounds(30);
            rounds.isRecovered("a-1");
            rounds.isRecovered("a-2");
        }
    }

    @Test
    void ofSevenHostsFourHaveToStayHealthy() {
        EngineRounds rounds = new EngineRounds(SAFETY.withBudget(BudgetConfig.STANDARD.healthy(4)))
                .zone("nova", 7)
                .rounds(2);
        for (String host : hosts("nova", 3)) {
            rounds.hung.add(host);
            rounds.rounds(10);
            rounds.isRecovered(host);
        }
        rounds.hung.add("nova-4");
        rounds.rounds(10);
        rounds.isHeld("nova-4", "too few hosts would be left: 3 hosts are healthy (minimum_healthy_hosts = 4)");

        rounds.repair("nova-1");
        rounds.rounds(10);
        rounds.isHeld("nova-4", "too few hosts were healthy a short while ago");
        rounds.rounds((int) COOL_DOWN.toSeconds() + 20);

        rounds.isRecovered("nova-4");
    }

    @Test
    void onlySoManyAreFencedInAnHourAndARestartCountsOn() {
        EngineRounds rounds = new EngineRounds(SAFETY.withBudget(BudgetConfig.STANDARD.fencingsPerHour(2)))
                .zone("nova", 20)
                .rounds(2);
        rounds.off.add("nova-9");
        for (String host : hosts("nova", 2)) {
            rounds.hung.add(host);
            rounds.rounds(10);
            rounds.isRecovered(host);
        }
        rounds.isRecovered("nova-9");
        rounds.hung.add("nova-3");
        rounds.rounds(10);
        rounds.isHeld("nova-3", "2 hosts were powered off by UMHA within the last hour");

        rounds.successor();
        rounds.rounds(10);
        rounds.isHeld("nova-3", "too many fencings");
        rounds.now = rounds.now.plus(Duration.ofHours(1)).minusSeconds(30);
        rounds.rounds(10);
        rounds.isHeld("nova-3", "(cool_down)");
        rounds.rounds(30 + (int) COOL_DOWN.toSeconds());

        rounds.isRecovered("nova-3");
    }

    @Test
    void fencingsThatAreOnTheirWayCount() {
        EngineRounds rounds = new EngineRounds(SAFETY.withBudget(BudgetConfig.STANDARD.fencingsPerHour(1)))
                .zone("nova", 20)
                .rounds(2);
        rounds.answers = false;
        rounds.hung.addAll(hosts("nova", 2));

        rounds.rounds(5);

        assertThat(rounds.incident("nova-1").orElseThrow().state()).isEqualTo(IncidentState.FENCING);
        rounds.isHeld("nova-2", "1 are about to be (maximum_fencings_per_hour = 1)");
    }

    @Test
    void theBreakerStaysOpenForTheCoolDownAndASuccessorKnowsIt() {
        EngineRounds rounds = new EngineRounds(SAFETY).zone("nova", 10).rounds(2);
        rounds.hung.addAll(hosts("nova", 4));
        rounds.rounds(10);
        rounds.isHeld("nova-1", "mass failure: 4 of 10 hosts");
        assertThat(rounds.store.recentLog(Optional.empty(), 100))
                .filteredOn(line -> line.kind().equals(CalmWatch.KIND))
                .singleElement()
                .extracting(LogRow::message)
                .asString()
                .startsWith("the cloud is open: 4 of 10 hosts");
        hosts("nova", 4).forEach(rounds::repair);
        rounds.rounds(10);
        rounds.hung.add("nova-9");
        rounds.rounds(10);
        rounds.isHeld("nova-9", "mass failure in the cloud a short while ago");

        rounds.successor();
        rounds.rounds(10);

        rounds.isHeld("nova-9", "mass failure in the cloud a short while ago");
        rounds.rounds(2 * (int) COOL_DOWN.toSeconds());
        rounds.isRecovered("nova-9");
    }

    @Test
    void aBlindObserverDoesNotKnowThatItIsCalm() {
        EngineRounds rounds = new EngineRounds(SAFETY).zone("nova", 10).rounds(2);
        rounds.hung.addAll(hosts("nova", 4));
        rounds.rounds(5);
        hosts("nova", 4).forEach(rounds::repair);
        rounds.blind = Optional.of("no host at all was heard in the interval");
        rounds.rounds(2 * (int) COOL_DOWN.toSeconds());
        rounds.blind = Optional.empty();
        rounds.rounds(2);
        rounds.hung.add("nova-9");

        rounds.rounds(10);

        rounds.isHeld("nova-9", "a short while ago");
    }

    @Test
    void withoutAnyPowerDeviceTheForcedModeGoesOnAfterLongSilenceAndSaysThatItIsUnproven() {
        EngineRounds rounds = new EngineRounds(SAFETY.withHasIpmi(false).withForced(true))
                .zone("nova", 5)
                .rounds(2);
        rounds.hung.add("nova-1");
        rounds.rounds(30);
        assertThat(rounds.incident("nova-1").orElseThrow().state())
                .isIn(IncidentState.FENCING, IncidentState.VERIFYING);

        rounds.rounds(40);

        rounds.isRecovered("nova-1");
        assertThat(rounds.incident("nova-1").orElseThrow().fencing().powerOffSentAt())
                .isEmpty();
        assertThat(rounds.store.recentLog(Optional.of("nova-1"), 100))
                .filteredOn(line -> line.kind().equals("incident.proven-off"))
                .singleElement()
                .extracting(LogRow::message)
                .asString()
                .startsWith("UNPROVEN");
    }

    @Test
    void withoutAnyPowerDeviceAndWithoutTheForcedModeEveryFailureWaitsForAnOperator() {
        EngineRounds rounds =
                new EngineRounds(SAFETY.withHasIpmi(false)).zone("nova", 5).rounds(2);
        rounds.hung.add("nova-1");

        rounds.rounds(60);

        rounds.isHeld("nova-1", "has_IPMI = false: nothing can prove that it is off");
    }

    @Test
    void aStandbyAssessesAndDoesNothingAndActsAtOnceWhenItLeads() {
        EngineRounds rounds = new EngineRounds(SAFETY).zone("nova", 10);
        rounds.standBy();
        rounds.rounds(2);
        rounds.hung.add("nova-1");
        rounds.rounds(10);
        assertThat(rounds.incident("nova-1")).isEmpty();
        assertThat(rounds.store.recentLog(Optional.empty(), 10)).isEmpty();
        assertThat(rounds.cut).isEmpty();

        rounds.lead();
        rounds.rounds(1);

        assertThat(rounds.cut).containsExactly("nova-1");
    }

    /** A storm that nobody who led has seen: it began and ended between two holders of the lease. */
    private static EngineRounds stormWhileNobodyLed(EngineRounds rounds) {
        rounds.standBy();
        rounds.hung.addAll(hosts("nova", 4));
        rounds.rounds(10);
        hosts("nova", 3).forEach(rounds::repair);
        rounds.rounds(1);
        return rounds;
    }

    @Test
    void aStormInWhichNobodyLedHoldsTheNextHolderBackForTheCoolDown() {
        EngineRounds rounds =
                stormWhileNobodyLed(new EngineRounds(SAFETY).zone("nova", 10).rounds(2));

        rounds.lead();
        rounds.rounds(10);

        rounds.isHeld("nova-4", "mass failure in the cloud a short while ago");
        rounds.rounds((int) COOL_DOWN.toSeconds());
        rounds.isRecovered("nova-4");
    }

    @Test
    void whoeverLeadsAfterAStormInWhichNobodyLedWritesItDownForTheNextOne() {
        EngineRounds rounds =
                stormWhileNobodyLed(new EngineRounds(SAFETY).zone("nova", 10).rounds(2));
        assertThat(rounds.store.recentLog(Optional.empty(), 100)).isEmpty();

        rounds.lead();
        rounds.rounds(10);

        assertThat(rounds.store.recentLog(Optional.empty(), 100))
                .filteredOn(line -> line.kind().equals(CalmWatch.KIND))
                .singleElement()
                .extracting(LogRow::message)
                .asString()
                .startsWith("the cloud is open: seen before this processor led: 4 of 10 hosts are bad at once");
        rounds.successor();
        rounds.rounds(10);
        rounds.isHeld("nova-4", "mass failure in the cloud a short while ago");
    }

    @Test
    void whatTheHolderHasWrittenOfAStormIsNotWrittenOnceMoreByWhoSawItStandingBy() {
        EngineRounds rounds = new EngineRounds(SAFETY).zone("nova", 10).rounds(2);
        rounds.hung.addAll(hosts("nova", 4));
        rounds.rounds(5);
        rounds.standBy();
        rounds.rounds(5);
        hosts("nova", 4).forEach(rounds::repair);

        rounds.lead();
        rounds.rounds(5);

        assertThat(rounds.store.recentLog(Optional.empty(), 100))
                .filteredOn(line -> line.kind().equals(CalmWatch.KIND))
                .hasSize(1);
    }

    @Test
    void hostsThatTheHolderDealsWithAreNoStormForWhoStandsBy() {
        EngineRounds rounds = new EngineRounds(SAFETY).zone("nova", 6).rounds(2);
        rounds.isolates = false;
        rounds.hung.add("nova-1");
        rounds.rounds(6);
        rounds.hung.add("nova-2");
        rounds.rounds(6);
        assertThat(rounds.cut).containsExactlyInAnyOrder("nova-1", "nova-2");

        rounds.standBy();
        rounds.rounds(6);
        rounds.isolates = true;
        rounds.lead();
        rounds.hung.add("nova-3");
        rounds.rounds(30);

        rounds.isRecovered("nova-3");
    }

    @Test
    void hostsInMaintenanceAreNoStormForWhoStandsBy() {
        EngineRounds rounds = new EngineRounds(SAFETY).zone("nova", 10).rounds(2);
        hosts("nova", 3).forEach(rounds::maintain);
        rounds.standBy();
        rounds.hung.addAll(hosts("nova", 4));
        rounds.rounds(10);

        rounds.lead();
        rounds.rounds(10);

        rounds.isRecovered("nova-4");
    }
}
