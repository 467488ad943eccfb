package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.core.incident.FakeCloud.Evacuations;
import com.umcloud.umha.core.incident.FakeHost.Device;
import com.umcloud.umha.core.placement.PlacementConfig;
import com.umcloud.umha.core.selection.SelectionConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From the proven-off host to a written outcome for each of its instances. */
class EvacuationStoryTest {
    private final IncidentStory story = new IncidentStory();

    private IncidentStory evacuating() {
        return story.losesPower().incidentOpens().goesOnUntil(IncidentState.EVACUATING);
    }

    @Test
    void aHostWithoutInstancesIsRecoveredAtOnce() {
        story.losesPower().incidentOpens().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.log())
                .endsWith(
                        "list",
                        "tell ISOLATED: the cloud treats the host as down",
                        "tell EVACUATING: evacuating 0 instances",
                        "tell RECOVERED: 0 of 0 instances recovered");
    }

    @Test
    void eachStatusHasItsRule() {
        for (InstanceStatus status : InstanceStatus.values()) {
            story.withInstance(status.name(), status);
        }
        evacuating().goesOn(60);
        List<InstanceRecovery> all = story.incident().instances();
        assertThat(all)
                .filteredOn(i -> i.state() == InstanceState.RECOVERED)
                .extracting(InstanceRecovery::id)
                .containsExactly("ACTIVE", "HARD_REBOOT", "PASSWORD", "REBOOT", "SHUTOFF");
        assertThat(all)
                .filteredOn(i -> i.state() == InstanceState.HELD)
                .extracting(InstanceRecovery::id)
                .containsExactly("MIGRATING", "REBUILD", "RESIZE", "REVERT_RESIZE", "VERIFY_RESIZE");
        assertThat(all)
                .filteredOn(i -> i.state() == InstanceState.EXCLUDED)
                .hasSize(InstanceStatus.values().length - 10)
                .allSatisfy(i -> assertThat(i.detail()).isNotEmpty());
        assertThat(story.log())
                .contains("tell INSTANCE: ERROR (ERROR) is left where it is: it was in error before the host failed: it"
                        + " stays its operator's")
                .contains("tell INTERIM: 5 of 20 instances are held");
    }

    @Test
    void aStoppedInstanceIsMovedAndStaysStopped() {
        story.withInstance("vm-1", InstanceStatus.SHUTOFF);
        evacuating().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.these(List.of("vm-1")).get(0).status()).isEqualTo(InstanceStatus.SHUTOFF);
    }

    @Test
    void anInstanceThatIsBeingDeletedIsLeft() {
        story.withInstances(1).cloud.status("vm-1", InstanceStatus.ACTIVE, Optional.of("deleting"));
        story.losesPower().incidentOpens().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.EXCLUDED);
        assertThat(story.cloud.callsFor("vm-1")).isZero();
    }

    @Test
    void localDisksAreRebuiltOnlyWhereItIsAllowed() {
        story.withInstance("local", InstanceStatus.ACTIVE, InstanceDisk.IMAGE)
                .withInstance("volume", InstanceStatus.ACTIVE, InstanceDisk.VOLUME);
        story.config = withDisks(false, false);
        evacuating().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.instance("local").state()).isEqualTo(InstanceState.EXCLUDED);
        assertThat(story.instance("local").detail()).contains("allow_evacuate_local_vm = false");
        assertThat(story.instance("volume").state()).isEqualTo(InstanceState.RECOVERED);
        assertThat(disksAsked()).containsExactly(DiskHandling.KEEP_VOLUME);
    }

    @Test
    void aSharedDiskIsKeptAndNeverRebuiltWhateverFails() {
        story.withInstance("shared", InstanceStatus.ACTIVE, InstanceDisk.IMAGE);
        story.config = withDisks(true, true);
        story.cloud.evacuations = Evacuations.FIND_NO_HOST;
        evacuating().goesOn(120);
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(disksAsked()).hasSizeGreaterThan(2).containsOnly(DiskHandling.KEEP_SHARED);
    }

    @Test
    void aLocalDiskIsRebuiltWhereItIsAllowed() {
        story.withInstance("local", InstanceStatus.ACTIVE, InstanceDisk.IMAGE);
        story.config = withDisks(false, true);
        evacuating().goesOnUntil(IncidentState.RECOVERED);
        assertThat(disksAsked()).containsExactly(DiskHandling.REBUILD_FROM_IMAGE);
    }

    private List<DiskHandling> disksAsked() {
        return story.commands(CommandKind.EVACUATE).stream()
                .map(c -> ((Command.Evacuate) c).request().disk())
                .toList();
    }

    private static RecoveryConfig withDisks(boolean shared, boolean local) {
        RecoveryConfig plain = IncidentStory.recovery();
        return new RecoveryConfig(
                plain.powerCheckCount(),
                plain.powerCheckInterval(),
                shared,
                local,
                plain.serviceCheckInterval(),
                plain.serviceDownWait(),
                plain.beforeInstanceCheck(),
                plain.evacuateTimeout(),
                plain.proofMaximumAge(),
                plain.signsOfLifeEnd(),
                plain.concurrentEvacuations(),
                plain.pollInterval(),
                plain.retryMinimum(),
                plain.retryMaximum(),
                new ReturnConfig(plain.hostReturn().stable(), true, false),
                SelectionConfig.EVERYTHING,
                PlacementConfig.SCHEDULER);
    }

    @Test
    void noValidHostIsRetriedWithGrowingPausesUntilThereIsRoom() {
        story.withInstances(2).cloud.evacuations = Evacuations.FIND_NO_HOST;
        evacuating().goesOn(3600);
        assertThat(story.instance("vm-1").attempts()).isBetween(10, 20);
        assertThat(story.told(AnnouncementKind.INTERIM)).isEqualTo(1);
        assertThat(story.incident().takesPlace()).isFalse();
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.log()).endsWith("list", "tell RECOVERED: 2 of 2 instances recovered");
    }

    @Test
    void oneThatIsRefusedDoesNotKeepTheOthersWaiting() {
        story.withInstances(20).cloud.evacuations = Evacuations.REFUSED;
        evacuating().goesOn(1);
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.incident().countOf(InstanceState.RECOVERED)).isEqualTo(20);
    }

    @Test
    void anInstanceThatItsOwnerDeletesIsGone() {
        story.withInstances(3).cloud.evacuations = Evacuations.FIND_NO_HOST;
        evacuating().goesOn(5);
        story.cloud.remove("vm-2");
        story.goesOn(15);
        assertThat(story.instance("vm-2").state()).isEqualTo(InstanceState.GONE);
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.log()).endsWith("tell RECOVERED: 2 of 3 instances recovered");
    }

    @Test
    void anInstanceThatIsDeletedBeforeTheCallIsGone() {
        story.withInstances(2);
        evacuating().cloud.remove("vm-1");
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.incident().instances()).noneMatch(i -> i.state() == InstanceState.WAITING);
    }

    @Test
    void aStuckEvacuationIsToldOnceAndNeverAskedAgain() {
        story.withInstances(1).cloud.evacuations = Evacuations.STUCK;
        evacuating().goesOn(3600);
        assertThat(story.told(AnnouncementKind.SLOW)).isEqualTo(1);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(1);
        assertThat(story.incident().takesPlace()).isTrue();
    }

    @Test
    void anEvacuationThatWasUnderWayIsAdopted() {
        story.withInstances(1);
        String migration = story.cloud.migrate("vm-1", MigrationType.EVACUATION, FakeHost.NAME, "node-3", story.now());
        evacuating().goesOn(30);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.RUNNING);
        story.cloud.end(migration, MigrationState.DONE, story.now());
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.callsFor("vm-1")).isZero();
        assertThat(story.instance("vm-1").destination()).contains("node-3");
    }

    @Test
    void anEvacuationThatAnOperatorAsksForMeanwhileIsAdoptedByAWaitingInstance() {
        story.withInstances(1).cloud.evacuations = Evacuations.REFUSED;
        evacuating().goesOn(2);
        story.cloud.migrate("vm-1", MigrationType.EVACUATION, FakeHost.NAME, "node-3", story.now());
        int calls = story.cloud.callsFor("vm-1");
        story.goesOn(1800);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.RUNNING);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(calls);
    }

    @Test
    void aLiveMigrationOutOfTheDeadHostIsHeldUntilItEnds() {
        story.withInstances(2).cloud.status("vm-1", InstanceStatus.MIGRATING, Optional.of("migrating"));
        String migration =
                story.cloud.migrate("vm-1", MigrationType.LIVE_MIGRATION, FakeHost.NAME, "node-3", story.now());
        evacuating().goesOn(600);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.HELD);
        assertThat(story.instance("vm-2").state()).isEqualTo(InstanceState.RECOVERED);
        story.cloud.status("vm-1", InstanceStatus.ACTIVE, Optional.empty());
        story.cloud.end(migration, MigrationState.FAILED, story.now());
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.evacuationsOf("vm-1")).isEqualTo(1);
    }

    @Test
    void aLiveMigrationOutOfTheDeadHostThatSucceedsIsFine() {
        story.withInstances(1).cloud.status("vm-1", InstanceStatus.MIGRATING, Optional.of("migrating"));
        String migration =
                story.cloud.migrate("vm-1", MigrationType.LIVE_MIGRATION, FakeHost.NAME, "node-3", story.now());
        evacuating().goesOn(60);
        story.cloud.status("vm-1", InstanceStatus.ACTIVE, Optional.empty());
        story.cloud.end(migration, MigrationState.DONE, story.now());
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.instance("vm-1").detail()).isEqualTo("moved by another migration than UMHA's");
    }

    @Test
    void aResizeToTheDeadHostIsHeldUntilItsOwnerHasConfirmedIt() {
        story.withInstances(1).cloud.status("vm-1", InstanceStatus.VERIFY_RESIZE, Optional.empty());
        String migration = story.cloud.migrate("vm-1", MigrationType.RESIZE, "node-3", FakeHost.NAME, story.now());
        evacuating().goesOn(600);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.HELD);
        story.cloud.end(migration, MigrationState.DONE, story.now());
        story.cloud.status("vm-1", InstanceStatus.ACTIVE, Optional.empty());
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.evacuationsOf("vm-1")).isEqualTo(1);
    }

    @Test
    void anInstanceInErrorAtItsDestinationIsToldAndLeft() {
        story.withInstances(1);
        evacuating().goesOn(5);
        story.cloud.status("vm-1", InstanceStatus.ERROR, Optional.of("rebuilding"));
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.EXCLUDED);
        assertThat(story.log())
                .contains(
                        "tell INSTANCE: vm-1 (vm-1) is left where it is: it was moved to node-9 and is in error there");
    }

    @Test
    void theCloudBeingDownIsToldOnceAndWaitedOut() {
        story.withInstances(2);
        story.cloud.reachable = false;
        story.losesPower().incidentOpens().goesOn(600);
        assertThat(story.incident().state()).isEqualTo(IncidentState.ISOLATING);
        assertThat(story.told(AnnouncementKind.CLOUD_TROUBLE)).isEqualTo(1);
        story.cloud.reachable = true;
        story.goesOnUntil(IncidentState.EVACUATING);
        story.cloud.reachable = false;
        story.goesOn(600);
        assertThat(story.told(AnnouncementKind.CLOUD_TROUBLE)).isEqualTo(2);
        story.cloud.reachable = true;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.evacuationsOf("vm-1")).isEqualTo(1);
    }

    @Test
    void anOldCloudIsAwaitedUntilItFindsOutByItself() {
        story.withInstances(1).cloud.isolation = new IsolationResult.Waiting("nova-compute of node-7 is still up");
        story.losesPower().incidentOpens().goesOn(50);
        assertThat(story.told(AnnouncementKind.CLOUD_TROUBLE)).isZero();
        story.goesOn(60);
        assertThat(story.told(AnnouncementKind.CLOUD_TROUBLE)).isEqualTo(1);
        story.cloud.isolation = new IsolationResult.Isolated();
        story.goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void anInstanceThatTheFirstListMissedIsFoundByTheNext() {
        story.withInstances(1);
        evacuating().goesOn(5);
        story.withInstance("vm-late", InstanceStatus.ACTIVE).goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.instance("vm-late").state()).isEqualTo(InstanceState.RECOVERED);
    }

    @Test
    void aHostThatIsSwitchedOnWhileInstancesWaitIsFencedAgain() {
        story.withInstances(4).cloud.evacuations = Evacuations.FIND_NO_HOST;
        evacuating().goesOn(60);
        story.isPoweredOnAgain().goesOn(15);
        assertThat(story.told(AnnouncementKind.PROOF_REVOKED)).isEqualTo(1);
        assertThat(story.host.powered).isFalse();
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.incident().instances())
                .allSatisfy(i -> assertThat(story.cloud.hostOf(i.id())).contains("node-9"));
    }

    @Test
    void aHostThatComesBackWellInTheMiddleIsNotLeftAlone() {
        story.withInstances(4).cloud.evacuations = Evacuations.FIND_NO_HOST;
        evacuating().goesOn(60);
        story.isPoweredOnAgain().host.device = Device.UNREACHABLE;
        story.goesOn(300);
        assertThat(story.incident().state()).isEqualTo(IncidentState.FENCING);
        story.host.device = Device.WORKS;
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void aDeviceThatIsGonePausesTheEvacuationUntilAnOperatorConfirms() {
        story.withInstances(2).cloud.evacuations = Evacuations.REFUSED;
        evacuating().goesOn(2);
        story.host.device = Device.UNREACHABLE;
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOn(600);
        assertThat(story.told(AnnouncementKind.FENCE_TROUBLE)).isEqualTo(1);
        assertThat(story.incident().countOf(InstanceState.RECOVERED)).isZero();
        story.operatorConfirms("alice").goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void callsThatAreNotRunAreMadeLaterWithoutHaste() {
        story.withInstances(2);
        evacuating();
        story.world.leaseHeld = false;
        story.goesOn(60);
        assertThat(story.commands(CommandKind.EVACUATE)).hasSizeLessThan(130);
        assertThat(story.instance("vm-1").attempts()).isLessThan(2);
        story.world.leaseHeld = true;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(1);
    }

    @Test
    void onlySoManyAreAskedForAtOnceAndEachByAFreshReading() {
        story.withInstances(40);
        evacuating().goesOn(5);
        assertThat(story.incident().instances())
                .filteredOn(i -> i.state().takesSlot())
                .hasSize(16);
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.incident().countOf(InstanceState.RECOVERED)).isEqualTo(40);
    }

    @Test
    void aDeviceThatTakesLongerThanAReadingMayBeOldPausesTheEvacuation() {
        story.withInstances(2).readTakes = Duration.ofMillis(4_500);
        evacuating().goesOn(120);
        assertThat(story.commands(CommandKind.EVACUATE)).isEmpty();
        assertThat(story.commands(CommandKind.READ_POWER)).hasSizeLessThan(25);
        assertThat(story.log())
                .contains("tell FENCE_TROUBLE: evacuation pauses: reading the power takes longer than a reading may be"
                        + " old");
        assertThat(story.told(AnnouncementKind.FENCE_TROUBLE)).isEqualTo(1);
        story.readTakes = Duration.ofMillis(3_500);
        story.goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void aCloudThatCannotBeAskedIsAskedAfterAGrowingPauseThatStaysShort() {
        story.withInstances(2).losesPower().incidentOpens().goesOnUntil(IncidentState.EVACUATING);
        story.cloud.reachable = false;
        int before =
                story.commands(CommandKind.LIST_INSTANCES, CommandKind.LOOK).size();
        story.goesOn(300);
        int asked = story.commands(CommandKind.LIST_INSTANCES, CommandKind.LOOK).size() - before;
        assertThat(asked).isBetween(25, 45);

        story.cloud.reachable = true;
        story.goesOn(11);
        assertThat(story.incident().looksInVain()).isZero();
        assertThat(story.told(AnnouncementKind.CLOUD_TROUBLE)).isEqualTo(1);
    }
}
