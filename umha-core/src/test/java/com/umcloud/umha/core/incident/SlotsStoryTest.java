package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.core.incident.FakeCloud.Evacuations;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a slot for an evacuation is taken, and when it is free again. */
class SlotsStoryTest {
    private static final int SLOTS = IncidentStory.recovery().concurrentEvacuations();
    private static final String LAST = "vm-" + (SLOTS + 1);

    private final IncidentStory story = new IncidentStory();

    @Test
    void aSlotIsFreeOnceTheRecordHasEndedEvenIfTheInstanceIsNotReady() {
        String record = allSlotsTaken();
        story.cloud.end(record, MigrationState.DONE, story.now());
        story.cloud.status("vm-1", InstanceStatus.ACTIVE, Optional.of("powering-on"));
        story.goesOn(5);
        assertThat(story.cloud.callsFor(LAST)).isEqualTo(1);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.VERIFYING);
        story.cloud.status("vm-1", InstanceStatus.ACTIVE, Optional.empty());
        story.goesOn(5);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.RECOVERED);
    }

    @Test
    void anInstanceWhoseEvacuationFailedWaitsForItsNextTurn() {
        String record = allSlotsTaken();
        story.cloud.end(record, MigrationState.FAILED, story.now());
        story.goesOn(5);
        assertThat(story.cloud.callsFor(LAST)).isEqualTo(1);
        assertThat(story.instance("vm-1").state()).isIn(InstanceState.WAITING, InstanceState.PENDING);
        assertThat(story.incident().instances())
                .filteredOn(i -> i.state().takesSlot())
                .hasSize(SLOTS);
    }

    @Test
    void aRecordThatNovaNeverTakesUpDoesNotHoldAnInstanceThatHasMoved() {
        story.withInstances(1).cloud.evacuations = Evacuations.STUCK;
        story.losesPower().incidentOpens().goesOnUntil(IncidentState.EVACUATING).goesOn(5);
        String first = story.cloud.migrations().get(0).id();
        story.cloud.migrate("vm-1", MigrationType.EVACUATION, FakeHost.NAME, "node-3", story.now());
        story.goesOn(5);
        story.cloud.end(first, MigrationState.DONE, story.now());
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.RECOVERED);
    }

    /** All slots are taken by evacuations that do not end; the record of the first one. */
    private String allSlotsTaken() {
        story.withInstances(SLOTS + 1).cloud.evacuations = Evacuations.STUCK;
        story.losesPower().incidentOpens().goesOnUntil(IncidentState.EVACUATING).goesOn(5);
        assertThat(story.cloud.callsFor(LAST)).isZero();
        return story.cloud.migrations().stream()
                .filter(m -> m.instanceId().equals("vm-1"))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
