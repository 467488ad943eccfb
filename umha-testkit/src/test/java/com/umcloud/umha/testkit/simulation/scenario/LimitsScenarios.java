package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.core.store.OperatorWord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Where UMHA must know its limits: configuration, identity, and copies that must never meet. */
final class LimitsScenarios {
    private LimitsScenarios() {}

    static List<Scenario> all() {
        return List.of(
                samplesOfADeadHost(),
                oldBadSamples(),
                forgedBadSamples(),
                namesDiffer(),
                deviceOfNobody(),
                maintenance(),
                maintenanceRunsOut(),
                switchedOnWhileManyWait());
    }

    private static Scenario samplesOfADeadHost() {
        Scenario scenario = Scenario.of(
                        "42a", "forged and replayed samples speak for a dead host: recovered all the same")
                .instance("vm-1", 1)
                .at(31, stage -> stage.panics(1));
        for (int at = 33; at < 60; at += 5) {
            scenario.at(at, stage -> stage.samplesReplayed(1)).at(at + 1, stage -> stage.sampleForged(1));
        }
        return scenario.lasts(Duration.ofMinutes(2))
                .expect("the power is cut once", stage -> stage.powerCommands().equals(List.of("off")))
                .expect("its instance is evacuated once", stage -> stage.evacuationsOf("vm-1") == 1)
                .expect("its instance runs elsewhere", stage -> stage.runsElsewhere("vm-1", 1))
                .expect("the proof stands", stage -> stage.mails("incident.proof-revoked") == 0);
    }

    private static Scenario oldBadSamples() {
        Scenario scenario = Scenario.of("42b", "samples of a storage loss that is over are sent again: nothing")
                .instance("vm-1", 1)
                .at(33, stage -> stage.losesStorage(1))
                .at(38, stage -> stage.storageReturns(1));
        for (int at = 63; at < 100; at += 5) {
            scenario.at(at, stage -> stage.samplesReplayed(1));
        }
        return scenario.lasts(Duration.ofMinutes(2))
                .expect("nothing is done", Stage::nothingWasDone)
                .expect("nobody is bothered", stage -> stage.mails() == 0);
    }

    private static Scenario forgedBadSamples() {
        Scenario scenario = Scenario.of("42c", "forged samples say that a host has lost its storage: nothing")
                .instance("vm-1", 1);
        for (int at = 33; at < 70; at += 5) {
            scenario.at(at, stage -> stage.storageLossForged(1));
        }
        return scenario.lasts(Duration.ofMinutes(2))
                .expect("nothing is done", Stage::nothingWasDone)
                .expect("nobody is bothered", stage -> stage.mails() == 0);
    }

    private static Scenario namesDiffer() {
        return Scenario.of("43a", "a host is listed with a domain that Nova does not know: told at once, never guessed")
                .instance("vm-1", 3)
                .prepared(stage -> stage.isListedAs(3, "node-3.domain.tld"))
                .at(91, stage -> stage.losesPower(3))
                .at(151, stage -> stage.powerReturns(3))
                .lasts(Duration.ofMinutes(4))
                .expect("nothing is done", Stage::nothingWasDone)
                .expect("the unknown name is told once", stage -> stage.mails("host.unknown") == 1)
                .expect("the missing device is told once", stage -> stage.mails("host.no-device") == 1)
                .expect("the missing address is told once", stage -> stage.mails("host.unmonitored") == 1);
    }

    private static Scenario deviceOfNobody() {
        return Scenario.of(
                        "43b", "a host has no fence device, one is listed for nobody: told at once, waits for a word")
                .instance("vm-1", 4)
                .prepared(stage -> stage.deviceIsListedAs(4, "node-9"))
                .at(61, stage -> stage.panics(4))
                .when(stage -> stage.mails("incident.held") > 0, stage -> {
                    stage.switchedOffByHand(4);
                    stage.says(OperatorWord.Kind.CONFIRM_OFF, Scene.node(4));
                })
                .lasts(Duration.ofMinutes(4))
                .expect("no power is cut", stage -> stage.powerCommands().isEmpty())
                .expect("its instance runs elsewhere", stage -> stage.runsElsewhere("vm-1", 4))
                .expect("the unknown name is told once", stage -> stage.mails("host.unknown") == 1)
                .expect("the missing device is told once", stage -> stage.mails("host.no-device") == 1);
    }

    private static Scenario maintenance() {
        return Scenario.of("44a", "a host in maintenance is switched off and on again: nothing")
                .instance("vm-1", 1)
                .at(21, stage -> stage.maintenanceBegins(1, Optional.empty()))
                .at(31, stage -> stage.switchedOffByHand(1))
                .at(121, stage -> stage.switchedOnByHand(1))
                .at(181, stage -> stage.maintenanceEnds(1))
                .lasts(Duration.ofMinutes(4))
                .expect("nothing is done", Stage::nothingWasDone)
                .expect("no incident is opened", stage -> stage.incident(1).isEmpty());
    }

    private static Scenario maintenanceRunsOut() {
        return Scenario.of("44b", "maintenance runs out while the host is off: told, then judged as any other")
                .instance("vm-1", 1)
                .at(21, stage -> stage.maintenanceBegins(1, Optional.of(Duration.ofMinutes(2))))
                .at(31, stage -> stage.switchedOffByHand(1))
                .lasts(Duration.ofMinutes(5))
                .expect("its instance is evacuated once", stage -> stage.evacuationsOf("vm-1") == 1)
                .expect("its instance runs elsewhere", stage -> stage.runsElsewhere("vm-1", 1));
    }

    private static Scenario switchedOnWhileManyWait() {
        List<String> all = IntStream.rangeClosed(1, 8).mapToObj(i -> "vm-" + i).toList();
        Scenario scenario = Scenario.of(
                "45", "two of eight are moved, six wait for room, the dead host is switched on: fenced again");
        all.forEach(each -> scenario.instance(each, 1));
        return scenario.prepared(stage -> {
                    stage.hasRoomFor(2, 1);
                    stage.hasRoomFor(3, 1);
                    stage.hasRoomFor(4, 0);
                })
                .at(91, stage -> stage.panics(1))
                .when(stage -> stage.mails("incident.interim") > 0, stage -> stage.switchedOnByHand(1))
                .when(
                        stage -> stage.mails("incident.proof-revoked") > 0,
                        stage -> stage.after(30, later -> later.hasRoomFor(2, 8)))
                .lasts(Duration.ofMinutes(6))
                .acceptsAfterKill(
                        50,
                        111,
                        "how much room there is is read while nobody is being recovered, and UMHA acts too late for that",
                        "no mail incident.capacity about node-1")
                .expect("it is fenced twice", stage -> stage.powerCommands().equals(List.of("off", "off")))
                .expect("the lost proof is told once", stage -> stage.mails("incident.proof-revoked") == 1)
                .expect("all run elsewhere", stage -> all.stream().allMatch(each -> stage.runsElsewhere(each, 1)))
                .expect("the result is mailed once", stage -> stage.mails("incident.recovered") == 1);
    }
}
