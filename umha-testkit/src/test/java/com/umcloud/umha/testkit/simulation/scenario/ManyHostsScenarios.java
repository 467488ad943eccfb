package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.testkit.simulation.world.BmcTrouble;
import com.umcloud.umha.testkit.simulation.world.SiteLayout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What befalls many hosts at once, or seems to. */
final class ManyHostsScenarios {
    private static final String NOTHING = "nothing is done";

    private ManyHostsScenarios() {}

    static List<Scenario> all() {
        return List.of(
                priority(),
                priorityOfAHostThatCannotBeRead(),
                controllerIsCutOff(),
                controllerHearsNobody(),
                storageNetworkIsDown(),
                storageNetworkThatCarriesSamplesIsDown(),
                rackOfFour(),
                rackOfEight(),
                minimumHealthy(),
                secondHostDies(),
                destinationDies(),
                darkZone());
    }

    private static Scenario priority() {
        return priorities(
                        "30a", "two hosts die, one evacuation at once: the most important go first, across both hosts")
                .at(30, stage -> {
                    stage.losesPower(1);
                    stage.losesPower(2);
                })
                .expect(
                        "the order is that of the priorities",
                        stage -> stage.evacuationsInSequence()
                                .equals(List.of("vm-1000", "vm-900", "vm-700", "vm-500", "vm-300", "vm-100")));
    }

    private static Scenario priorityOfAHostThatCannotBeRead() {
        return priorities(
                        "30b",
                        "two hosts die, the BMC of one does not answer for a while: the other keeps no slot free for it")
                .at(30, stage -> {
                    stage.losesPower(1);
                    stage.losesPower(2);
                })
                .when(stage -> stage.evacuationsOf("vm-900") == 1, stage -> {
                    stage.bmcBegins(1, BmcTrouble.UNREACHABLE);
                    stage.after(60, later -> later.bmcEnds(1, BmcTrouble.UNREACHABLE));
                })
                .expect(
                        "what can be read goes first, the rest by priority",
                        stage -> stage.evacuationsInSequence()
                                .equals(List.of("vm-1000", "vm-900", "vm-700", "vm-300", "vm-500", "vm-100")));
    }

    /** Each instance is named by its priority; nodes 1 and 2 have three each. */
    private static Scenario priorities(String number, String title) {
        Scenario scenario =
                Scenario.of(number, title).hosts(8).setting("placement.concurrent_evacuations_in_cloud", "1");
        IntStream.of(900, 500, 100).forEach(priority -> withPriority(scenario, priority, 1));
        IntStream.of(1000, 700, 300).forEach(priority -> withPriority(scenario, priority, 2));
        return scenario;
    }

    private static void withPriority(Scenario scenario, int priority, int host) {
        scenario.instance(
                "vm-" + priority,
                host,
                vm -> vm.withVolume().withMetadata(Map.of("umha:priority", String.valueOf(priority))));
    }

    private static Scenario controllerIsCutOff() {
        return Scenario.of(
                        "31a",
                        "the only controller is cut off from everything: nothing is done, told when mails go again")
                .instance("vm-1", 1)
                .at(30, stage -> stage.controllerLosesAllNetworks(1))
                .at(90, stage -> stage.controllerHasNetworksAgain(1))
                .lasts(Duration.ofMinutes(4))
                .acceptsAfterKill(
                        0,
                        101,
                        "the standby is not cut off; what could not be sent yet dies with the program, as no database keeps it",
                        "no mail database.away")
                .acceptsAfterKill(
                        0,
                        21,
                        "who does not act yet when it is cut off doubts its view when it does",
                        "a mail observer.blind, which nobody gets undisturbed")
                .expect(NOTHING, Stage::nothingWasDone)
                .expect("it is told once", stage -> stage.mails("database.away") == 1);
    }

