package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.incident.FakeHost.Device;
import com.umcloud.umha.core.incident.IncidentStory.Kill;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of an isolation that the end of the program has interrupted. */
class IsolationStoryTest {
    private static IncidentStory panickedHost() {
        return new IncidentStory().withInstances(1).panics();
    }

    private static int isolation() {
        IncidentStory undisturbed = panickedHost().incidentOpens().goesOnUntil(IncidentState.RECOVERED);
        List<Command> all = undisturbed.commands(CommandKind.values());
        return all.indexOf(undisturbed.commands(CommandKind.ISOLATE).get(0)) + 1;
    }

    private static List<Boolean> perhapsBegun(IncidentStory story) {
        return story.commands(CommandKind.ISOLATE).stream()
                .map(c -> ((Command.Isolate) c).perhapsBegun())
                .toList();
    }

    @Test
    void anIsolationIsUsuallyTheFirst() {
        IncidentStory story = panickedHost().incidentOpens().goesOnUntil(IncidentState.RECOVERED);
        assertThat(perhapsBegun(story)).containsExactly(false);
        assertThat(story.incident().hostReturn().isolationBegun()).isFalse();
    }

    @Test
    void oneThatWasUnderWayWhenTheProgramEndedMayBeHalfDone() {
        IncidentStory story =
                panickedHost().killedAt(isolation(), Kill.AFTER_THE_EFFECT).incidentOpens();
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(perhapsBegun(story)).containsExactly(false, true);
        assertThat(story.incident().hostReturn().isolationBegun())
                .as("it is done")
                .isFalse();
    }

    @Test
    void aHostThatTheCloudStillKeepsInServiceAfterwardsWasNotTouched() {
        IncidentStory story =
                panickedHost().killedAt(isolation(), Kill.BEFORE_THE_EFFECT).incidentOpens();
        story.goesOnUntil(IncidentState.ISOLATING).goesOn(1);
        story.host.device = Device.UNREACHABLE;
        story.goesOn(30);
        assertThat(story.incident().state()).isEqualTo(IncidentState.FENCING);
        assertThat(story.incident().hostReturn().isolationBegun()).isFalse();

        story.host.device = Device.WORKS;
        story.goesOnUntil(IncidentState.RECOVERED);

        assertThat(perhapsBegun(story)).containsExactly(false, false);
    }
}
