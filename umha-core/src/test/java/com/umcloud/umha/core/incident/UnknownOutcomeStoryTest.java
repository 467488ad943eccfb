package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.core.incident.FakeCloud.Evacuations;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A call whose answer is lost: what shows whether it arrived, and when it is made again. */
class UnknownOutcomeStoryTest {
    private final IncidentStory story = new IncidentStory();

    private IncidentStory evacuating() {
        return story.losesPower().incidentOpens().goesOnUntil(IncidentState.EVACUATING);
    }

    @Test
    void aLostAnswerIsLookedForAndTheCallNotRepeated() {
        story.withInstances(2).cloud.evacuations = Evacuations.ANSWER_LOST;
        evacuating().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(1);
        assertThat(story.cloud.callsFor("vm-2")).isEqualTo(1);
    }

    @Test
    void aCallThatDidNotArriveIsRepeatedAfterNinetySecondsWithoutRecord() {
        story.withInstances(1).cloud.evacuations = Evacuations.CALL_LOST;
        evacuating().goesOn(85);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(1);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.UNRESOLVED);
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(2);
    }

    @Test
    void aCallOfUnknownOutcomeIsNotRepeatedWhileSomethingIsDoneWithTheInstance() {
        story.withInstances(1).cloud.evacuations = Evacuations.CALL_LOST;
        evacuating().goesOn(5);
        story.cloud.status("vm-1", InstanceStatus.ACTIVE, Optional.of("rebuilding"));
        story.goesOn(600);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(1);
        assertThat(story.told(AnnouncementKind.SLOW)).isEqualTo(1);
    }

    @Test
    void aTaskThatDiedWithTheHostIsNoSignOfACallOfUnknownOutcome() {
        story.withInstances(1).cloud.evacuations = Evacuations.CALL_LOST;
        story.cloud.status("vm-1", InstanceStatus.HARD_REBOOT, Optional.of("rebooting_hard"));
        evacuating().goesOn(85);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(1);
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(2);
    }

    @Test
    void aTaskThatAFirstCallHasLeftBehindIsNoSignOfTheSecond() {
        story.withInstances(1).cloud.evacuations = Evacuations.STUCK;
        evacuating().goesOn(5);
        String dead = story.cloud.migrations().get(0).id();
        story.cloud.evacuations = Evacuations.CALL_LOST;
        story.cloud.end(dead, MigrationState.FAILED, story.now());
        story.cloud.status("vm-1", InstanceStatus.REBUILD, Optional.of("rebuild_spawning"));
        story.goesOn(60);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(2);
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(3);
    }
}