    private static Scenario controllerHearsNobody() {
        return Scenario.of(
                        "31b",
                        "the controller hears nobody for a minute: told; a host that died meanwhile is judged anew")
                .instance("vm-1", 1)
                .at(36, stage -> stage.controllerHearsNobody(1))
                .at(50, stage -> stage.panics(1))
                .at(91, stage -> stage.controllerHearsAgain(1))
                .acceptsAfterKill(0, 41, "the standby hears everybody", "no mail observer.blind")
                .expect("it is told once", stage -> stage.mails("observer.blind") == 1)
                .expect(
                        "nobody is judged by what was not heard before the network was back",
                        stage -> stage.firstDeedIsAfter(104))
                .expect("vm-1 is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1"));
    }

    private static Scenario storageNetworkIsDown() {
        return Scenario.of("32a", "the storage network fails on all hosts at once: nothing is done, told")
                .hosts(6)
                .instance("vm-1", 1)
                .at(30, Stage::storageNetworkFails)
                .at(90, Stage::storageNetworkReturns)
                .lasts(Duration.ofMinutes(3))
                .expect(NOTHING, Stage::nothingWasDone)
                .expect("it is told", stage -> stage.mails("incident.held") > 0);
    }

    private static Scenario storageNetworkThatCarriesSamplesIsDown() {
        return Scenario.of("32b", "the storage network fails and carries the samples too: nothing is done, told")
                .hosts(6)
                .layout(SiteLayout::withSamplesOverStorage)
                .instance("vm-1", 1)
                .at(30, Stage::storageNetworkFails)
                .at(90, Stage::storageNetworkReturns)
                .lasts(Duration.ofMinutes(3))
                .expect(NOTHING, Stage::nothingWasDone)
                .expect("it is told", stage -> stage.mails("observer.blind") > 0);
    }

    private static Scenario rackOfFour() {
        return withInstances(
                        Scenario.of("33a", "4 of 20 hosts lose power: 3 are recovered at once, the fourth in its turn"),
                        4)
                .hosts(20)
                .at(31, stage -> stage.rackLosesPower("rack-1"))
                .expect(
                        "each instance is evacuated once",
                        stage -> stage.onlyTheseWereEvacuatedOnce("vm-1", "vm-2", "vm-3", "vm-4"));
    }

    private static Scenario rackOfEight() {
        return withInstances(
                        Scenario.of("33b", "8 of 20 hosts lose power: nobody is recovered until an operator says so"),
                        8)
                .hosts(20)
                .at(31, stage -> {
                    stage.rackLosesPower("rack-1");
                    stage.rackLosesPower("rack-2");
                })
                .at(90, stage -> stage.says(OperatorWord.Kind.ALLOW_BREAKER, ""))
                .lasts(Duration.ofMinutes(6))
                .expect("nothing is done before an operator says so", stage -> stage.firstDeedIsAfter(90))
                .expect(
                        "each instance is evacuated once",
                        stage -> stage.onlyTheseWereEvacuatedOnce(
                                "vm-1", "vm-2", "vm-3", "vm-4", "vm-5", "vm-6", "vm-7", "vm-8"));
    }

    /** An instance on each of the first hosts, on a volume, so that a destination can be named for it. */
    private static Scenario withInstances(Scenario scenario, int hosts) {
        IntStream.rangeClosed(1, hosts).forEach(i -> scenario.instance("vm-" + i, i, vm -> vm.withVolume()));
        return scenario;
    }

    private static Scenario minimumHealthy() {
        return withInstances(
                        Scenario.of(
                                "34",
                                "of 7 hosts 4 have to stay healthy: the fourth to fail waits until there are 4 again"),
                        3)
                .hosts(7)
                .instance("vm-4", 7, vm -> vm.withVolume())
                .setting("safety.minimum_healthy_hosts", "4")
                .setting("safety.breaker_powered_off_ratio", "0.5")
                .setting("recovery.stable_before_return", "30s")
                .at(30, stage -> {
                    stage.losesPower(1);
                    stage.losesPower(2);
                    stage.losesPower(3);
                })
                .when(stage -> stage.evacuations() == 3 && stage.isIn(3, "RECOVERED"), stage -> stage.losesPower(7))
                .when(stage -> stage.isIn(7, "HELD"), stage -> stage.after(20, later -> later.powerReturns(1)))
                .lasts(Duration.ofMinutes(8))
                .expect(
                        "each instance is evacuated once",
                        stage -> stage.onlyTheseWereEvacuatedOnce("vm-1", "vm-2", "vm-3", "vm-4"));
    }

    private static Scenario secondHostDies() {
        return Scenario.of(
                        "35a",
                        "a second host dies while the first is recovered: both are, and they share what may be under way")
                .hosts(6)
                .cloud(nova -> nova.buildTime(Duration.ofSeconds(10)))
                .setting("placement.concurrent_evacuations_in_cloud", "2")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .instance("vm-3", 1)
                .instance("vm-4", 1)
                .instance("vm-5", 2)
                .instance("vm-6", 2)
                .at(30, stage -> stage.losesPower(1))
                .when(stage -> stage.evacuations() == 2, stage -> stage.losesPower(2))
                .lasts(Duration.ofMinutes(8))
                .expect("everything runs", stage -> stage.run("vm-1", "vm-2", "vm-3", "vm-4", "vm-5", "vm-6"));
    }

    private static Scenario destinationDies() {
        return Scenario.of(
                        "35b",
                        "the destination of an evacuation dies: the instance is sent to another, and what was there as well")
                .cloud(nova -> nova.buildTime(Duration.ofSeconds(10)))
                .instance("vm-1", 1)
                .instance("vm-2", 2)
                .instance("vm-3", 3)
                .instance("vm-4", 3)
                .instance("vm-5", 4)
                .instance("vm-6", 4)
                .at(30, stage -> stage.losesPower(1))
                .when(stage -> stage.isMovingTo("vm-1", 2), stage -> stage.losesPower(2))
                .lasts(Duration.ofMinutes(8))
                .expect("everything runs", stage -> stage.run("vm-1", "vm-2"))
                .expect("vm-2 is evacuated once", stage -> stage.evacuationsOf("vm-2") == 1);
    }

    private static Scenario darkZone() {
        Scenario scenario =
                Scenario.of("36", "one of three zones goes dark: it is held, a single failure elsewhere is recovered");
        for (int i = 1; i <= 9; i++) {
            int zone = (i + 2) / 3;
            scenario.host(i, "az-" + zone, "rack-" + zone);
        }
        return scenario.instance("vm-1", 1)
                .instance("vm-4", 4)
                .at(31, stage -> stage.rackLosesPower("rack-1"))
                .when(stage -> stage.isIn(1, "HELD"), stage -> stage.after(10, later -> later.losesPower(4)))
                .when(
                        stage -> stage.isIn(4, "RECOVERED"),
                        stage -> stage.after(30, later -> later.rackPowerReturns("rack-1")))
                .lasts(Duration.ofMinutes(7))
                .expect("only vm-4 is evacuated", stage -> stage.onlyTheseWereEvacuatedOnce("vm-4"))
                .expect(
                        "no power is cut in the dark zone",
                        stage -> stage.cuts(1) + stage.cuts(2) + stage.cuts(3) == 0);
    }
}
