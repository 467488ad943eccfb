package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.testkit.simulation.world.BmcTrouble;
import java.time.Duration;
import java.util.List;

/** What fence devices do. */
final class FencingScenarios {
    private static final String TROUBLE = "incident.fence-trouble";
    private static final String FORCED = "DEFAULT.force_evacuate_when_ipmi_unknown";

    private FencingScenarios() {}

    static List<Scenario> all() {
        return List.of(
                acceptsAndStaysOn(),
                deviceWithoutPower(),
                deviceUnreachableForAWhile(),
                wordAgainstALivingHost(),
                forcedMode(),
                forcedModeAgainstALivingHost(),
                forcedModeAgainstNova(),
                wrongPassword(),
                twoHostsAtOnce(),
                fiveWordsAtOnce(),
                answerIsLost(),
                commandIsLost());
    }

    // ---- 14 ----

    private static Scenario acceptsAndStaysOn() {
        return Scenario.of(
                        "14", "the BMC accepts power-off and does nothing: told, tried again, evacuated when it is off")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .at(30, stage -> stage.bmcBegins(1, BmcTrouble.STUCK))
                .at(31, stage -> stage.panics(1))
                .when(stage -> stage.cuts(1) == 3, stage -> stage.bmcEnds(1, BmcTrouble.STUCK))
                .expect("node-1 is off in the end", stage -> stage.isOff(1))
                .expect("it was told once that it does not go off", stage -> stage.mails(TROUBLE, 1) == 1)
                .expect("each instance was evacuated once", FencingScenarios::evacuatedOnce);
    }

    // ---- 15 ----

    private static Scenario deviceWithoutPower() {
        return Scenario.of("15a", "the BMC died with its host: told, goes on when an operator says that it is off")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .prepared(stage -> stage.bmcSharesFeed(1))
                .at(31, stage -> stage.losesPower(1))
                .when(
                        stage -> stage.mails(TROUBLE, 1) > 0,
                        stage -> stage.after(60, later -> {
                            later.must("nothing is evacuated without a proof", later.evacuations() == 0);
                            later.confirmsOff(1);
                        }))
                .expect("the operator was told once", stage -> stage.mails(TROUBLE, 1) == 1)
                .expect("each instance was evacuated once", FencingScenarios::evacuatedOnce);
    }

    private static Scenario deviceUnreachableForAWhile() {
        return Scenario.of("15b", "the BMC of a hanging host does not answer for a while: told, fenced when it answers")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .at(30, stage -> stage.bmcBegins(1, BmcTrouble.UNREACHABLE))
                .at(31, stage -> stage.panics(1))
                .when(
                        stage -> stage.mails(TROUBLE, 1) > 0,
                        stage -> stage.after(60, later -> later.bmcEnds(1, BmcTrouble.UNREACHABLE)))
                .expect("node-1 is off in the end", stage -> stage.isOff(1))
                .expect("its power was cut once", stage -> stage.cuts(1) == 1)
                .expect("each instance was evacuated once", FencingScenarios::evacuatedOnce);
    }

    private static Scenario wordAgainstALivingHost() {
        return Scenario.of(
                        "15c",
                        "an operator says of a living host that it is off: the word does not stand, nothing is done")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .at(20, stage -> stage.bmcBegins(1, BmcTrouble.UNREACHABLE))
                .at(30, stage -> stage.losesStorage(1))
                .when(stage -> stage.mails(TROUBLE, 1) > 0, stage -> stage.after(20, later -> later.confirmsOff(1)))
                .when(stage -> stage.wordIsAnswered(1), stage -> stage.after(60, later -> later.storageReturns(1)))
                .at(280, stage -> stage.bmcEnds(1, BmcTrouble.UNREACHABLE))
                .decidedByTiming(
                        "the storage network may be back before UMHA has confirmed that it was lost; a power-off that was"
                                + " perhaps sent is read back, and the host recovered, once its BMC answers")
                .expect("nothing was done", Stage::nothingTookEffect);
    }

    // ---- 16 ----

    private static Scenario forcedMode() {
        return Scenario.of(
                        "16a",
                        "the BMC died with its host, UMHA may force it: evacuated after long silence, told as unproven")
                .setting(FORCED, "true")
                .withoutProof()
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .prepared(stage -> stage.bmcSharesFeed(1))
                .at(31, stage -> stage.losesPower(1))
                .expect("the mails say that it is unproven", stage -> stage.mailsThatSay("UNPROVEN") >= 2)
                .expect("each instance was evacuated once", FencingScenarios::evacuatedOnce);
    }

    private static Scenario forcedModeAgainstALivingHost() {
        return Scenario.of("16b", "UMHA may force it, but the host is heard: evacuated only when its power is off")
                .setting(FORCED, "true")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .at(30, stage -> stage.bmcBegins(1, BmcTrouble.UNREACHABLE))
                .at(31, stage -> stage.losesStorage(1))
                .when(
                        stage -> stage.mails("incident.proof-revoked", 1) > 0,
                        stage -> stage.after(60, later -> later.bmcEnds(1, BmcTrouble.UNREACHABLE)))
                .expect("node-1 is off in the end", stage -> stage.isOff(1))
                .expect("each instance was evacuated once", FencingScenarios::evacuatedOnce);
    }

