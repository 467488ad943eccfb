package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.testkit.simulation.world.BmcTrouble;
import java.time.Duration;
import java.util.List;

/** What befalls a single host. */
final class OneHostScenarios {
    private OneHostScenarios() {}

    static List<Scenario> all() {
        return List.of(
                losesPower(),
                panics(),
                losesStorage(),
                losesStorageInThreeOfSix(),
                losesStorageInFourOfSix(),
                computeServiceDies(),
                agentDies(),
                rebootsInTime(),
                returnsBeforePowerOff(),
                returnsAfterPowerOff(),
                returnsInTheMiddle(),
                flaps(),
                hasNoInstances());
    }

    private static Scenario losesPower() {
        return Scenario.of("01", "power lost, the BMC says off: proof at once, everything evacuated")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .instance("vm-3", 2)
                .at(31, stage -> stage.losesPower(1))
                .lasts(Duration.ofMinutes(2))
                .expect("no power is cut", stage -> stage.powerCommands().isEmpty())
                .expect("its instances run elsewhere", stage -> areRecovered(stage, "vm-1", "vm-2"))
                .expect("others are left alone", stage -> stage.evacuations() == 2)
                .expect("the result is mailed once", stage -> stage.mails("incident.recovered") == 1);
    }

    private static Scenario panics() {
        return Scenario.of("02", "kernel panic with the power on: fenced, read back off, evacuated")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .at(31, stage -> stage.panics(1))
                .lasts(Duration.ofMinutes(2))
                .expect(
                        "the power is cut once",
                        stage -> stage.powerCommands().equals(List.of("off")) && stage.isOff(1))
                .expect("its instances run elsewhere", stage -> areRecovered(stage, "vm-1", "vm-2"))
                .expect("the result is mailed once", stage -> stage.mails("incident.recovered") == 1);
    }

    private static Scenario losesStorage() {
        return Scenario.of("03", "one host loses its storage network and nothing else: fenced, evacuated")
                .instance("vm-1", 1)
                .at(31, stage -> stage.losesStorage(1))
                .lasts(Duration.ofMinutes(2))
                .expect("the power is cut once", stage -> stage.powerCommands().equals(List.of("off")))
                .expect("its instance runs elsewhere", stage -> areRecovered(stage, "vm-1"));
    }

    private static Scenario losesStorageInThreeOfSix() {
        Scenario scenario = Scenario.of("04a", "storage lost in 3 of 6 observations, 4 make a fault: nothing")
                .instance("vm-1", 1)
                .setting("valve.storage_number", "6")
                .setting("valve.storage_ratio", "0.6")
                .lasts(Duration.ofMinutes(3));
        for (int at = 58; at < 118; at += 10) {
            scenario.at(at, stage -> stage.losesStorage(1)).at(at + 5, stage -> stage.storageReturns(1));
        }
        return scenario.expect("nothing is done", Stage::nothingWasDone)
                .expect("nobody is bothered", stage -> stage.mails() == 0);
    }

    private static Scenario losesStorageInFourOfSix() {
        return Scenario.of("04b", "storage lost in 4 of 6 observations, 4 make a fault: fenced, evacuated")
                .instance("vm-1", 1)
                .setting("valve.storage_number", "6")
                .setting("valve.storage_ratio", "0.6")
                .at(58, stage -> stage.losesStorage(1))
                .at(68, stage -> stage.storageReturns(1))
                .at(73, stage -> stage.losesStorage(1))
                .at(83, stage -> stage.storageReturns(1))
                .at(88, stage -> stage.losesStorage(1))
                .lasts(Duration.ofMinutes(3))
                .expect("the power is cut once", stage -> stage.powerCommands().equals(List.of("off")))
                .expect("its instance runs elsewhere", stage -> areRecovered(stage, "vm-1"));
    }

    private static Scenario computeServiceDies() {
        return Scenario.of("05", "nova-compute dies, samples and ping are fine: told, and nothing else")
                .instance("vm-1", 1)
                .at(31, stage -> stage.computeServiceStops(1))
                .lasts(Duration.ofMinutes(4))
                .expect("nothing is done", Stage::nothingWasDone)
                .expect("it is told once", stage -> stage.mails() == 1 && stage.mails("host.service-down") == 1);
    }

    private static Scenario agentDies() {
        return Scenario.of("06", "the agent dies, ping and nova-compute are fine: told, and nothing else")
                .instance("vm-1", 1)
                .at(31, stage -> stage.agentStops(1))
                .lasts(Duration.ofMinutes(4))
                .expect("nothing is done", Stage::nothingWasDone)
                .expect("it is told once", stage -> stage.mails() == 1 && stage.mails("host.agent-silent") == 1);
    }

    private static Scenario rebootsInTime() {
        return Scenario.of("07", "a host reboots by itself and is back within the window: nothing")
                .instance("vm-1", 1)
                .setting("valve.panic_number", "12")
                .setting("valve.storage_number", "12")
                .at(31, stage -> stage.reboots(1))
                .lasts(Duration.ofMinutes(3))
                .decidedByTiming("a host that is silent for longer than the window is fenced")
                .expect("nothing is done", Stage::nothingWasDone)
                .expect("nobody is bothered", stage -> stage.mails() == 0);
    }

