package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.testkit.openstack.nova.SimulatedFlavor;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.simulation.cloud.CloudCall;
import com.umcloud.umha.testkit.simulation.cloud.CloudFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What Nova, Keystone and owners do while instances are evacuated. */
final class CloudScenarios {
    private static final String INTERIM = "incident.interim";

    private CloudScenarios() {}

    static List<Scenario> all() {
        return List.of(
                noValidHost(),
                localDiskIsNotEvacuated(),
                imageIsMissing(),
                callIsRefusedByTheServer(),
                connectionIsReset(),
                callTimesOut(),
                keystoneIsAwayInTheMiddle(),
                keystoneIsAwayAndTheHostReturns(),
                keystoneIsAwayAndTheHostIsDead(),
                keystoneIsAwayAndOnlyNovaHearsTheHost(),
                killedInTheMiddleOfACall(),
                standsStillInTheMiddleOfACall(),
                ownersDelete(),
                buildsFailOnTheDestination(),
                buildHangsOnTheDestination(),
                destinationDies(),
                partialLists(),
                staleLists(),
                listsThatLackAKnownInstance(),
                listsThatLackAnInstanceForLong());
    }

    // ---- 22 ----

    private static Scenario noValidHost() {
        SimulatedFlavor large = new SimulatedFlavor("8", "large", 8, 4096, 8, 0, 0, Map.of());
        return Scenario.of("22", "no valid host for a large instance: it waits and is tried again, the others go on")
                .instance("vm-1", 1)
                .instance("vm-2", 1, instance -> instance.withFlavor(large))
                .instance("vm-3", 1)
                .prepared(stage -> stage.haveRoomFor(4, 2, 3, 4))
                .at(30, stage -> stage.losesPower(1))
                .when(stage -> stage.evacuationsOf("vm-2") == 3, stage -> stage.haveRoomFor(10, 3))
                .expect("the small ones were evacuated once", stage -> stage.evacuatedOnce("vm-1", "vm-3"))
                .expect("it was told once that one waits", stage -> stage.mails(INTERIM, 1) == 1)
                .expect("the large one runs where there is room", stage -> stage.runsOn("vm-2", 3));
    }

    // ---- 23 ----

    private static Scenario localDiskIsNotEvacuated() {
        return Scenario.of(
                        "23a",
                        "a disk on the dead host that may not be made anew: that instance is left, the others go on")
                .setting("DEFAULT.on_share_storage", "false")
                .setting("DEFAULT.allow_evacuate_local_vm", "false")
                .cloud(nova -> nova.sharedStorage(false))
                .instance("vm-1", 1, SimulatedInstance::withVolume)
                .instance("vm-2", 1)
                .instance("vm-3", 1, SimulatedInstance::withVolume)
                .at(30, stage -> stage.losesPower(1))
                .expect("it was not touched", stage -> stage.evacuationsOf("vm-2") == 0)
                .expect("the others were evacuated once", stage -> stage.evacuatedOnce("vm-1", "vm-3"));
    }

    private static Scenario imageIsMissing() {
        return Scenario.of("23b", "the image of an instance is missing: it is told and tried again, the others go on")
                .setting("DEFAULT.on_share_storage", "false")
                .cloud(nova -> nova.sharedStorage(false))
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .instance("vm-3", 1)
                .prepared(stage -> stage.imageIsMissing("vm-2"))
                .at(30, stage -> stage.losesPower(1))
                .when(
                        stage -> stage.mails(INTERIM, 1) > 0,
                        stage -> stage.after(30, later -> later.imageIsBack("vm-2")))
                .expect("the others were evacuated once", stage -> stage.evacuatedOnce("vm-1", "vm-3"))
                .expect("it was told once that one waits", stage -> stage.mails(INTERIM, 1) == 1)
                .expect("it runs in the end", stage -> stage.runsElsewhere("vm-2", 1));
    }

    // ---- 24 ----

    private static Scenario callIsRefusedByTheServer() {
        return firstCall("24a", "Nova answers an evacuate call with 503: looked up before it is repeated")
                .at(30, stage -> stage.goWrong(1, CloudCall.EVACUATE, CloudFault.ERROR_WITHOUT_EFFECT))
                .expect("each instance has one record", CloudScenarios::oneRecordEach);
    }

