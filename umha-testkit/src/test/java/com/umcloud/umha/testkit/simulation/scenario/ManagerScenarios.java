package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.testkit.simulation.store.DatabaseFault;
import java.time.Duration;
import java.util.List;

/** What befalls UMHA itself, its database, its mails and its clock. */
final class ManagerScenarios {
    private static final Duration LONG = Duration.ofMinutes(6);

    private ManagerScenarios() {}

    static List<Scenario> all() {
        return List.of(
                killedAfterPowerOff(),
                killedAfterEvacuateCall(),
                stoppedInTheMiddle(),
                databaseAwayWhenHostDies(),
                databaseAwayInRecovery(),
                databaseReadOnly(),
                deadlocks(),
                commitsUnanswered(),
                commitsLost(),
                mailServerDown(),
                controllerClockSteps(),
                hostClocksStep());
    }

    private static Scenario killedAfterPowerOff() {
        return Scenario.of(
                        "37a",
                        "killed right after the power-off was sent: the standby goes on, and cuts no second time")
                .controllers(2)
                .instance("vm-1", 1)
                .at(30, stage -> stage.panics(1))
                .when(stage -> stage.cuts(1) == 1, stage -> {
                    stage.killed(1);
                    stage.after(60, later -> later.started(1));
                })
                .lasts(LONG)
                .expect("the power is cut once", stage -> stage.cuts(1) == 1)
                .expect("vm-1 is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1"));
    }

    private static Scenario killedAfterEvacuateCall() {
        return Scenario.of(
                        "37b", "killed right after an evacuate call and started again: what became of it is looked up")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .setting("recovery.concurrent_evacuations", "1")
                .at(30, stage -> stage.losesPower(1))
                .when(stage -> stage.evacuations() == 1, stage -> {
                    stage.killed(1);
                    stage.after(10, later -> later.started(1));
                })
                .lasts(LONG)
                .expect("each is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1", "vm-2"))
                .expect("each mail comes once", Stage::eachMailCameOnce);
    }

    private static Scenario stoppedInTheMiddle() {
        return Scenario.of("37c", "stopped by an operator in the middle of a recovery: the standby goes on at once")
                .controllers(2)
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .setting("recovery.concurrent_evacuations", "1")
                .at(30, stage -> stage.losesPower(1))
                .when(stage -> stage.evacuations() == 1, stage -> stage.stopped(1))
                .lasts(LONG)
                .expect("each is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1", "vm-2"))
                .expect("each mail comes once", Stage::eachMailCameOnce);
    }

    private static Scenario databaseAwayWhenHostDies() {
        return lasting(
                        Scenario.of(
                                "38a",
                                "the database is away for 100 s and a host dies: nothing is done before it is back"),
                        DatabaseFault.AWAY,
                        30,
                        130)
                .instance("vm-1", 1)
                .at(50, stage -> stage.losesPower(1))
                .lasts(LONG)
                .expect("it is told once", stage -> stage.mails("database.away") == 1)
                .expect("vm-1 is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1"));
    }

    private static Scenario lasting(Scenario scenario, DatabaseFault fault, double from, double to) {
        return scenario.at(from, stage -> stage.databaseMeets(fault))
                .at(to, stage -> stage.databaseIsRidOf(fault))
                .expect("nothing is done meanwhile", stage -> stage.nothingWasDoneDuring(fault))
                .expect("each mail comes once", Stage::eachMailCameOnce);
    }

    private static Scenario databaseAwayInRecovery() {
        return Scenario.of(
                        "38b", "the database is away for 100 s in the middle of a recovery: it rests, and is caught up")
                .instance("vm-1", 1)
                .instance("vm-2", 1)
                .instance("vm-3", 1)
                .setting("recovery.concurrent_evacuations", "1")
                .at(30, stage -> stage.losesPower(1))
                .when(stage -> stage.evacuations() == 1, stage -> {
                    stage.databaseMeets(DatabaseFault.AWAY);
                    stage.after(100, later -> later.databaseIsRidOf(DatabaseFault.AWAY));
                })
                .lasts(LONG)
                .expect("nothing is done meanwhile", stage -> stage.nothingWasDoneDuring(DatabaseFault.AWAY))
                .expect("each is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1", "vm-2", "vm-3"))
                .expect("each mail comes once", Stage::eachMailCameOnce);
    }

    private static Scenario databaseReadOnly() {
        return lasting(
                        Scenario.of(
                                "39a",
                                "the database can be read and not written for 100 s: nothing is done meanwhile, told"),
                        DatabaseFault.READ_ONLY,
                        30,
                        130)
                .instance("vm-1", 1)
                .at(35, stage -> stage.losesPower(1))
                .lasts(LONG)
                .expect("it is told once", stage -> stage.mails("database.away") == 1)
                .expect("vm-1 is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1"));
    }

    private static Scenario deadlocks() {
        return lasting(
                        Scenario.of(
                                "39b",
                                "other transactions are in the way for 20 s when a host dies: done when they are not"),
                        DatabaseFault.DEADLOCK,
                        40,
                        60)
                .instance("vm-1", 1)
                .at(30, stage -> stage.losesPower(1))
                .acceptsAfterKill(
                        0,
                        46,
                        "the one that acts tells it; nobody acts yet, and it is over before anybody could",
                        "no mail database.away")
                .lasts(LONG)
                .expect("vm-1 is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1"));
    }

    private static Scenario commitsUnanswered() {
        return lasting(
                        Scenario.of(
                                "39c",
                                "for 20 s nobody hears that a commit was written: nothing is done on it, nothing twice"),
                        DatabaseFault.COMMIT_ANSWER_LOST,
                        40,
                        60)
                .instance("vm-1", 1)
                .at(30, stage -> stage.losesPower(1))
                .acceptsAfterKill(
                        20,
                        46,
                        "the one that acts tells it; nobody acts yet, and it is over before anybody could",
                        "no mail database.away")
                .lasts(LONG)
                .expect(
                        "there is one incident",
                        stage -> stage.region().database().incidents().size() == 1)
                .expect("vm-1 is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1"));
    }

    private static Scenario commitsLost() {
        return lasting(
                        Scenario.of(
                                "39d",
                                "for 20 s no commit is written and nobody hears that: nothing is done, then all of it"),
                        DatabaseFault.COMMIT_LOST,
                        40,
                        60)
                .instance("vm-1", 1)
                .at(30, stage -> stage.losesPower(1))
                .acceptsAfterKill(
                        20,
                        46,
                        "the one that acts tells it; nobody acts yet, and it is over before anybody could",
                        "no mail database.away")
                .lasts(LONG)
                .expect(
                        "there is one incident",
                        stage -> stage.region().database().incidents().size() == 1)
                .expect("vm-1 is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1"));
    }

    private static Scenario mailServerDown() {
        return Scenario.of("40", "the mail server is down while a host is recovered: the mails come later, once each")
                .instance("vm-1", 1)
                .at(20, Stage::mailServerGoesDown)
                .at(30, stage -> stage.losesPower(1))
                .at(200, Stage::mailServerIsBack)
                .lasts(Duration.ofMinutes(10))
                .expect("the recovery does not wait", stage -> stage.wasRecoveredBefore(1, 100))
                .expect("the result is mailed", stage -> stage.mails("incident.recovered") == 1)
                .expect("each mail comes once", Stage::eachMailCameOnce);
    }

    private static Scenario controllerClockSteps() {
        return Scenario.of("41a", "the controller's clock is stepped both ways: nobody is judged by it, mails go on")
                .instance("vm-1", 1)
                .at(30, stage -> stage.controllerClockIsStepped(1, Duration.ofMinutes(5)))
                .at(60, stage -> stage.controllerClockIsStepped(1, Duration.ofMinutes(-10)))
                .at(90, stage -> stage.losesPower(1))
                .expect("nothing is done because of a clock", stage -> stage.firstDeedIsAfter(90))
                .expect("the result is mailed", stage -> stage.mails("incident.recovered") == 1)
                .expect("vm-1 is evacuated once", stage -> stage.onlyTheseWereEvacuatedOnce("vm-1"));
    }

    private static Scenario hostClocksStep() {
        return Scenario.of("41b", "the clocks of two hosts are stepped by five minutes: nothing is done")
                .instance("vm-1", 1)
                .at(30, stage -> {
                    stage.clockIsStepped(1, Duration.ofMinutes(-5));
                    stage.clockIsStepped(2, Duration.ofMinutes(5));
                })
                .at(90, stage -> {
                    stage.clockIsStepped(1, Duration.ofMinutes(5));
                    stage.clockIsStepped(2, Duration.ofMinutes(-5));
                })
                .lasts(Duration.ofMinutes(3))
                .expect("nothing is done", Stage::nothingWasDone);
    }
}
