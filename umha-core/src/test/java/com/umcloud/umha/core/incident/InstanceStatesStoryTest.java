package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.core.incident.FakeCloud.Evacuations;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an instance in each state in which its host may die, as docs/instances.md says. */
class InstanceStatesStoryTest {
    private final IncidentStory story = new IncidentStory();

    private IncidentStory evacuating() {
        return story.losesPower().incidentOpens().goesOn(1);
    }

    private InstanceState stateOf(String id) {
        return story.instance(id).state();
    }

    @ParameterizedTest
    @EnumSource(
            value = InstanceStatus.class,
            names = {"ACTIVE", "SHUTOFF", "REBOOT", "HARD_REBOOT", "PASSWORD"})
    void isEvacuated(InstanceStatus status) {
        story.withInstance("vm-1", status);
        evacuating().goesOnUntil(IncidentState.RECOVERED);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.RECOVERED);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "PAUSED, which Nova does not evacuate",
        "SUSPENDED, which Nova does not evacuate",
        "RESCUE, which Nova does not evacuate",
        "BUILD, still being built",
        "SHELVED, shelved and does not run",
        "SHELVED_OFFLOADED, shelved and does not run",
        "SOFT_DELETED, it is deleted",
        "ERROR, was in error before the host failed",
        "UNKNOWN, which Nova does not evacuate"
    })
    void isLeftWhereItIsAndTold(InstanceStatus status, String why) {
        story.withInstance("vm-1", status);
        evacuating().goesOnUntil(IncidentState.RECOVERED);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.EXCLUDED);
        assertThat(story.log())
                .anyMatch(l -> l.startsWith("tell INSTANCE: vm-1 (vm-1) is left where it is") && l.contains(why));
        assertThat(story.cloud.callsFor("vm-1")).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = InstanceStatus.class,
            names = {"MIGRATING", "RESIZE", "REVERT_RESIZE", "VERIFY_RESIZE", "REBUILD"})
    void isHeldAndToldUntilAnAdministratorSetsItToError(InstanceStatus status) {
        story.withInstance("vm-1", status);
        evacuating().goesOn(3600);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.HELD);
        assertThat(story.log())
                .filteredOn(l -> l.startsWith("tell INSTANCE: vm-1 (vm-1) is held"))
                .hasSize(1);
        assertThat(story.cloud.callsFor("vm-1")).isZero();
        story.cloud.status("vm-1", InstanceStatus.ERROR, Optional.empty());
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.RECOVERED);
    }

    private void isItsOwnersDoing(String id) {
        assertThat(stateOf(id)).isEqualTo(InstanceState.EXCLUDED);
        assertThat(story.log())
                .filteredOn(l -> l.contains(id) && l.contains("its owner has shelved it meanwhile"))
                .hasSize(1);
    }

    @Test
    void isLeftToItsOwnerWhoShelvedItBeforeItsEvacuationWasVerified() {
        story.withInstances(2);
        evacuating();
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.RUNNING);
        story.cloud.end(story.cloud.migrations().get(0).id(), MigrationState.DONE, story.now());
        story.cloud.shelve("vm-1");
        story.goesOnUntil(IncidentState.RECOVERED);
        isItsOwnersDoing("vm-1");
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(1);
        assertThat(stateOf("vm-2")).isEqualTo(InstanceState.RECOVERED);
    }

    @Test
    void isLeftToItsOwnerWhoShelvedItWhileAStuckRecordOfItsEvacuationIsOpen() {
        story.withInstances(1).cloud.evacuations = Evacuations.STUCK;
        evacuating();
        story.cloud.shelve("vm-1");
        story.goesOnUntil(IncidentState.RECOVERED);
        isItsOwnersDoing("vm-1");
    }

    @Test
    void isLeftToItsOwnerWhoShelvedItWhileItWaits() {
        story.withInstances(1).cloud.evacuations = Evacuations.REFUSED;
        evacuating();
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.WAITING);
        story.cloud.shelve("vm-1");
        story.goesOnUntil(IncidentState.RECOVERED);
        isItsOwnersDoing("vm-1");
    }

    @Test
    void isNotGivenUpWhileItIsUnshelvedElsewhere() {
        story.withInstances(1).cloud.evacuations = Evacuations.STUCK;
        evacuating();
        story.cloud.end(story.cloud.migrations().get(0).id(), MigrationState.DONE, story.now());
        story.cloud.status("vm-1", InstanceStatus.SHELVED_OFFLOADED, Optional.of("spawning"));
        story.goesOn(30);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.VERIFYING);
        story.cloud.status("vm-1", InstanceStatus.ACTIVE, Optional.empty());
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.RECOVERED);
    }

    @Test
    void thatNothingIsLeftButWhatIsHeldIsToldOnce() {
        story.withInstances(2).cloud.status("vm-1", InstanceStatus.REVERT_RESIZE, Optional.empty());
        evacuating().goesOn(600);
        assertThat(story.log())
                .filteredOn(l -> l.startsWith("tell INTERIM"))
                .containsExactly("tell INTERIM: 1 of 2 instances is held");
    }

    @Test
    void whatWaitsAndWhatIsHeldAreToldApart() {
        story.withInstances(3).cloud.status("vm-1", InstanceStatus.REVERT_RESIZE, Optional.empty());
        story.cloud.evacuations = Evacuations.REFUSED;
        evacuating().goesOn(60);
        assertThat(story.log())
                .filteredOn(l -> l.startsWith("tell INTERIM"))
                .containsExactly("tell INTERIM: 2 of 3 instances wait and are tried again, 1 is held");
    }

    @Test
    void inErrorIsEvacuatedWhereItIsConfigured() {
        story.withInstance("vm-1", InstanceStatus.ERROR);
        story.config = IncidentStory.resetting();
        evacuating().goesOnUntil(IncidentState.RECOVERED);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.RECOVERED);
    }

    @ParameterizedTest
    @EnumSource(
            value = InstanceStatus.class,
            names = {"PAUSED", "SUSPENDED", "RESCUE"})
    void isSetToErrorAndEvacuatedWhereItIsConfigured(InstanceStatus status) {
        story.withInstance("vm-1", status);
        story.config = IncidentStory.resetting(status);
        evacuating().goesOnUntil(IncidentState.RECOVERED);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.RECOVERED);
        assertThat(story.log()).containsSubsequence("set vm-1 to error", "evacuate vm-1");
    }

    @ParameterizedTest
    @EnumSource(
            value = InstanceStatus.class,
            names = {"PAUSED", "SUSPENDED", "RESCUE"},
            mode = Mode.EXCLUDE)
    void isNeverSetToErrorWhateverIsConfigured(InstanceStatus status) {
        story.withInstance("vm-1", status);
        story.config = IncidentStory.resetting(InstanceStatus.values());
        evacuating().goesOn(600);
        assertThat(story.commands(CommandKind.RESET_TO_ERROR)).isEmpty();
    }

    @Test
    void aResetThatIsRefusedIsToldOnceAndTriedAgain() {
        story.withInstance("vm-1", InstanceStatus.PAUSED).cloud.resets = false;
        story.config = IncidentStory.resetting(InstanceStatus.PAUSED);
        evacuating().goesOn(120);
        assertThat(story.commands(CommandKind.RESET_TO_ERROR)).hasSizeBetween(3, 13);
        assertThat(story.log())
                .filteredOn(l -> l.contains("could not be set to error"))
                .hasSize(1);
        story.cloud.resets = true;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.RECOVERED);
    }

    @Test
    void aStoppedInstanceIsStoppedAgainWhereNovaHasStartedIt() {
        story.withInstance("vm-1", InstanceStatus.SHUTOFF).cloud.evacuations = FakeCloud.Evacuations.FIND_NO_HOST;
        evacuating().goesOn(5);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.WAITING);

        story.cloud.evacuations = FakeCloud.Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);

        assertThat(story.log()).containsSubsequence("evacuate vm-1", "evacuate vm-1", "stop vm-1");
        assertThat(story.cloud.these(List.of("vm-1")).get(0).status()).isEqualTo(InstanceStatus.SHUTOFF);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.RECOVERED);
    }

    @Test
    void nothingIsSetToErrorOverAMigration() {
        story.withInstance("vm-1", InstanceStatus.PAUSED);
        story.config = IncidentStory.resetting(InstanceStatus.PAUSED);
        story.cloud.migrate("vm-1", MigrationType.LIVE_MIGRATION, FakeHost.NAME, "node-3", story.now());
        evacuating().goesOn(600);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.HELD);
        assertThat(story.commands(CommandKind.RESET_TO_ERROR)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"})
    void aKilledProgramGoesOnWithTheReset(int command) {
        for (IncidentStory.Kill kill : IncidentStory.Kill.values()) {
            IncidentStory killed = new IncidentStory().withInstance("vm-1", InstanceStatus.PAUSED);
            killed.config = IncidentStory.resetting(InstanceStatus.PAUSED);
            killed.killedAt(command, kill).losesPower().incidentOpens().goesOnUntil(IncidentState.RECOVERED);
            assertThat(killed.instance("vm-1").state()).isEqualTo(InstanceState.RECOVERED);
            assertThat(killed.cloud.evacuationsOf("vm-1")).isEqualTo(1);
        }
    }

    @Test
    void aLiveMigrationThatBeginsBetweenTheListAndTheCallIsHeld() {
        story.withInstances(1).cloud.evacuations = Evacuations.REFUSED;
        evacuating().goesOn(2);
        story.cloud.status("vm-1", InstanceStatus.MIGRATING, Optional.of("migrating"));
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOn(600);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.HELD);
        assertThat(story.cloud.evacuationsOf("vm-1")).isZero();
    }

    @Test
    void whatItsOwnerBeginsToDeleteWhileItWaitsIsLeftToHim() {
        story.withInstances(1).cloud.evacuations = Evacuations.REFUSED;
        evacuating().goesOn(2);
        story.cloud.status("vm-1", InstanceStatus.ACTIVE, Optional.of("deleting"));
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.EXCLUDED);
    }

    @Test
    void aDestinationThatDiedIsNotWaitedForAlthoughTheStatusStays() {
        story.withInstances(1).cloud.status("vm-1", InstanceStatus.REBUILD, Optional.of("rebuild_spawning"));
        String dead = story.cloud.migrate("vm-1", MigrationType.EVACUATION, FakeHost.NAME, "node-3", story.now());
        story.cloud.end(dead, MigrationState.FAILED, story.now());
        story.cloud.status("vm-1", InstanceStatus.REBUILD, Optional.of("rebuild_spawning"));
        evacuating().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.instance("vm-1").destination()).contains("node-9");
    }

    /** The host came back in the middle, and its nova-compute closed the record that its destination has not taken up yet. */
    private String closedByItsHost() {
        story.withInstances(1).cloud.evacuations = Evacuations.STUCK;
        evacuating().goesOn(30);
        String record = story.cloud.migrations().get(0).id();
        story.cloud.close(record, MigrationState.DONE, "completed", story.now());
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOn(120);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.HELD);
        assertThat(story.instance("vm-1").detail()).contains("may still take it on");
        assertThat(story.cloud.evacuationsOf("vm-1")).isEqualTo(1);
        return record;
    }

    @Test
    void anEvacuationThatItsHostHasClosedMayStillBeTakenOn() {
        story.cloud.end(closedByItsHost(), MigrationState.DONE, story.now());
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.RECOVERED);
        assertThat(story.cloud.evacuationsOf("vm-1")).isEqualTo(1);
    }

    @Test
    void anEvacuationThatItsHostHasClosedIsAskedForAgainOnceItsDestinationIsOff() {
        closedByItsHost();
        story.cloud.provenOff = Set.copyOf(
                story.cloud.migrations().get(0).destination().stream().toList());
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.evacuationsOf("vm-1")).isEqualTo(2);
    }

    @Test
    void anEvacuationThatItsHostHasClosedIsAskedForAgainOnAnOperatorsWord() {
        closedByItsHost();
        story.operatorReleases("vm-1", true).goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.evacuationsOf("vm-1")).isEqualTo(2);
    }

    @Test
    void anInstanceThatIsResizedAsSoonAsItHasArrivedHasArrived() {
        story.withInstances(1).cloud.evacuations = Evacuations.STUCK;
        evacuating().goesOn(30);
        Migration own = story.cloud.migrations().get(0);
        String there = own.destination().orElseThrow();
        story.cloud.end(own.id(), MigrationState.DONE, story.now());
        story.cloud.migrate("vm-1", MigrationType.RESIZE, there, "node-3", story.now());
        story.cloud.status("vm-1", InstanceStatus.RESIZE, Optional.of("resize_migrating"));
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.RECOVERED);
        assertThat(story.instance("vm-1").detail()).contains("is being moved on");
    }

    @Test
    void aResizeThatWentOnElsewhereIsItsOwners() {
        story.withInstances(1).cloud.status("vm-1", InstanceStatus.RESIZE, Optional.of("resize_migrating"));
        String migration = story.cloud.migrate("vm-1", MigrationType.RESIZE, FakeHost.NAME, "node-3", story.now());
        evacuating().goesOn(60);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.HELD);
        story.cloud.end(migration, MigrationState.DONE, story.now());
        story.cloud.status("vm-1", InstanceStatus.VERIFY_RESIZE, Optional.empty());
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(stateOf("vm-1")).isEqualTo(InstanceState.RECOVERED);
        assertThat(story.instance("vm-1").detail()).contains("waits for its owner's word");
    }

    @Test
    void aCallOfUnknownOutcomeIsNotRepeatedSoonAfterSomethingWasAskedForWithTheInstance() {
        story.withInstances(1).cloud.evacuations = Evacuations.CALL_LOST;
        evacuating().goesOn(60);
        story.cloud.act("vm-1", story.now());
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOn(80);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(1);
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(2);
    }

    @Test
    void whatWasLastDoneIsAskedOfNoneThatGoesItsNormalWay() {
        story.withInstances(20);
        evacuating().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.commands(CommandKind.LOOK))
                .extracting(c -> ((Command.Look) c).unexplained())
                .containsOnly(List.of());
    }

    @Test
    void whatWasOnItsWayToTheDeadHostIsTold() {
        story.withInstances(1);
        story.cloud.add("vm-far", InstanceStatus.REBUILD, InstanceDisk.VOLUME, "node-3");
        story.cloud.migrate("vm-far", MigrationType.EVACUATION, "node-3", FakeHost.NAME, story.now());
        story.cloud.provenOff = Set.of(FakeHost.NAME);
        evacuating().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.log())
                .contains(
                        "tell INSTANCE: instance vm-far was being evacuated from node-3 to here: that has failed, and it"
                                + " has to be evacuated from node-3 again");
    }
}