    private static Scenario forcedModeAgainstNova() {
        return Scenario.of(
                        "16c",
                        "UMHA may force it, samples and probes are silent, but Nova hears the host: nothing is done")
                .setting(FORCED, "true")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .at(20, stage -> stage.bmcBegins(1, BmcTrouble.UNREACHABLE))
                .at(29, stage -> stage.agentStops(1))
                .at(30, stage -> stage.losesStorage(1))
                .at(200, stage -> stage.storageReturns(1))
                .at(201, stage -> stage.agentStarts(1))
                .at(260, stage -> stage.bmcEnds(1, BmcTrouble.UNREACHABLE))
                .decidedByTiming(
                        "the host may be well again before UMHA has confirmed that it failed; a power-off that was perhaps"
                                + " sent is read back, and the host recovered, once its BMC answers")
                .expect("nothing was done", Stage::nothingTookEffect);
    }

    // ---- 17 ----

    private static Scenario wrongPassword() {
        return Scenario.of(
                        "17",
                        "ipmi_info has a wrong password: told as that, no account is locked, fenced when it is corrected")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .prepared(stage -> stage.passwordIsMistyped(1))
                .at(31, stage -> stage.panics(1))
                .when(stage -> stage.mails(TROUBLE, 1) > 0, stage -> stage.after(60, Stage::devicesAreCorrected))
                .expect("the BMC has refused two logins at most", stage -> stage.refusedLogins(1) <= 2)
                .expect("the mails name the password", stage -> stage.mailsThatSay("WRONG_PASSWORD") >= 2)
                .expect("node-1 is off in the end", stage -> stage.isOff(1))
                .expect("each instance was evacuated once", FencingScenarios::evacuatedOnce);
    }

    // ---- 19 ----

    private static Scenario twoHostsAtOnce() {
        return Scenario.of(
                        "19a",
                        "two hosts fail in every way at one moment and two processors see it: each is fenced once")
                .hosts(8)
                .controllers(2)
                .instance("vm-1", 1)
                .instance("vm-2", 2)
                .at(30, stage -> {
                    for (int host = 1; host <= 2; host++) {
                        stage.losesStorage(host);
                        stage.losesManagement(host);
                        stage.panics(host);
                    }
                })
                .expect("the power of each was cut once", stage -> stage.cuts(1) == 1 && stage.cuts(2) == 1)
                .expect("there is one incident for each", stage -> stage.incidents() == 2)
                .expect("each instance was evacuated once", FencingScenarios::evacuatedOnce);
    }

    private static Scenario fiveWordsAtOnce() {
        return Scenario.of("19b", "five operators say at once that a host is off: one recovery, five answers")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .prepared(stage -> stage.bmcSharesFeed(1))
                .at(31, stage -> stage.losesPower(1))
                .when(
                        stage -> stage.mails(TROUBLE, 1) > 0,
                        stage -> stage.after(20, later -> {
                            for (int i = 1; i <= 5; i++) {
                                later.confirmsOff(1);
                            }
                        }))
                .expect("each word has its answer", stage -> stage.wordsAccepted() == 5)
                .expect("there is one incident", stage -> stage.incidents() == 1)
                .expect("each instance was evacuated once", FencingScenarios::evacuatedOnce);
    }

    // ---- 20 ----

    private static Scenario answerIsLost() {
        return Scenario.of("20a", "the answer to power-off is lost: the state is read, the command not repeated")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .at(30, stage -> stage.bmcBegins(1, BmcTrouble.LOSE_CONTROL_ANSWERS))
                .at(31, stage -> stage.panics(1))
                .expect("the power was cut once", stage -> stage.cuts(1) == 1)
                .expect("nobody was told of trouble", stage -> stage.mails(TROUBLE, 1) == 0)
                .expect("each instance was evacuated once", FencingScenarios::evacuatedOnce);
    }

    private static Scenario commandIsLost() {
        return Scenario.of("20b", "power-off is lost on its way: read back, told, sent again after a pause")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .at(30, stage -> stage.bmcBegins(1, BmcTrouble.LOSE_CONTROL))
                .at(31, stage -> stage.panics(1))
                .when(stage -> stage.mails(TROUBLE, 1) > 0, stage -> stage.bmcEnds(1, BmcTrouble.LOSE_CONTROL))
                .lasts(Duration.ofMinutes(4))
                .expect("node-1 is off in the end", stage -> stage.isOff(1))
                .expect("each instance was evacuated once", FencingScenarios::evacuatedOnce);
    }

    private static boolean evacuatedOnce(Stage stage) {
        return stage.evacuatedOnce("vm-1", "vm-2");
    }
}
