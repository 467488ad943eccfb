package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.core.incident.FakeHost.Device;
import com.umcloud.umha.core.incident.HostReturn.Isolation;
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
        assertThat(story.incident().hostReturn().isolation()).isEqualTo(Isolation.ASKED);
    }

    @Test
    void oneThatWasUnderWayWhenTheProgramEndedMayBeHalfDone() {
        IncidentStory story =
                panickedHost().killedAt(isolation(), Kill.AFTER_THE_EFFECT).incidentOpens();
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(perhapsBegun(story)).containsExactly(false, true);
        assertThat(story.incident().hostReturn().isolation()).as("it is done").isEqualTo(Isolation.ASKED);
    }

    @Test
    void aHostThatTheCloudStillKeepsInServiceAfterwardsWasNotTouched() {
        IncidentStory story =
                panickedHost().killedAt(isolation(), Kill.BEFORE_THE_EFFECT).incidentOpens();
        story.goesOnUntil(IncidentState.ISOLATING).goesOn(1);
        story.host.device = Device.UNREACHABLE;
        story.goesOn(30);
        assertThat(story.incident().state()).isEqualTo(IncidentState.FENCING);
        assertThat(story.incident().hostReturn().isolation()).isEqualTo(Isolation.NOT_ASKED);

        story.host.device = Device.WORKS;
        story.goesOnUntil(IncidentState.RECOVERED);

        assertThat(perhapsBegun(story)).containsExactly(false, false);
    }

    /** An operator forces it down while it is fenced, and the cloud has shown that. */
    private static IncidentStory forcedDownWhileItIsFenced() {
        IncidentStory story = panickedHost();
        story.host.device = Device.STUCK;
        story.incidentOpens().goesOn(5).cloud.inService = false;
        story.goesOn(10).host.device = Device.WORKS;
        return story;
    }

    @Test
    void whatWasOutOfServiceBeforeTheFirstCallIsSomebodyElsesWhateverInterruptsTheCall() {
        IncidentStory undisturbed = forcedDownWhileItIsFenced().goesOnUntil(IncidentState.RECOVERED);
        List<Command> all = undisturbed.commands(CommandKind.values());
        int isolation = all.indexOf(undisturbed.commands(CommandKind.ISOLATE).get(0)) + 1;

        IncidentStory story = forcedDownWhileItIsFenced().killedAt(isolation, Kill.AFTER_THE_EFFECT);
        story.goesOnUntil(IncidentState.RECOVERED);

        assertThat(perhapsBegun(story)).containsExactly(false, false);
        assertThat(story.incident().hostReturn().isolation()).isEqualTo(Isolation.OUT_BEFORE);
    }

    @Test
    void aCallThatWasNotMadeLeavesNothingBehind() {
        IncidentStory story = panickedHost().incidentOpens().goesOnUntil(IncidentState.VERIFYING);
        story.world.leaseHeld = false;
        story.goesOn(5);
        assertThat(story.incident().state()).isEqualTo(IncidentState.ISOLATING);
        story.cloud.inService = false;
        story.goesOn(30);
        assertThat(story.incident().hostReturn().isolation()).isEqualTo(Isolation.OUT_BEFORE);
    }

    @Test
    void whatWasTakenForOursIsTold() {
        IncidentStory story =
                panickedHost().killedAt(isolation(), Kill.AFTER_THE_EFFECT).incidentOpens();
        story.cloud.isolation = new IsolationResult.Isolated("it was found forced down");
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.log()).contains("tell CLOUD_TROUBLE: it was found forced down");
    }
}