    private static Scenario connectionIsReset() {
        return firstCall(
                        "24b",
                        "the connection is reset after an evacuate call: its migration is found, not asked for again")
                .at(30, stage -> stage.goWrong(1, CloudCall.EVACUATE, CloudFault.ERROR_AFTER_EFFECT))
                .expect("each instance has one record", CloudScenarios::oneRecordEach);
    }

    private static Scenario callTimesOut() {
        return firstCall("24c", "an evacuate call times out and is carried out later: it is found, not asked for again")
                .prepared(stage -> stage.region().cloud().setLateness(Duration.ofSeconds(40), Duration.ofSeconds(40)))
                .at(30, stage -> stage.goWrong(1, CloudCall.EVACUATE, CloudFault.LATE_EFFECT))
                .expect("each instance has one record", CloudScenarios::oneRecordEach);
    }

    private static Scenario firstCall(String number, String title) {
        return Scenario.of(number, title)
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .at(30, stage -> stage.losesPower(1))
                .expect("each instance was evacuated once", stage -> stage.evacuatedOnce("vm-1", "vm-2"));
    }

    private static boolean oneRecordEach(Stage stage) {
        return stage.records("vm-1") == 1 && stage.records("vm-2") == 1;
    }

    // ---- 25 ----

    private static Scenario keystoneIsAwayInTheMiddle() {
        return Scenario.of("25a", "Keystone does not answer in the middle of a recovery: told, goes on when it answers")
                .setting("recovery.concurrent_evacuations", "1")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .instance("vm-3", 1)
                .at(31, stage -> stage.losesPower(1))
                .when(stage -> stage.evacuations() == 1, stage -> {
                    stage.keystoneFails();
                    stage.after(60, Stage::keystoneAnswers);
                })
                .expect("each instance was evacuated once", stage -> stage.evacuatedOnce("vm-1", "vm-2", "vm-3"));
    }

    private static Scenario keystoneIsAwayAndTheHostReturns() {
        return Scenario.of("25b", "a host hangs for a while and Keystone does not answer: nothing is done, told")
                .instance("vm-1", 1)
                .at(25, Stage::keystoneFails)
                .at(30, stage -> stage.panics(1))
                .at(90, stage -> stage.resumes(1))
                .at(120, Stage::keystoneAnswers)
                .lasts(Duration.ofMinutes(4))
                .expect("nothing was done", Stage::nothingWasDone)
                .expect("it was told once", stage -> stage.mails("observer.blind") == 1);
    }

    private static Scenario keystoneIsAwayAndTheHostIsDead() {
        return Scenario.of("25c", "a host dies while Keystone does not answer: recovered when it answers, not before")
                .instance("vm-1", 1)
                .at(31, Stage::keystoneFails)
                .at(32, stage -> stage.panics(1))
                .at(120, stage -> {
                    stage.must("nothing is done without Keystone", stage.nothingWasDone());
                    stage.keystoneAnswers();
                })
                .expect("its power was cut once", stage -> stage.cuts(1) == 1)
                .expect("the instance was evacuated once", stage -> stage.evacuatedOnce("vm-1"));
    }

    private static Scenario keystoneIsAwayAndOnlyNovaHearsTheHost() {
        return Scenario.of(
                        "25d",
                        "Keystone does not answer, and only Nova hears the host since: nothing is done before a report of it"
                                + " is late, recovered when it dies")
                .setting("observer.storage_servers", "")
                .setting("valve.panic_number", "1")
                .instance("vm-1", 1)
                .at(40, Stage::keystoneFails)
                .at(60, stage -> {
                    stage.agentStops(1);
                    stage.filtersPings(1);
                })
                .at(126, Stage::keystoneAnswers)
                .at(200, stage -> {
                    stage.must("nothing is done while Nova hears the host", stage.nothingWasDone());
                    stage.panics(1);
                })
                .expect("its power was cut once", stage -> stage.cuts(1) == 1)
                .expect("the instance was evacuated once", stage -> stage.evacuatedOnce("vm-1"));
    }

    // ---- 26 ----

