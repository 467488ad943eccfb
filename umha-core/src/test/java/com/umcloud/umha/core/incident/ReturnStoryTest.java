package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.core.incident.FakeCloud.Evacuations;
import com.umcloud.umha.core.incident.FakeHost.Device;
import com.umcloud.umha.core.incident.IncidentStory.Kill;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the host when its instances have their outcome. */
class ReturnStoryTest {
    private static final Duration STABLE = Duration.ofMinutes(3);

    private final IncidentStory story = new IncidentStory().withInstances(2);

    private IncidentStory recovered(boolean leaveDisabled, boolean powerOn) {
        story.config = IncidentStory.recovery(new ReturnConfig(STABLE, leaveDisabled, powerOn));
        story.losesPower().incidentOpens().goesOnUntil(IncidentState.RECOVERED);
        story.forgetLog();
        return story;
    }

    private IncidentStory returned() {
        return recovered(false, false).isPoweredOnAgain();
    }

    @Test
    void aHostThatIsBackAndWellIsEnabledAgain() {
        returned().goesOn(185);
        assertThat(story.incident().state()).isEqualTo(IncidentState.RECOVERED);
        assertThat(story.log()).isEmpty();

        story.goesOn(15);

        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(story.log())
                .containsExactly(
                        "release", "tell RETURNED: the host is back and well; its compute service is enabled again");
        assertThat(story.commands(CommandKind.RELEASE)).singleElement().satisfies(c -> {
            String isolatedWith =
                    ((Command.Isolate) story.commands(CommandKind.ISOLATE).get(0)).reason();
            assertThat(((Command.Release) c).reason()).isEqualTo(isolatedWith).contains("UMHA", "i1");
        });
        assertThat(story.cloud.inService).isTrue();
    }

    @Test
    void leaveDisabledLeavesItToAnOperator() {
        recovered(true, false).isPoweredOnAgain().goesOn(200);
        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(story.log())
                .containsExactly("tell RETURNED: the host is back and well; its compute service stays disabled until an"
                        + " operator enables it");
        assertThat(story.cloud.inService).isFalse();
    }

    @Test
    void aHostThatIsNotWellInBetweenStartsOver() {
        returned().goesOn(150);
        story.losesStorage().goesOn(20);
        story.host.storageWorks = true;
        story.goesOn(170);
        assertThat(story.commands(CommandKind.RELEASE)).isEmpty();
        story.goesOn(40);
        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
    }

    @Test
    void aHostThatFailsAgainBeforeItIsEnabledIsAwaitedAnew() {
        returned().goesOn(100);
        story.panics().goesOn(600);
        assertThat(story.incident().state()).isEqualTo(IncidentState.RECOVERED);
        assertThat(story.incident().reason()).contains("awaited anew");
        story.isPoweredOnAgain().goesOn(205);
        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(story.cloud.inService).isTrue();
    }

    @Test
    void aComputeServiceThatDoesNotReportIsWaitedForAndToldOnce() {
        story.world.computeRuns = false;
        returned().goesOn(1200);
        assertThat(story.commands(CommandKind.LOOK, CommandKind.RELEASE))
                .filteredOn(c -> c.kind() == CommandKind.RELEASE)
                .isEmpty();
        assertThat(story.log())
                .containsExactly("tell RETURN_DELAYED: the host is back and well; it cannot be enabled yet: its compute"
                        + " service does not report to the cloud");

        story.world.computeRuns = true;
        story.goesOn(15);

        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
    }

    @Test
    void anEvacuationThatIsNotOverIsWaitedFor() {
        returned();
        String stale = story.cloud.migrate("vm-1", MigrationType.EVACUATION, FakeHost.NAME, "node-3", story.now());
        story.cloud.migrate("vm-2", MigrationType.LIVE_MIGRATION, "node-9", "node-3", story.now());
        story.goesOn(400);
        assertThat(story.commands(CommandKind.RELEASE)).isEmpty();
        assertThat(story.told(AnnouncementKind.RETURN_DELAYED)).isEqualTo(1);

        story.cloud.end(stale, MigrationState.DONE, story.now());
        story.goesOn(25);

        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
    }

    @Test
    void whatTheCloudDoesNotLetGoYetIsAskedForAgainAndToldOnceIfItLasts() {
        story.cloud.release = new ReleaseResult.Waiting("`done` evacuation migration records remain");
        returned().goesOn(230);
        assertThat(story.commands(CommandKind.RELEASE)).hasSizeGreaterThan(2);
        assertThat(story.told(AnnouncementKind.RETURN_DELAYED)).isZero();
        story.goesOn(300);
        assertThat(story.told(AnnouncementKind.RETURN_DELAYED)).isEqualTo(1);

        story.cloud.release = new ReleaseResult.Released();
        story.goesOn(25);

        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(story.told(AnnouncementKind.RETURNED)).isEqualTo(1);
    }

