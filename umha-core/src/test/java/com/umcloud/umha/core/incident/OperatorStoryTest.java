package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.core.incident.FakeCloud.Evacuations;
import com.umcloud.umha.core.incident.FakeHost.Device;
import com.umcloud.umha.core.safety.Gate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an operator's word does to an incident. */
class OperatorStoryTest {
    private final IncidentStory story = new IncidentStory();

    private IncidentStory evacuating() {
        return story.losesPower().incidentOpens().goesOnUntil(IncidentState.EVACUATING);
    }

    private void heldByALiveMigration() {
        story.withInstance("vm-1", InstanceStatus.MIGRATING);
        story.cloud.migrate("vm-1", MigrationType.LIVE_MIGRATION, FakeHost.NAME, "node-3", story.now());
        evacuating().goesOn(60);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.HELD);
        story.forgetLog();
    }

    @Test
    void anInstanceThatALiveMigrationHoldsIsReleasedWhenItsDestinationWasChecked() {
        heldByALiveMigration();
        assertThat(story.instance("vm-1").holding().destination()).contains("node-3");
        story.operatorReleases("vm-1", true).goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.evacuationsOf("vm-1")).isEqualTo(1);
        assertThat(story.log()).containsSubsequence("evacuate vm-1", "tell INSTANCE: vm-1 (vm-1) recovered on node-9");
        assertThat(story.instance("vm-1").holding().releasedBy()).isEqualTo("alice");
    }

    @Test
    void anEvacuationThatNovaDoesUnderTheLiveMigrationsRecordIsOver() {
        heldByALiveMigration();
        story.cloud.evacuations = Evacuations.STUCK;
        story.operatorReleases("vm-1", true).goesOn(5);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.RUNNING);
        String liveMigration = story.cloud.migrations().stream()
                .filter(record -> record.type() == MigrationType.LIVE_MIGRATION)
                .findFirst()
                .orElseThrow()
                .id();
        story.cloud.end(liveMigration, MigrationState.DONE, story.now());
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.RECOVERED);
        assertThat(story.instance("vm-1").destination()).contains("node-3");
    }

    @Test
    void nothingIsReleasedWhoseDestinationMayRunIt() {
        heldByALiveMigration();
        IncidentEvent word = new IncidentEvent.ReleasedByOperator("vm-1", "alice", false);
        assertThat(story.refusal(word))
                .hasValueSatisfying(why -> assertThat(why).contains("node-3", "--destination-checked"));
        story.operatorReleases("vm-1", false).goesOn(600);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.HELD);
        assertThat(story.cloud.callsFor("vm-1")).isZero();
    }

    @Test
    void anotherMigrationThatBeginsAfterwardsHoldsItAgain() {
        heldByALiveMigration();
        story.cloud.evacuations = Evacuations.REFUSED;
        story.operatorReleases("vm-1", true).goesOn(2);
        story.cloud.migrate("vm-1", MigrationType.LIVE_MIGRATION, FakeHost.NAME, "node-4", story.now());
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOn(600);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.HELD);
        assertThat(story.instance("vm-1").holding().destination()).contains("node-4");
        assertThat(story.cloud.evacuationsOf("vm-1")).isZero();
    }

    @Test
    void aResizeThatWaitsForItsOwnerStaysHeldAndThatIsTold() {
        story.withInstance("vm-1", InstanceStatus.VERIFY_RESIZE);
        evacuating().goesOn(5);
        story.forgetLog();
        story.operatorReleases("vm-1", true).goesOn(60);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.HELD);
        assertThat(story.log())
                .containsExactly(
                        "tell INSTANCE: vm-1 (vm-1) is held: its resize is not confirmed: it is evacuated once its"
                                + " owner has confirmed it");
    }

    @Test
    void onlyWhatIsHeldIsReleased() {
        story.withInstances(1).cloud.evacuations = Evacuations.STUCK;
        evacuating().goesOn(10);
        assertThat(story.refusal(new IncidentEvent.ReleasedByOperator("vm-1", "alice", true)))
                .hasValueSatisfying(why -> assertThat(why).contains("RUNNING"));
        assertThat(story.refusal(new IncidentEvent.ReleasedByOperator("vm-2", "alice", true)))
                .isPresent();
    }

    @Test
    void aReleasedInstanceThatTurnsUpElsewhereIsNotEvacuated() {
        story.withInstance("vm-1", InstanceStatus.MIGRATING);
        String migration =
                story.cloud.migrate("vm-1", MigrationType.LIVE_MIGRATION, FakeHost.NAME, "node-3", story.now());
        evacuating().goesOn(60);
        story.cloud.end(migration, MigrationState.DONE, story.now());
        story.cloud.status("vm-1", InstanceStatus.ACTIVE, Optional.empty());
        story.operatorReleases("vm-1", true).goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.callsFor("vm-1")).isZero();
        assertThat(story.instance("vm-1").destination()).contains("node-3");
    }

    @Test
    void anIncidentThatHasNotCutPowerIsClosedByItsCancellation() {
        story.panics().holds(Gate.BREAKER, "mass failure").incidentOpens().goesOn(15);
        story.operatorCancels("a drill");
        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(story.log())
                .endsWith("tell LEFT_ALONE: cancelled by operator alice: a drill; its power was not cut");
        assertThat(story.host.cuts).isZero();
    }

    @Test
    void afterTheCutNothingFurtherIsAskedForAndWhatMovesIsWatchedToItsEnd() {
        story.withInstances(30);
        evacuating().goesOn(3);
        story.operatorCancels("not now").goesOn(120);
        assertThat(story.incident().state()).isEqualTo(IncidentState.EVACUATING);
        assertThat(story.incident().countOf(InstanceState.RECOVERED)).isEqualTo(16);
        assertThat(story.incident().countOf(InstanceState.HELD)).isEqualTo(14);
        assertThat(story.commands(CommandKind.EVACUATE)).hasSize(16);
        assertThat(story.refusal(new IncidentEvent.Cancelled("bob", ""))).isPresent();
    }

    @Test
    void anInstanceOfACancelledIncidentIsReleasedAlone() {
        story.withInstances(30);
        evacuating().goesOn(3);
        story.operatorCancels("not now").goesOn(60);
        String held = story.incident().instances().stream()
                .filter(i -> i.state() == InstanceState.HELD)
                .findFirst()
                .orElseThrow()
                .id();
        story.operatorReleases(held, false).goesOn(60);
        assertThat(story.instance(held).state()).isEqualTo(InstanceState.RECOVERED);
        assertThat(story.incident().countOf(InstanceState.HELD)).isEqualTo(13);
    }

    @Test
    void aCancelledIncidentEndsWhenItsHostIsBackAndItIsNotCutAgain() {
        story.withInstances(30);
        evacuating().goesOn(3);
        story.operatorCancels("not now").goesOn(60);
        int cuts = story.host.cuts;
        story.isPoweredOnAgain().goesOnUntil(IncidentState.CLOSED);
        assertThat(story.host.cuts).isEqualTo(cuts);
        assertThat(story.incident().countOf(InstanceState.EXCLUDED)).isEqualTo(14);
        assertThat(story.incident().reason()).contains("alice").contains("left as it is");
    }

    @Test
    void whatMovesIsWatchedToItsEndAlsoWhereTheHostWasSwitchedOnBeforeTheCancellation() {
        story.withInstances(3);
        evacuating().goesOn(1);
        story.host.device = Device.STUCK;
        story.isPoweredOnAgain().goesOn(11);
        assertThat(story.incident().state()).isEqualTo(IncidentState.FENCING);
        assertThat(story.incident().instances()).anyMatch(i -> i.state().mayBeMoving());
        story.operatorCancels("it is back").goesOnUntil(IncidentState.CLOSED);
        assertThat(story.incident().countOf(InstanceState.RECOVERED)).isEqualTo(3);
    }

    @Test
    void aCancelledFencingDoesNotCutAgain() {
        story.withInstances(1).panics().host.device = Device.STUCK;
        story.incidentOpens().goesOn(5);
        int cuts = story.commands(CommandKind.POWER_OFF).size();
        assertThat(cuts).isPositive();
        story.operatorCancels("").goesOn(600);
        assertThat(story.commands(CommandKind.POWER_OFF)).hasSize(cuts);
        assertThat(story.told(AnnouncementKind.HELD)).isEqualTo(1);
    }

    @Test
    void whatIsRecoveredCannotBeCancelledOrConfirmed() {
        story.withInstances(1);
        evacuating().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.refusal(new IncidentEvent.Cancelled("alice", ""))).isPresent();
        assertThat(story.refusal(new IncidentEvent.ConfirmedOff("alice"))).isPresent();
        story.operatorCancels("");
        assertThat(story.incident().state()).isEqualTo(IncidentState.RECOVERED);
    }

    @Test
    void disarmedNothingIsAskedForAndArmedItGoesOn() {
        story.withInstances(30);
        evacuating().goesOn(3);
        story.surroundings = Surroundings.ALONE.halted(Optional.of("UMHA is disarmed by bob"));
        story.goesOn(120);
        assertThat(story.incident().countOf(InstanceState.RECOVERED)).isEqualTo(16);
        assertThat(story.incident().countOf(InstanceState.PENDING)).isEqualTo(14);
        story.surroundings = Surroundings.ALONE;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.incident().countOf(InstanceState.RECOVERED)).isEqualTo(30);
    }

    @Test
    void disarmedAHostThatIsNotOffYetIsNotCutAndNotIsolated() {
        story.withInstances(1).panics();
        story.surroundings = Surroundings.ALONE.halted(Optional.of("UMHA is disarmed by bob"));
        story.incidentOpens().goesOn(120);
        assertThat(story.commands(CommandKind.POWER_OFF, CommandKind.ISOLATE, CommandKind.EVACUATE))
                .isEmpty();
        story.losesPower().goesOn(120);
        assertThat(story.commands(CommandKind.ISOLATE, CommandKind.EVACUATE)).isEmpty();
        story.surroundings = Surroundings.ALONE;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.host.cuts).isZero();
    }

    @Test
    void aDisarmingBeforeTheCutTakesTheHostBackToBeingHeld() {
        story.panics().host.device = Device.UNREACHABLE;
        story.incidentOpens().goesOn(15);
        story.holds(Gate.ARMED, "UMHA is disarmed by bob").surroundings =
                Surroundings.ALONE.halted(Optional.of("UMHA is disarmed by bob"));
        story.goesOn(30);
        assertThat(List.of(IncidentState.HELD, IncidentState.FENCING))
                .contains(story.incident().state());
        story.host.device = Device.WORKS;
        story.goesOn(600);
        assertThat(story.host.cuts).isZero();
    }
}