    private static Scenario killedInTheMiddleOfACall() {
        return Scenario.of(
                        "26a",
                        "UMHA is killed between two evacuate calls: started again, it finds the one and repeats the other")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .at(30, stage -> stage.losesPower(1))
                .when(stage -> stage.evacuations() == 1, stage -> {
                    stage.killed(1);
                    stage.after(10, later -> later.started(1));
                })
                .acceptsAfterKill(
                        0,
                        60,
                        "whether a second call was under way when UMHA is killed by the scenario is a matter of the moment",
                        "no mail incident.slow about node-1")
                .expect("each instance was evacuated once", stage -> stage.evacuatedOnce("vm-1", "vm-2"))
                .expect("each instance has one record", CloudScenarios::oneRecordEach);
    }

    private static Scenario standsStillInTheMiddleOfACall() {
        return Scenario.of(
                        "26b",
                        "the controller that acts stands still between two evacuate calls: the other one takes over, nothing is asked twice")
                .controllers(2)
                .cloud(nova -> nova.buildTime(Duration.ofSeconds(20)))
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .at(30, stage -> stage.losesPower(1))
                .when(stage -> stage.evacuations() == 1, stage -> stage.standsStill(1, 120))
                .acceptsAfterKill(
                        0,
                        60,
                        "whether a second call was under way when the controller stands still is a matter of the moment",
                        "no mail incident.slow about node-1")
                .acceptsAfterKill(
                        70,
                        80,
                        "a controller that stood still and is the only one left doubts its view at first",
                        "a mail observer.blind, which nobody gets undisturbed")
                .expect("each instance was evacuated once", stage -> stage.evacuatedOnce("vm-1", "vm-2"))
                .expect("each instance has one record", CloudScenarios::oneRecordEach);
    }

    // ---- 27 ----

    private static Scenario ownersDelete() {
        return Scenario.of(
                        "27",
                        "owners delete instances before and in the middle of their evacuation: written down as gone")
                .cloud(nova -> nova.buildTime(Duration.ofSeconds(20)))
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .instance("vm-3", 1)
                .at(30, stage -> stage.losesPower(1))
                .when(stage -> stage.isIn(1, "ISOLATING"), stage -> stage.ownerDeletes("vm-1"))
                .when(
                        stage -> stage.evacuationsOf("vm-2") == 1,
                        stage -> stage.after(10, later -> later.ownerDeletes("vm-2")))
                .decidedByTiming("an instance may be gone before its host is looked at")
                .expect("what is left was evacuated once", stage -> stage.evacuatedOnce("vm-3"))
                .expect("the recovery is complete", stage -> stage.isIn(1, "RECOVERED"));
    }

    // ---- 28 ----

    private static Scenario buildsFailOnTheDestination() {
        return Scenario.of("28a", "whatever is built on a destination fails: tried on another one")
                .instance("vm-1", 1)
                .instance("vm-2", 1, SimulatedInstance::withVolume)
                .instance("vm-3", 1, SimulatedInstance::withVolume)
                .prepared(stage -> stage.buildsFailOn(2))
                .at(30, stage -> stage.losesPower(1))
                .acceptsAfterKill(
                        45,
                        46,
                        "what was not asked for yet is asked for later than the others, and the scheduler chooses again",
                        "vm-1 was evacuated 2 times; undisturbed: 1",
                        "vm-2 was evacuated 3 times; undisturbed: 1")
                .expect("all run elsewhere", CloudScenarios::allRunWhereBuildsWork)
                .expect("the recovery is complete", stage -> stage.isIn(1, "RECOVERED"));
    }

    private static boolean allRunWhereBuildsWork(Stage stage) {
        return List.of("vm-1", "vm-2", "vm-3").stream()
                .allMatch(name -> stage.runsElsewhere(name, 1) && stage.runsElsewhere(name, 2));
    }

    private static Scenario buildHangsOnTheDestination() {
        return Scenario.of("28b", "an evacuation hangs on its destination: told, waited for, never asked for again")
                .instance("vm-1", 1)
                .prepared(stage -> stage.buildsHangOn(2))
                .at(30, stage -> stage.losesPower(1))
                .when(stage -> stage.evacuations() == 1, stage -> stage.after(120, later -> later.buildsGoOn(2)))
                .expect("it was told once", stage -> stage.mails("incident.slow", 1) == 1)
                .expect("it was asked for once", stage -> stage.evacuatedOnce("vm-1"));
    }