    @Test
    void aRefusalIsToldAndRetriedAfterAGrowingPause() {
        story.cloud.release = new ReleaseResult.Refused("HTTP 403");
        returned().goesOn(200 + 600);
        int tries = story.commands(CommandKind.RELEASE).size();
        assertThat(tries).isBetween(4, 8);
        assertThat(story.told(AnnouncementKind.RETURN_DELAYED)).isEqualTo(1);

        story.cloud.release = new ReleaseResult.Released();
        story.goesOn(400);

        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
    }

    @Test
    void aCloudThatIsAwayIsToldAndAskedAgain() {
        returned().cloud.reachable = false;
        story.goesOn(300);
        assertThat(story.commands(CommandKind.RELEASE)).isEmpty();
        assertThat(story.told(AnnouncementKind.RETURN_DELAYED)).isEqualTo(1);
        story.cloud.reachable = true;
        story.goesOn(200);
        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
    }

    @Test
    void whatAnOperatorHasSetIsKeptAndSaid() {
        story.cloud.release = new ReleaseResult.NotOurs("it is disabled: disk change");
        returned().goesOn(300);
        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(story.log())
                .containsExactly(
                        "release",
                        "tell LEFT_ALONE: the host is back; what an operator has set is kept: it is disabled: disk change");
    }

    @Test
    void aHostThatSomebodyElseEnablesIsJudgedLikeAnyOtherFromThenOn() {
        returned().goesOn(30);
        story.cloud.inService = true;
        story.goesOn(10);
        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(story.log())
                .containsExactly(
                        "tell RETURNED: the host is in service again: somebody has enabled its compute service");
    }

    @Test
    void aListOfTheCloudFromBeforeTheIsolationIsNoSuchWord() {
        recovered(false, false).cloud.inService = true;
        story.goesOn(60);
        assertThat(story.incident().state()).isEqualTo(IncidentState.RECOVERED);
    }

    @Test
    void anOldListOfAHostThatIsStillOffIsNoSuchWord() {
        recovered(false, false).goesOn(30);
        story.cloud.inService = true;
        story.goesOn(60);
        assertThat(story.incident().state()).isEqualTo(IncidentState.RECOVERED);
    }

    @ParameterizedTest
    @EnumSource(Kill.class)
    void aReleaseOfUnknownOutcomeIsAskedForAgainAfterARestart(Kill kill) {
        returned().goesOn(195);
        int release = story.commandCount();
        assertThat(story.commands(CommandKind.RELEASE)).hasSize(1);

        IncidentStory killed = new IncidentStory().withInstances(2);
        killed.config = story.config;
        killed.losesPower().killedAt(release, kill).incidentOpens().goesOnUntil(IncidentState.RECOVERED);
        killed.isPoweredOnAgain().goesOn(195);
        assertThat(killed.incident().state()).isEqualTo(IncidentState.RECOVERED);
        killed.goesOn(230);

        assertThat(killed.incident().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(killed.cloud.inService).isTrue();
    }

    @Test
    void thePowerIsSwitchedOnOnceWhenEveryInstanceHasItsOutcome() {
        story.cloud.evacuations = Evacuations.REFUSED;
        story.config = IncidentStory.recovery(new ReturnConfig(STABLE, false, true));
        story.losesPower().incidentOpens().goesOn(600);
        assertThat(story.commands(CommandKind.POWER_ON)).isEmpty();

        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED).goesOn(1);

        assertThat(story.host.switchedOn).isEqualTo(1);
        assertThat(story.log())
                .endsWith(
                        "switch power on",
                        "tell POWERED_ON: every instance has its outcome; the host is switched on again");
        assertThat(story.incident().fencing().proofAt()).isEmpty();
        story.goesOnUntil(IncidentState.CLOSED);
        assertThat(story.told(AnnouncementKind.PROOF_REVOKED)).isZero();
        assertThat(story.commands(CommandKind.POWER_ON)).hasSize(1);
        assertThat(story.host.powered).isTrue();
    }

    @Test
    void aPowerOnWithoutAnswerIsReadBackAndNotRepeated() {
        story.host.device = Device.LOSES_ANSWERS;
        recovered(false, true).goesOn(10);
        assertThat(story.log())
                .containsExactly(
                        "read power", "tell POWERED_ON: every instance has its outcome; the host is switched on again");
        assertThat(story.host.switchedOn).isEqualTo(1);
    }

