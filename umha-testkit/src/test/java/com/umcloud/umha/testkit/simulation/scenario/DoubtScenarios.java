package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.testkit.simulation.cloud.CloudFault;
import com.umcloud.umha.testkit.simulation.world.SiteLayout;
import java.time.Duration;
import java.util.List;

/** Where doubt has to win: a list may be wrong, a host is not watched, an instance may run elsewhere already. */
final class DoubtScenarios {
    private static final String NOTHING = "nothing is done";

    private DoubtScenarios() {}

    static List<Scenario> all() {
        return List.of(
                swappedBmcsThatTell(),
                swappedBmcsThatHide(),
                mistypedAddress(),
                hostThatShowsNothing(),
                agentAndServiceDead(),
                storageLostWithItsSamples(),
                liveMigrationOut(),
                liveMigrationOutThatHasChangedOver(),
                liveMigrationIn(),
                liveMigrationInThatHasChangedOver(),
                liveMigrationInThatIsHandedOverLater(),
                lateEvacuateCall(),
                mountIsMissing(),
                mountIsMissingEverywhere(),
                noSecret(),
                rehearsal());
    }

    private static Scenario swappedBmcsThatTell() {
        return Scenario.of(
                        "46a",
                        "ipmi_info swaps two BMCs, their UUIDs tell: nothing is fenced by them until it is corrected")
                .instance("vm-1", 1)
                .prepared(stage -> stage.bmcsAreSwappedInTheList(1, 2))
                .at(30, stage -> stage.panics(1))
                .at(90, stage -> stage.bmcsAreSwappedInTheList(1, 2))
                .expect("both hosts are told", stage -> stage.mails("device.quarantined") == 2)
                .expect("nothing is done before it is corrected", stage -> stage.firstDeedIsAfter(90))
                .expect("node-2 keeps its power", stage -> stage.cuts(2) == 0)
                .expect("vm-1 is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1"));
    }

    /** The other host goes on for so long that it is not judged before the operator has acted. */
    private static Scenario swappedBmcsThatHide() {
        return Scenario.of(
                        "46b",
                        "ipmi_info swaps two BMCs and nobody can tell: another host falls silent, nothing is evacuated")
                .instance("vm-1", 1)
                .instance("vm-2", 2)
                .setting("valve.panic_number", "24")
                .setting("valve.storage_number", "24")
                .prepared(Stage::bmcsHideTheirSystems)
                .prepared(stage -> stage.bmcsAreSwappedInTheList(1, 2))
                .at(30, stage -> stage.panics(1))
                .when(
                        stage -> stage.cuts(2) == 1,
                        stage -> stage.after(20, later -> {
                            later.bmcsAreSwappedInTheList(1, 2);
                            later.switchedOnByHand(2);
                            later.switchedOffByHand(1);
                            later.says(OperatorWord.Kind.CONFIRM_OFF, Stage.node(1));
                        }))
                .lasts(Duration.ofMinutes(6))
                .expect("it is told", stage -> stage.mails("incident.wrong-device") > 0)
                .expect("only vm-1 is evacuated", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1"))
                .expect("vm-2 runs where it was", stage -> stage.run("vm-2"));
    }

    private static Scenario mistypedAddress() {
        return Scenario.of("47a", "a new host with a mistyped storage address, then without agent: told, never fenced")
                .instance("vm-4", 4)
                .prepared(stage -> stage.storageAddressIsListedAs(4, "10.20.99.4"))
                .at(90, stage -> {
                    stage.agentStops(4);
                    stage.computeServiceStops(4);
                })
                .lasts(Duration.ofMinutes(4))
                .expect(NOTHING, Stage::nothingWasDone)
                .expect("it is told once", stage -> stage.mails("host.unmonitored") == 1);
    }

    private static Scenario hostThatShowsNothing() {
        return Scenario.of(
                        "47b",
                        "a new host without agent whose pings are filtered, then without nova-compute: told, never fenced")
                .instance("vm-4", 4)
                .prepared(stage -> {
                    stage.agentStops(4);
                    stage.filtersPings(4);
                })
                .at(90, stage -> stage.computeServiceStops(4))
                .lasts(Duration.ofMinutes(4))
                .expect(NOTHING, Stage::nothingWasDone)
                .expect("it is told once", stage -> stage.mails("host.unmonitored") == 1);
    }

    private static Scenario agentAndServiceDead() {
        return Scenario.of("48a", "agent and nova-compute are dead and the host answers pings: told, nothing is done")
                .instance("vm-1", 1)
                .at(30, stage -> {
                    stage.agentStops(1);
                    stage.computeServiceStops(1);
                })
                .lasts(Duration.ofMinutes(4))
                .expect(NOTHING, Stage::nothingWasDone)
                .expect("the agent is told", stage -> stage.mails("host.agent-silent") == 1)
                .expect("nova-compute is told", stage -> stage.mails("host.service-down") == 1);
    }

    private static Scenario storageLostWithItsSamples() {
        return Scenario.of("48b", "a host loses the storage network that carries its samples too: fenced and recovered")
                .layout(SiteLayout::withSamplesOverStorage)
                .instance("vm-1", 1)
                .at(30, stage -> stage.losesStorage(1))
                .expect("its power is cut once", stage -> stage.cuts(1) == 1)
                .expect("vm-1 is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1"));
    }

    private static Scenario liveMigrationOut() {
        return Scenario.of(
                        "49a",
                        "a live migration out of the dead host never ends: held, evacuated when an operator has looked")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .at(10, stage -> stage.isLiveMigrated("vm-1", 2, Duration.ofSeconds(60)))
                .at(30, stage -> stage.losesPower(1))
                .when(
                        stage -> stage.has("vm-1", "HELD"),
                        stage -> stage.after(20, later -> later.releasesAfterLooking("vm-1")))
                .expect("each is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1", "vm-2"));
    }

    private static Scenario liveMigrationOutThatHasChangedOver() {
        return Scenario.of(
                        "49b",
                        "the guest has migrated already when its old host dies, and Nova does not know: held, not evacuated")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .at(10, stage -> stage.isLiveMigrated("vm-1", 2, Duration.ofSeconds(60)))
                .at(62, stage -> stage.losesPower(1))
                .expect("only vm-2 is evacuated", stage -> stage.onlyTheseWereEvacuatedOnce("vm-2"))
                .expect("vm-1 runs at its destination", stage -> stage.runsOn("vm-1", 2));
    }

    private static Scenario liveMigrationIn() {
        return Scenario.of(
                        "49c",
                        "the destination of a live migration dies: the guest goes on where it is, and is left alone")
                .instance("vm-1", 2)
                .instance("vm-2", 1)
                .at(10, stage -> stage.isLiveMigrated("vm-1", 1, Duration.ofSeconds(60)))
                .at(30, stage -> stage.losesPower(1))
                .expect("only vm-2 is evacuated", stage -> stage.onlyTheseWereEvacuatedOnce("vm-2"))
                .expect("vm-1 runs where it was", stage -> stage.runsOn("vm-1", 2));
    }

    private static Scenario liveMigrationInThatHasChangedOver() {
        return Scenario.of(
                        "49d", "the guest has just migrated to a host when that dies: it is found there and evacuated")
                .instance("vm-1", 2)
                .instance("vm-2", 1)
                .at(10, stage -> stage.isLiveMigrated("vm-1", 1, Duration.ofSeconds(60)))
                .at(62, stage -> stage.losesPower(1))
                .expect("each is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1", "vm-2"));
    }

    private static Scenario liveMigrationInThatIsHandedOverLater() {
        return Scenario.of(
                        "49e",
                        "a guest has migrated to a host that dies, and Nova learns of it after the recovery: found there, told, evacuated")
                .instance("vm-1", 2)
                .instance("vm-2", 1)
                .at(10, stage -> stage.isLiveMigrated("vm-1", 1, Duration.ofSeconds(300)))
                .at(252, stage -> stage.losesPower(1))
                .lasts(Duration.ofMinutes(8))
                .expect("each is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1", "vm-2"))
                .expect("it was told", stage -> stage.mails("incident.latecomers", 1) == 1)
                .expect("both recoveries are mailed", stage -> stage.mails("incident.recovered", 1) == 2);
    }

    private static Scenario lateEvacuateCall() {
        return Scenario.of("50", "an evacuate call reaches Nova after the standby has taken over: one migration")
                .controllers(2)
                .instance("vm-1", 1)
                .prepared(stage -> stage.nextEvacuateCallIsLate(Duration.ofSeconds(60)))
                .at(30, stage -> stage.losesPower(1))
                .when(stage -> stage.hasMet(CloudFault.LATE_EFFECT), stage -> {
                    stage.tell("the call is still on its way, nothing of it is seen in Nova");
                    stage.killed(1);
                })
                .when(stage -> stage.evacuations() == 1, stage -> stage.tell("the call has reached Nova"))
                .lasts(Duration.ofMinutes(6))
                .expect(
                        "the standby had taken over before",
                        stage -> stage.region().database().lease().epoch() == 2)
                .expect("vm-1 is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1"));
    }

    private static Scenario mountIsMissing() {
        return Scenario.of(
                        "51a",
                        "the scheduler's choice has no mount of the shared storage: it fails there, evacuated to another, no disk lost")
                .instance("vm-1", 1)
                .prepared(stage -> stage.losesMount(2))
                .at(30, stage -> stage.losesPower(1))
                .expect(
                        "it was tried without the mount first",
                        stage -> stage.evacuationsOf("vm-1") == 2 && stage.records("vm-1") == 2)
                .expect("its disk is not made anew", stage -> stage.keepsItsDisk("vm-1"))
                .expect(
                        "it runs where the mount is",
                        stage -> stage.runsElsewhere("vm-1", 1) && stage.runsElsewhere("vm-1", 2))
                .expect("the recovery is complete", stage -> stage.isIn(1, "RECOVERED"));
    }

    private static Scenario mountIsMissingEverywhere() {
        return Scenario.of(
                        "51b",
                        "no other host has the mount of the shared storage: told, tried again, recovered when it is there, no disk lost")
                .setting("DEFAULT.allow_evacuate_local_vm", "true")
                .instance("vm-1", 1)
                .prepared(stage -> List.of(2, 3, 4).forEach(stage::losesMount))
                .at(30, stage -> stage.losesPower(1))
                .when(
                        stage -> stage.mails("incident.interim", 1) == 1,
                        stage -> stage.after(60, later -> later.mountReturns(4)))
                .lasts(Duration.ofMinutes(12))
                .expect("its disk is not made anew", stage -> stage.keepsItsDisk("vm-1"))
                .expect("it runs where the mount is", stage -> stage.runsOn("vm-1", 4))
                .expect("the recovery is complete", stage -> stage.isIn(1, "RECOVERED"));
    }

    private static Scenario noSecret() {
        return Scenario.of("52", "without telemetry_secret no sample judges a host: told, nothing is done")
                .instance("vm-1", 1)
                .prepared(Stage::agentsHaveNoSecret)
                .at(60, stage -> stage.losesStorage(1))
                .at(120, stage -> stage.storageReturns(1))
                .lasts(Duration.ofMinutes(3))
                .expect(NOTHING, Stage::nothingWasDone)
                .expect("it is told once", stage -> stage.mails("observer.blind") == 1);
    }

    private static Scenario rehearsal() {
        return Scenario.of("53", "really_evacuate = false: everything is decided and mailed, the power never changes")
                .setting("DEFAULT.really_evacuate", "false")
                .setting("recovery.stable_before_return", "30s")
                .instance("vm-1", 1)
                .instance("vm-2", 1, vm -> vm.withStatus("SHUTOFF"))
                .instance("vm-3", 1, vm -> vm.withStatus("PAUSED"))
                .at(30, stage -> stage.panics(1))
                .at(120, stage -> stage.resumes(1))
                .expect(NOTHING, Stage::nothingWasDone)
                .expect("it is told", stage -> stage.mails("incident.rehearsed") > 0);
    }
}
