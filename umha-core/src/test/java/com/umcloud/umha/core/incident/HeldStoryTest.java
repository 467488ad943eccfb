package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.core.incident.FakeHost.Device;
import com.umcloud.umha.core.safety.Gate;
import com.umcloud.umha.core.safety.GateResult;
import com.umcloud.umha.core.safety.Ruling;
import com.umcloud.umha.core.safety.SafetyVerdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of an incident that the gates do not let act, or whose host comes back in time. */
class HeldStoryTest {
    private static final String REHEARSAL = "really_evacuate = false: this is a rehearsal";

    private final IncidentStory story = new IncidentStory().withInstances(2);

    @Test
    void aGateThatHoldsIsToldOnceAlthoughItsNumbersChange() {
        story.panics()
                .holds(Gate.BREAKER, "5 of 20 hosts are bad")
                .incidentOpens()
                .goesOn(60);
        story.holds(Gate.BREAKER, "6 of 20 hosts are bad").goesOn(60);
        assertThat(story.log()).containsExactly("tell HELD: 5 of 20 hosts are bad");
        assertThat(story.incident().reason()).isEqualTo("6 of 20 hosts are bad");
        story.holds(Gate.BUDGET, "waits its turn").goesOn(60);
        assertThat(story.log()).endsWith("tell HELD: waits its turn");
        story.gatesOpen().goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void aHostThatIsWellAgainIsLeftAlone() {
        story.panics().holds(Gate.BREAKER, "mass failure").incidentOpens().goesOn(60);
        story.isPoweredOnAgain().goesOn(11);
        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(story.log())
                .containsExactly(
                        "tell HELD: mass failure", "tell LEFT_ALONE: the host is well again; nothing was done");
    }

    @Test
    void aHostThatAnOperatorTakesOverIsLeftAlone() {
        story.panics().holds(Gate.BUDGET, "waits its turn").incidentOpens().goesOn(15);
        story.rules(Gate.OPERATOR, Ruling.EXEMPT, "its compute service is disabled")
                .goesOn(10);
        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(story.told(AnnouncementKind.LEFT_ALONE)).isEqualTo(1);
    }

    @Test
    void aHostThatReturnsBeforePowerOffIsLeftAlone() {
        story.panics().host.device = Device.UNREACHABLE;
        story.incidentOpens().goesOn(65);
        story.isPoweredOnAgain().host.device = Device.WORKS;
        story.goesOn(60);
        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(story.host.cuts).isZero();
        assertThat(story.log())
                .endsWith("tell LEFT_ALONE: the host came back before its power was cut; nothing was done");
    }

    @Test
    void aHostThatReturnsAfterPowerOffWasSentIsProvenOffAndRecovered() {
        story.panics().host.device = Device.STUCK;
        story.incidentOpens().goesOn(3);
        story.isPoweredOnAgain().goesOn(30);
        story.host.device = Device.WORKS;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.host.cuts).isEqualTo(1);
    }

    @Test
    void aHostThatIsAliveWithoutItsAgentIsHeldBeforeItIsCut() {
        story.panics().host.device = Device.WRONG_PASSWORD;
        story.incidentOpens().goesOn(30);
        story.holds(Gate.WITNESS, "the host answers probes: it has not panicked")
                .goesOn(20);
        assertThat(story.incident().state()).isEqualTo(IncidentState.HELD);
        story.host.device = Device.WORKS;
        story.goesOn(600);
        assertThat(story.host.cuts).isZero();
    }

    @Test
    void aRehearsalTellsWhatWouldBeDoneAndTouchesNothing() {
        story.withInstance("vm-bad", InstanceStatus.ERROR)
                .panics()
                .rules(Gate.REHEARSAL, Ruling.REHEARSE, REHEARSAL)
                .incidentOpens()
                .goesOn(600);
        assertThat(story.log())
                .containsExactly(
                        "list",
                        "tell REHEARSED: the host would be powered off and 2 of 3 instances would be evacuated now");
        assertThat(story.host.powered).isTrue();
    }

