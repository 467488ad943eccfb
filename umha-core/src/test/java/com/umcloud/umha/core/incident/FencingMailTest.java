package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.incident.FakeHost.Device;
import com.umcloud.umha.core.telling.IncidentTexts;
import org.junit.jupiter.api.Test;

/** What an operator reads of a host that cannot be proven off. */
class FencingMailTest {
    private final IncidentStory story = new IncidentStory();

    private String mail(AnnouncementKind kind) {
        Announcement announcement = new Announcement(kind, "as it is");
        return IncidentTexts.title(story.incident(), announcement)
                + "\n"
                + IncidentTexts.body(story.incident(), announcement, story.now());
    }

    @Test
    void theWayToVouchForAHostIsNamed() {
        story.withInstances(1).losesPower().host.device = Device.UNREACHABLE;
        story.incidentOpens().goesOn(30);
        assertThat(mail(AnnouncementKind.FENCE_TROUBLE))
                .contains("umha confirm-off " + story.incident().host() + " --operator NAME")
                .contains("evacuates nothing before");
    }

    @Test
    void inTheForcedModeNothingIsCalledProven() {
        story.withInstances(1).losesPower().host.device = Device.UNREACHABLE;
        story.forced = true;
        story.incidentOpens().goesOnUntil(IncidentState.VERIFYING);
        assertThat(mail(AnnouncementKind.FENCE_TROUBLE))
                .contains("make sure that the host is off")
                .contains("umha cancel " + story.incident().id())
                .doesNotContain("evacuates nothing before");
        story.goesOnUntil(IncidentState.EVACUATING);
        assertThat(mail(AnnouncementKind.PROVEN_OFF))
                .contains("counts as off UNPROVEN")
                .contains("make sure that the host is off");
    }

    @Test
    void aProvenHostIsOff() {
        story.withInstances(1).losesPower().incidentOpens().goesOnUntil(IncidentState.EVACUATING);
        assertThat(mail(AnnouncementKind.PROVEN_OFF))
                .contains("is off, its instances are being evacuated")
                .doesNotContain("UNPROVEN", "What is left to do");
    }

    @Test
    void whatSomebodyVouchesForIsNotCalledReadOff() {
        story.withInstances(1).losesPower().host.device = Device.UNREACHABLE;
        story.incidentOpens().goesOn(5).operatorConfirms("alice").goesOnUntil(IncidentState.EVACUATING);
        assertThat(mail(AnnouncementKind.PROVEN_OFF))
                .contains("Off as of: ", "Vouched:   alice")
                .doesNotContain("Read off");
    }

    @Test
    void anEvacuationThatNeverBeganIsNotCalledStopped() {
        story.withInstances(1).losesPower().incidentOpens().goesOnUntil(IncidentState.ISOLATING);
        assertThat(mail(AnnouncementKind.PROOF_REVOKED))
                .contains("does not count as off any more, nothing was evacuated");
        story.goesOnUntil(IncidentState.EVACUATING).goesOn(5);
        assertThat(mail(AnnouncementKind.PROOF_REVOKED)).contains("does not count as off any more, evacuation stopped");
    }

    @Test
    void anEvacuationThatTakesLongHasARemedy() {
        story.withInstances(1).losesPower().incidentOpens().goesOnUntil(IncidentState.EVACUATING);
        assertThat(mail(AnnouncementKind.SLOW))
                .contains("What is left to do: look at the destination", "nova.migrations");
    }
}