    @Test
    void aPowerOnThatFailsIsToldOnceAndLeftToAnOperator() {
        story.config = IncidentStory.recovery(new ReturnConfig(STABLE, false, true));
        story.losesPower().incidentOpens().goesOnUntil(IncidentState.EVACUATING);
        story.goesOn(5).host.device = Device.UNREACHABLE;
        story.goesOnUntil(IncidentState.RECOVERED).goesOn(600);
        assertThat(story.commands(CommandKind.POWER_ON)).hasSize(1);
        assertThat(story.told(AnnouncementKind.POWER_ON_FAILED)).isEqualTo(1);

        story.host.device = Device.WORKS;
        story.isPoweredOnAgain().goesOn(200);

        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
    }

    @ParameterizedTest
    @EnumSource(Kill.class)
    void aPowerOnThatWasUnderWayAtARestartIsReadBackFirst(Kill kill) {
        recovered(false, true);
        int powerOn = story.commandCount();
        assertThat(story.commands(CommandKind.POWER_ON)).hasSize(1);

        IncidentStory killed = new IncidentStory().withInstances(2);
        killed.config = story.config;
        killed.losesPower().killedAt(powerOn, kill).incidentOpens().goesOnUntil(IncidentState.RECOVERED);
        killed.forgetLog();
        killed.goesOn(10);

        assertThat(killed.host.powered).isTrue();
        assertThat(killed.host.switchedOn).isEqualTo(1);
        assertThat(killed.log()).containsSubsequence("-- started again --", "read power");
        assertThat(killed.commands(CommandKind.POWER_ON)).hasSize(kill == Kill.BEFORE_THE_EFFECT ? 2 : 1);
    }

    @Test
    void aHostThatLivesIsNotProvenOffAlthoughItIsNotWell() {
        recovered(false, false);
        assertThat(story.incident().fencing().proofAt()).isPresent();
        story.isPoweredOnAgain().losesStorage().goesOn(11);
        assertThat(story.incident().state()).isEqualTo(IncidentState.RECOVERED);
        assertThat(story.incident().fencing().proofAt()).isEmpty();
    }

    @Test
    void whatIsFoundOnARecoveredHostThatIsStillOffIsEvacuatedAfterAnotherReading() {
        recovered(false, false).goesOn(100);
        story.withInstance("vm-late", InstanceStatus.ACTIVE);

        story.isFoundWith("vm-1", "vm-late");

        assertThat(story.incident().state()).isEqualTo(IncidentState.EVACUATING);
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.log())
                .startsWith(
                        "tell LATECOMERS: found on the host after its recovery: vm-late (vm-late); the host is still off,"
                                + " what is on it is evacuated as well",
                        "list",
                        "tell EVACUATING: evacuating 1 instance",
                        "read power",
                        "evacuate vm-late");
        assertThat(story.instance("vm-late").state()).isEqualTo(InstanceState.RECOVERED);
        assertThat(story.told(AnnouncementKind.RECOVERED)).isEqualTo(1);
    }

    @Test
    void whatIsFoundOnAHostWhileItIsEvacuatedIsNotKeptWaitingForTheOthers() {
        story.panics().withInstances(1).cloud.evacuations = Evacuations.STUCK;
        story.incidentOpens().goesOnUntil(IncidentState.EVACUATING);
        story.goesOn(60);
        story.withInstance("vm-late", InstanceStatus.ACTIVE).cloud.evacuations = Evacuations.WORK;

        story.isFoundWith("vm-1", "vm-late").goesOn(20);

        assertThat(story.incident().state()).isEqualTo(IncidentState.EVACUATING);
        assertThat(story.instance("vm-late").state()).isEqualTo(InstanceState.RECOVERED);
        assertThat(story.instance("vm-1").state()).isNotEqualTo(InstanceState.RECOVERED);
    }

    @Test
    void whatIsFoundWhenTheHostIsOnAgainIsToldAndLeftThere() {
        recovered(false, false).isPoweredOnAgain().losesStorage().goesOn(11);
        story.withInstance("vm-late", InstanceStatus.ACTIVE)
                .isFoundWith("vm-late")
                .isFoundWith("vm-late");

        assertThat(story.incident().state()).isEqualTo(IncidentState.RECOVERED);
        assertThat(story.instance("vm-late").state()).isEqualTo(InstanceState.EXCLUDED);
        assertThat(story.told(AnnouncementKind.LATECOMERS)).isEqualTo(1);
        assertThat(story.commands(CommandKind.POWER_OFF)).isEmpty();
    }
}