    private static Scenario returnsBeforePowerOff() {
        return Scenario.of("08a", "a host returns after the decision, before power-off was sent: left alone, told")
                .instance("vm-1", 1)
                .at(31, stage -> {
                    stage.bmcBegins(1, BmcTrouble.WRONG_PASSWORD);
                    stage.panics(1);
                })
                .when(stage -> stage.mails("incident.fence-trouble") > 0, stage -> stage.resumes(1))
                .lasts(Duration.ofMinutes(3))
                .decidedByTiming("a host that is still silent when its device can be used is fenced")
                .expect("nothing is done", stage -> stage.powerCommands().isEmpty() && stage.evacuations() == 0)
                .expect("it is told once", stage -> stage.mails("incident.left-alone") == 1);
    }

    private static Scenario returnsAfterPowerOff() {
        return Scenario.of("08b", "a host returns after power-off was sent: proven off, evacuated, enabled when stable")
                .instance("vm-1", 1)
                .setting("recovery.stable_before_return", "1m")
                .at(31, stage -> {
                    stage.bmcBegins(1, BmcTrouble.SLOW_OFF);
                    stage.panics(1);
                })
                .when(stage -> !stage.powerCommands(1).isEmpty(), stage -> stage.resumes(1))
                .when(stage -> stage.isIn(1, "RECOVERED"), stage -> stage.switchedOnByHand(1))
                .lasts(Duration.ofMinutes(5))
                .expect("its instance runs elsewhere", stage -> areRecovered(stage, "vm-1"))
                .expect("it is in service again", stage -> stage.isIn(1, "CLOSED") && !stage.isOff(1))
                .expect("the result is mailed once", stage -> stage.mails("incident.recovered") == 1);
    }

    private static Scenario returnsInTheMiddle() {
        return Scenario.of(
                        "09",
                        "a host is switched on in the middle of its evacuation: fenced again, back in Nova only after all")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .instance("vm-3", 1)
                .cloud(nova -> nova.buildTime(Duration.ofSeconds(60)))
                .setting("recovery.stable_before_return", "1m")
                .at(31, stage -> stage.panics(1))
                .when(stage -> stage.evacuations() == 3, stage -> stage.switchedOnByHand(1))
                .when(stage -> stage.isIn(1, "RECOVERED"), stage -> stage.switchedOnByHand(1))
                .lasts(Duration.ofMinutes(6))
                .acceptsAfterKill(
                        50,
                        55.1,
                        "while UMHA is down the host starts, and its nova-compute closes the records of what is still being built"
                                + " elsewhere: each is asked for once more, and a record that ends after that start keeps the host"
                                + " forced down until nova-compute is started again",
                        "node-1: on, power lost 2 times, down, forced down, disabled: by UMHA, incidents [RECOVERED (open)];"
                                + " undisturbed: on, power lost 2 times, up, incidents [CLOSED]",
                        "vm-1 was evacuated 2 times; undisturbed: 1",
                        "vm-2 was evacuated 2 times; undisturbed: 1",
                        "vm-3 was evacuated 2 times; undisturbed: 1",
                        "a mail incident.interim about node-1, which nobody gets undisturbed",
                        "a mail incident.return-delayed about node-1, which nobody gets undisturbed",
                        "it does not come to rest")
                .expect("each is evacuated once", stage -> stage.evacuations() == 3)
                .expect("all run elsewhere", stage -> areRecovered(stage, "vm-1", "vm-2", "vm-3"))
                .expect("it is in service again", stage -> stage.isIn(1, "CLOSED") && !stage.isOff(1));
    }

    private static Scenario flaps() {
        return Scenario.of(
                        "10", "a host fails again after its return: blocked and told, until an operator acknowledges")
                .instance("vm-1", 1)
                .setting("recovery.stable_before_return", "30s")
                .at(31, stage -> stage.panics(1))
                .when(stage -> stage.isIn(1, "RECOVERED"), stage -> stage.switchedOnByHand(1))
                .when(stage -> stage.isIn(1, "CLOSED"), stage -> stage.liveMigrates("vm-1", 1, Duration.ofSeconds(5)))
                .when(stage -> stage.isIn(1, "CLOSED") && isBack(stage, "vm-1"), stage -> stage.panics(1))
                .when(
                        stage -> stage.mails("incident.held") == 1,
                        stage -> stage.says(OperatorWord.Kind.ACKNOWLEDGE_HOST, Scene.node(1)))
                .lasts(Duration.ofMinutes(6))
                .expect("it is fenced twice", stage -> stage.powerCommands().equals(List.of("off", "off")))
                .expect("its instance is evacuated twice", stage -> stage.evacuationsOf("vm-1") == 2)
                .expect("its instance runs elsewhere", stage -> areRecovered(stage, "vm-1"))
                .expect("the block is told once", stage -> stage.mails("incident.held") == 1);
    }

    private static boolean isBack(Stage stage, String instance) {
        return stage.instance(instance)
                .filter(each -> each.host().equals(Scene.node(1))
                        && each.status().equals("ACTIVE")
                        && each.taskState().isEmpty())
                .isPresent();
    }

    private static Scenario hasNoInstances() {
        return Scenario.of("11", "a host without instances panics: fenced, recorded, nothing to evacuate")
                .instance("vm-1", 2)
                .at(31, stage -> stage.panics(1))
                .lasts(Duration.ofMinutes(2))
                .expect("the power is cut once", stage -> stage.powerCommands().equals(List.of("off")))
                .expect("it is recorded", stage -> stage.isIn(1, "RECOVERED"))
                .expect("nothing is evacuated", stage -> stage.evacuations() == 0)
                .expect("the result is mailed once", stage -> stage.mails("incident.recovered") == 1);
    }

    private static boolean areRecovered(Stage stage, String... instances) {
        return List.of(instances).stream()
                .allMatch(each ->
                        stage.runsElsewhere(each, 1) && stage.outcome(each).equals("RECOVERED"));
    }
}
