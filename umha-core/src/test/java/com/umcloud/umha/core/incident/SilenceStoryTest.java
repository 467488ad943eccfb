package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.incident.FakeHost.Device;
import com.umcloud.umha.core.safety.Gate;
import org.junit.jupiter.api.Test;

/** A host that is silent is one that was asked for: silence in a cloud that nobody reads means nothing. */
class SilenceStoryTest {
    private final IncidentStory story = new IncidentStory().withInstances(1);

    private void isNotProvenBeforeTheCloudIsRead() {
        story.goesOn(1800);
        assertThat(story.incident().state()).isEqualTo(IncidentState.VERIFYING);
        assertThat(story.incident().reason()).contains("waiting until the cloud was asked once more");
        assertThat(story.told(AnnouncementKind.PROVEN_OFF)).isZero();
        story.cloudIsRead = true;
    }

    @Test
    void theForcedModeWaitsUntilTheCloudWasReadAfterTheSilence() {
        story.losesPower().host.device = Device.UNREACHABLE;
        story.forced = true;
        story.incidentOpens().goesOnUntil(IncidentState.VERIFYING);
        story.cloudIsRead = false;
        isNotProvenBeforeTheCloudIsRead();
        story.goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void aReportThatTheCloudShowsThenSpeaksAgainstTheForcedMode() {
        story.losesPower().host.device = Device.UNREACHABLE;
        story.forced = true;
        story.incidentOpens().goesOnUntil(IncidentState.VERIFYING);
        story.cloudIsRead = false;
        isNotProvenBeforeTheCloudIsRead();
        story.signOfLife("its compute service reported to the cloud").goesOn(600);
        assertThat(story.incident().state()).isEqualTo(IncidentState.FENCING);
        assertThat(story.commands(CommandKind.EVACUATE)).isEmpty();
    }

    @Test
    void soDoesAHostThatWasHeardAndWhoseDeviceNamesNoSystem() {
        story.host.proven = false;
        story.panics()
                .holds(Gate.DEVICE, "its fence device does not control this host")
                .incidentOpens()
                .goesOn(15);
        story.host.listed = "bmc-8";
        story.gatesOpen().goesOnUntil(IncidentState.VERIFYING);
        story.cloudIsRead = false;
        isNotProvenBeforeTheCloudIsRead();
        story.goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void aDeviceThatIsCertainlyItsOwnNeedsNoWordOfTheCloud() {
        story.deviceMatches = true;
        story.cloudIsRead = false;
        story.panics().incidentOpens().goesOn(60);
        assertThat(story.told(AnnouncementKind.PROVEN_OFF)).isEqualTo(1);
    }
}