    private static Scenario destinationDies() {
        return Scenario.of(
                        "28c",
                        "the destination dies in the middle of an evacuation: fenced, then evacuated to another one")
                .hosts(6)
                .cloud(nova -> nova.buildTime(Duration.ofSeconds(30)))
                .instance("vm-1", 1)
                .at(30, stage -> stage.losesPower(1))
                .when(stage -> stage.isMovingTo("vm-1", 2), stage -> stage.panics(2))
                .decidedByTiming("the first evacuation may be over before its destination is dead")
                .expect("node-2 is off", stage -> stage.isOff(2))
                .expect(
                        "it runs on a third host",
                        stage -> stage.runsElsewhere("vm-1", 1) && stage.runsElsewhere("vm-1", 2));
    }

    // ---- 29 ----

    private static Scenario partialLists() {
        return Scenario.of("29a", "Nova's lists of a dead host's instances lack one: the next pass finds it")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .instance("vm-3", 1)
                .at(30, stage -> stage.losesPower(1))
                .when(
                        stage -> stage.isIn(1, "FENCING"),
                        stage -> stage.goWrong(2, CloudCall.INSTANCES_ON, CloudFault.PARTIAL_LIST))
                .expect("nobody is forgotten", stage -> stage.evacuatedOnce("vm-1", "vm-2", "vm-3"));
    }

    private static Scenario staleLists() {
        return Scenario.of("29b", "Nova's lists still have an instance that was deleted: it is looked at and let go")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .prepared(stage -> stage.region().cloud().setStaleness(Duration.ofMinutes(1)))
                .at(31, stage -> stage.panics(1))
                .when(stage -> stage.isOff(1), stage -> {
                    stage.ownerDeletes("vm-2");
                    stage.goWrong(2, CloudCall.INSTANCES_ON, CloudFault.STALE_LIST);
                })
                .acceptsAfterKill(
                        49,
                        52,
                        "a list that is stale still shows an instance as waiting that was evacuated meanwhile",
                        "a mail incident.interim about node-1, which nobody gets undisturbed")
                .acceptsAfterKill(
                        50,
                        51,
                        "it was deleted before UMHA has written down what was on the host, and the next list is not stale",
                        "vm-2: deleted, told as []; undisturbed: deleted, told as [GONE]")
                .expect("what is left was evacuated once", stage -> stage.evacuatedOnce("vm-1"))
                .expect("what is gone was not asked for", stage -> stage.evacuationsOf("vm-2") == 0)
                .expect("the recovery is complete", stage -> stage.isIn(1, "RECOVERED"));
    }

    private static Scenario listsThatLackAKnownInstance() {
        return Scenario.of("29c", "all lists lack an instance that the host had before: it is asked for by its id")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .instance("vm-3", 1)
                .at(70, stage -> stage.losesPower(1))
                .when(
                        stage -> stage.isIn(1, "FENCING"),
                        stage -> stage.goWrong(12, CloudCall.INSTANCES_ON, CloudFault.PARTIAL_LIST))
                .acceptsAfterKill(
                        25,
                        90,
                        "what the host had is known to the program that saw it well: the next one finds it in the first whole list",
                        "a mail incident.latecomers about node-1, which nobody gets undisturbed")
                .expect("nobody is forgotten", stage -> stage.evacuatedOnce("vm-1", "vm-2", "vm-3"))
                .expect("the result is mailed once", stage -> stage.mails("incident.recovered") == 1);
    }

    private static Scenario listsThatLackAnInstanceForLong() {
        return Scenario.of(
                        "29d",
                        "UMHA knows nothing from before and four lists lack an instance: found on the host later, told, evacuated")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .instance("vm-3", 1)
                .at(30, stage -> stage.losesPower(1))
                .when(
                        stage -> stage.isIn(1, "FENCING"),
                        stage -> stage.goWrong(4, CloudCall.INSTANCES_ON, CloudFault.PARTIAL_LIST))
                .expect("nobody is forgotten", stage -> stage.evacuatedOnce("vm-1", "vm-2", "vm-3"))
                .expect("it was told", stage -> stage.mails("incident.latecomers", 1) == 1)
                .expect("the recovery is complete", stage -> stage.isIn(1, "RECOVERED"));
    }
}