    @Test
    void aRehearsalIsToldOnceTheCloudAnswers() {
        story.cloud.reachable = false;
        story.panics()
                .rules(Gate.REHEARSAL, Ruling.REHEARSE, REHEARSAL)
                .incidentOpens()
                .goesOn(300);
        assertThat(story.told(AnnouncementKind.REHEARSED)).isEqualTo(1);
        story.cloud.reachable = true;
        story.goesOn(30);
        assertThat(story.told(AnnouncementKind.REHEARSED)).isEqualTo(2);
        assertThat(story.log())
                .endsWith("tell REHEARSED: the host would be powered off and 2 of 2 instances would be evacuated now");
    }

    @Test
    void aRehearsalStaysOneWhateverAnOperatorConfirms() {
        story.panics().rules(Gate.REHEARSAL, Ruling.REHEARSE, REHEARSAL).incidentOpens();
        story.operatorConfirms("alice").goesOn(600);
        assertThat(story.commands(CommandKind.POWER_OFF, CommandKind.EVACUATE)).isEmpty();
    }

    @Test
    void aHeldIncidentThatWouldBeRehearsedStaysARehearsalToo() {
        story.losesPower().verdict = new SafetyVerdict(List.of(
                new GateResult(Gate.BREAKER, Ruling.HOLD, "mass failure"),
                new GateResult(Gate.REHEARSAL, Ruling.REHEARSE, REHEARSAL)));
        story.incidentOpens().goesOn(15);
        assertThat(story.incident().state()).isEqualTo(IncidentState.HELD);
        story.operatorConfirms("alice").goesOn(60);
        assertThat(story.incident().state()).isEqualTo(IncidentState.REHEARSED);
        assertThat(story.commands(CommandKind.POWER_OFF, CommandKind.EVACUATE)).isEmpty();
    }

    @Test
    void aRehearsedHostThatIsStillDeadIsRecoveredOnceArmed() {
        story.panics()
                .rules(Gate.REHEARSAL, Ruling.REHEARSE, REHEARSAL)
                .incidentOpens()
                .goesOn(60);
        story.withInstance("vm-new", InstanceStatus.ACTIVE).cloud.remove("vm-1");
        story.gatesOpen().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.incident().instances())
                .extracting(InstanceRecovery::id)
                .containsExactly("vm-2", "vm-new");
    }

    @Test
    void anOperatorsWordOpensTheBreakerButNotTheBudget() {
        story.losesPower().holds(Gate.BUDGET, "waits its turn").incidentOpens();
        story.operatorConfirms("alice").goesOn(60);
        assertThat(story.incident().state()).isEqualTo(IncidentState.HELD);
        story.holds(Gate.BREAKER, "mass failure").goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void anOperatorsWordOpensNothingWhileTheHostIsHeard() {
        story.losesStorage().holds(Gate.BREAKER, "mass failure").host.device = Device.UNREACHABLE;
        story.incidentOpens();
        story.operatorConfirms("alice").goesOn(600);
        assertThat(story.incident().state()).isEqualTo(IncidentState.HELD);
        assertThat(story.commands(CommandKind.EVACUATE)).isEmpty();
        assertThat(story.told(AnnouncementKind.PROOF_REVOKED)).isEqualTo(1);
    }

    @Test
    void aRecoveredHostIsAwaitedUntilItIsStable() {
        story.losesPower().incidentOpens().goesOnUntil(IncidentState.RECOVERED);
        story.isPoweredOnAgain().goesOn(100);
        story.panics().goesOn(30);
        story.isPoweredOnAgain().goesOn(170);
        assertThat(story.incident().state()).isEqualTo(IncidentState.RECOVERED);
        story.goesOn(30);
        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(story.told(AnnouncementKind.RETURNED)).isEqualTo(1);
    }

    @Test
    void theInstancesOfARehearsalThatIsOverWaitForNothing() {
        story.rules(Gate.REHEARSAL, Ruling.REHEARSE, "really_evacuate = false");
        story.losesPower().incidentOpens().goesOn(20);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.PENDING);
        story.isPoweredOnAgain().goesOn(300);
        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.EXCLUDED);
        assertThat(story.instance("vm-1").detail()).startsWith("it stays where it is: ");
    }
}
