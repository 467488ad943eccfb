package com.umcloud.umha.core.engine;

import static com.umcloud.umha.core.engine.EngineGround.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.incident.AnnouncementKind;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.InstanceState;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EngineFaultsTest {
    @Test
    void whileTheDatabaseIsAwayNothingNewIsDoneItIsToldDirectlyAndCaughtUpAfterwards() {
        try (EngineGround ground = new EngineGround(6)) {
            ground.cloud.boot("a", "c-1");
            ground.cloud.mood = FakeCloud.Mood.SLOW;
            ground.start();
            ground.world.host("c-1").panicked = true;
            await().until(() -> !ground.journal.about("evacuate a").isEmpty());

            ground.incidents.away(true);
            ground.hosts.away(true);
            ground.world.host("c-2").panicked = true;
            await().until(() -> !ground.direct.isEmpty());
            ground.awaitRounds(6);
            ground.cloud.finish();
            ground.cloud.mood = FakeCloud.Mood.WELL;
            assertThat(ground.direct).extracting(Notification::kind).containsOnly("database.away");
            assertThat(ground.direct).hasSize(1);
            assertThat(ground.journal.about("power off c-2")).isEmpty();
            assertThat(ground.engine.lastRound().orElseThrow().blind()).isPresent();

            ground.incidents.away(false);
            ground.hosts.away(false);
            ground.awaitState("c-1", IncidentState.RECOVERED);
            ground.awaitState("c-2", IncidentState.RECOVERED);
        }
    }

    @Test
    void aCommitOfUnknownOutcomeLeavesOneIncidentAndRunsNothing() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.start();
            ground.incidents.losesAnswers(true);
            ground.world.host("c-1").panicked = true;
            await().until(() -> ground.incident("c-1").isPresent());
            ground.awaitRounds(5);
            assertThat(ground.incidents.of("c-1")).hasSize(1);
            assertThat(ground.journal.about("power off")).isEmpty();

            ground.incidents.losesAnswers(false);

            ground.awaitState("c-1", IncidentState.RECOVERED);
            assertThat(ground.incidents.of("c-1")).hasSize(1);
            assertThat(ground.journal.about("power off")).isNotEmpty();
            assertThat(ground.incidents.mails("incident.fencing").stream()
                            .map(Notification::id)
                            .distinct())
                    .as("written several times, delivered once")
                    .hasSize(1);
        }
    }

    @Test
    void whatWasPerhapsWrittenAboutAHostThatIsWellAgainIsClosed() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.start();
            ground.incidents.losesAnswers(true);
            ground.world.host("c-1").panicked = true;
            await().until(() -> ground.incident("c-1").isPresent());
            ground.world.host("c-1").panicked = false;
            ground.awaitRounds(4);

            ground.incidents.losesAnswers(false);

            ground.awaitState("c-1", IncidentState.CLOSED);
            assertThat(ground.journal.about("power off")).isEmpty();
        }
    }

    @Test
    void whatWasPerhapsWrittenAboutAHostThatIsWellAgainIsClosedThoughTheFirstTryFails() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.start();
            ground.incidents.losesAnswers(true);
            ground.world.host("c-1").panicked = true;
            await().until(() -> ground.incident("c-1").isPresent());
            ground.incidents.refusesCommits(true);
            ground.incidents.losesAnswers(false);
            ground.world.host("c-1").panicked = false;
            ground.awaitRounds(4);

            ground.incidents.refusesCommits(false);

            ground.awaitState("c-1", IncidentState.CLOSED);
            assertThat(ground.journal.about("power off")).isEmpty();
        }
    }

    @Test
    void anEvacuationThatHangsIsGivenUpAndFoundInTheCloudInsteadOfRepeated() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.cloud.boot("a", "c-1");
            ground.cloud.mood = FakeCloud.Mood.HANGING;
            ground.start();
            ground.world.host("c-1").powered = false;
            await().until(() -> ground.incident("c-1")
                    .filter(i -> i.countOf(InstanceState.RUNNING) + i.countOf(InstanceState.UNRESOLVED) == 1)
                    .isPresent());

            ground.cloud.mood = FakeCloud.Mood.WELL;
            ground.cloud.finish();

            ground.awaitState("c-1", IncidentState.RECOVERED);
            assertThat(ground.cloud.migrations()).hasSize(1);
        }
    }

    @Test
    void aCloudThatHangsMakesTheObserverBlindAndDoesNotStopIt() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.start();
            ground.cloud.mood = FakeCloud.Mood.DEAD;
            await().until(() -> !ground.incidents.mails("observer.blind").isEmpty());
            ground.awaitRounds(3);
            assertThat(ground.engine.lastRound().orElseThrow().blind()).contains("the cloud does not answer");

            ground.cloud.mood = FakeCloud.Mood.WELL;
            await().until(() -> ground.engine.lastRound().orElseThrow().blind().isEmpty());
            ground.world.host("c-1").powered = false;
            ground.awaitState("c-1", IncidentState.RECOVERED);
        }
    }

    @Test
    void aControllerThatReachesNoNeighbourDoubtsItselfThoughNoStorageServerIsListed() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.storageServers = List.of();
            ground.start();

            ground.world.probesArrive = false;
            ground.world.host("c-1").panicked = true;
            await().until(() -> !ground.incidents.mails("observer.blind").isEmpty());
            ground.awaitRounds(6);
            assertThat(ground.incidents.all()).isEmpty();

            ground.world.probesArrive = true;
            ground.awaitState("c-1", IncidentState.RECOVERED);
        }
    }

    @Test
    void aDeviceThatHangsHoldsUpNeitherTheObserverNorOtherHosts() {
        try (EngineGround ground = new EngineGround(6)) {
            ground.start();
            ground.world.hangDevice("c-1");
            ground.world.host("c-1").panicked = true;
            await().until(() -> !ground.journal.about("intent POWER_OFF c-1").isEmpty());
            ground.awaitRounds(2);
            ground.world.host("c-2").panicked = true;

            ground.awaitState("c-2", IncidentState.RECOVERED);
            await().until(() -> ground.told.contains(AnnouncementKind.FENCE_TROUBLE));
            assertThat(ground.journal.about("power off c-1")).isEmpty();

            // c-2 fell silent after the first attempt at c-1: nobody can tell whether by itself, until somebody has
            // looked
            ground.world.mendDevices();
            await().until(() -> ground.told.contains(AnnouncementKind.WRONG_DEVICE));
            ground.engine.confirmOff("c-1", "alice");
            ground.awaitState("c-1", IncidentState.RECOVERED);
        }
    }

    @Test
    void pluginsThatThrowAreTroubleAndNotTheEnd() {
        try (EngineGround ground = new EngineGround(6)) {
            ground.cloud.boot("a", "c-1");
            ground.start();
            ground.world.breakDevice("c-1");
            ground.world.host("c-1").panicked = true;
            await().until(() -> ground.told.contains(AnnouncementKind.FENCE_TROUBLE));
            ground.cloud.mood = FakeCloud.Mood.BROKEN;
            ground.world.mendDevices();
            await().until(() -> ground.told.contains(AnnouncementKind.CLOUD_TROUBLE));

            ground.cloud.mood = FakeCloud.Mood.WELL;

            ground.awaitState("c-1", IncidentState.RECOVERED);
            assertThat(ground.cloud.hostOf("a")).isEqualTo("spare");
        }
    }

    @Test
    void withoutEnoughOfTheLeaseNothingThatChangesTheWorldIsRun() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.start();
            ground.leadership.remaining(Duration.ofMillis(1200));
            ground.world.host("c-1").panicked = true;
            await().until(() -> !ground.journal.about("intent POWER_OFF c-1").isEmpty());
            ground.awaitRounds(5);
            assertThat(ground.journal.about("power off c-1")).isEmpty();

            ground.leadership.remaining(Duration.ofMinutes(1));

            ground.awaitState("c-1", IncidentState.RECOVERED);
        }
    }

    @Test
    void aProcessorThatLosesTheLeaseInTheMiddleStopsAndTheNextHolderGoesOn() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.cloud.boot("a", "c-1");
            ground.cloud.mood = FakeCloud.Mood.FULL;
            ground.start();
            ground.world.host("c-1").powered = false;
            await().until(() -> ground.incident("c-1")
                    .filter(i -> i.countOf(InstanceState.WAITING) == 1)
                    .isPresent());
            ground.leadership.set(OptionalLong.empty());
            ground.awaitRounds(2);
            int intents = ground.journal.lines().size();
            ground.awaitRounds(8);
            assertThat(ground.journal.lines()).hasSize(intents);

            ground.cloud.mood = FakeCloud.Mood.WELL;
            ground.incidents.epoch(2);
            ground.leadership.set(OptionalLong.of(2));

            ground.awaitState("c-1", IncidentState.RECOVERED);
        }
    }

    @Test
    void aProcessorWhoseEpochIsOverWritesNothing() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.start();
            ground.incidents.epoch(2);
            ground.world.host("c-1").panicked = true;
            ground.awaitRounds(10);

            assertThat(ground.incidents.all()).isEmpty();
            assertThat(ground.journal.lines()).isEmpty();
        }
    }

    @Test
    void aRestartInTheMiddleOfAnEvacuationAsksForNoSecondOne() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.cloud.boot("a", "c-1");
            ground.cloud.mood = FakeCloud.Mood.SLOW;
            ground.start();
            ground.world.host("c-1").powered = false;
            await().until(() -> !ground.journal.about("evacuate a").isEmpty());

            ground.restart();
            ground.awaitRounds(6);
            ground.cloud.finish();
            ground.cloud.mood = FakeCloud.Mood.WELL;

            ground.awaitState("c-1", IncidentState.RECOVERED);
            assertThat(ground.cloud.migrations()).hasSize(1);
        }
    }

    @Test
    void aHostThatCameBackWhileNobodyWatchedIsNotPoweredOffByARestart() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.start();
            ground.world.hangDevice("c-1");
            ground.world.host("c-1").panicked = true;
            ground.awaitState("c-1", IncidentState.FENCING);
            Incident stored = ground.incident("c-1").orElseThrow();
            assertThat(stored.fencing().powerOffSentAt()).isEmpty();
            ground.leadership.set(OptionalLong.empty());
            ground.world.mendDevices();
            ground.world.host("c-1").panicked = false;
            ground.awaitRounds(2);

            ground.leadership.set(OptionalLong.of(1));

            ground.awaitState("c-1", IncidentState.CLOSED);
            assertThat(ground.journal.about("power off")).isEmpty();
        }
    }

    @Test
    void theSameAlertIsNotMailedAgainNorAfterARestart() {
        try (EngineGround ground = new EngineGround(4)) {
            ground.start();
            ground.world.host("c-1").agentRuns = false;
            await().until(() -> !ground.incidents.mails("host.agent-silent").isEmpty());

            ground.restart();
            ground.awaitRounds(16);

            assertThat(ground.incidents.mails("host.agent-silent")).hasSize(1);
        }
    }

    @Test
    void aClosedEngineLeavesNoThread() {
        EngineGround ground = new EngineGround(4);
        ground.start();
        ground.close();

        assertThat(engineThreads()).isEmpty();
    }

    private static List<String> engineThreads() {
        Set<String> ours = Set.of(
                "umha-observer",
                "umha-engine",
                "umha-power",
                "umha-cloud",
                "umha-probe",
                "umha-device",
                "umha-question",
                "umha-watchdog");
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> ours.contains(name.replaceAll("-\\d+$", "")))
                .collect(Collectors.toList());
    }
}
