package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.incident.FakeCloud.Evacuations;
import com.umcloud.umha.core.incident.FakeHost.Device;
import com.umcloud.umha.core.safety.DeviceBinding;
import com.umcloud.umha.core.safety.Gate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Another fence device is written down for the host while its incident is open. */
class DeviceStoryTest {
    private static final UUID ANOTHER = new UUID(8, 8);

    private final IncidentStory story = new IncidentStory().withInstances(1);

    private void isExchanged() {
        story.host.listed = "bmc-8";
    }

    private void isWrittenDownAgain() {
        story.host.listed = "bmc-7";
    }

    private Optional<String> boundTo() {
        return story.incident().fencing().evidence().device().map(DeviceBinding::identity);
    }

    @Test
    void anIncidentIsBoundToTheDeviceThatItWasOpenedWith() {
        story.panics().incidentOpens().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.incident().fencing().evidence().device())
                .contains(new DeviceBinding("bmc-7", Optional.of(FakeHost.SYSTEM), true, true));
        assertThat(story.told(AnnouncementKind.WRONG_DEVICE)).isZero();
    }

    @Test
    void oneThatIsCorrectedWhileTheIncidentIsHeldProvesNothingByReadingOffAlone() {
        story.host.proven = false;
        story.losesPower().holds(Gate.BREAKER, "mass failure").incidentOpens().goesOn(15);
        isExchanged();
        story.gatesOpen().goesOn(600);
        assertThat(story.commands(CommandKind.ISOLATE, CommandKind.EVACUATE)).isEmpty();
        assertThat(boundTo()).contains("bmc-8");
        assertThat(story.told(AnnouncementKind.WRONG_DEVICE)).isEqualTo(1);
        assertThat(story.log()).anyMatch(l -> l.contains("this device was never seen to read on"));
        story.operatorConfirms("alice").goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void oneThatIsCorrectedWhileTheIncidentIsHeldIsTheOneThatCutsThePower() {
        story.host.proven = false;
        story.panics()
                .holds(Gate.DEVICE, "its fence device does not control this host")
                .incidentOpens()
                .goesOn(15);
        isExchanged();
        story.gatesOpen().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.host.cuts).isEqualTo(1);
        assertThat(boundTo()).contains("bmc-8");
        assertThat(story.incident().fencing().quietNeeded()).isTrue();
    }

    @Test
    void oneThatTakesAProvenOnesPlaceWhileTheIncidentIsHeldIsNotCommanded() {
        story.panics().holds(Gate.BREAKER, "mass failure").incidentOpens().goesOn(15);
        isExchanged();
        story.gatesOpen().goesOn(600);
        assertThat(story.host.cuts).isZero();
        assertThat(boundTo()).contains("bmc-7");
        assertThat(story.told(AnnouncementKind.WRONG_DEVICE)).isEqualTo(1);
        story.losesPower().operatorConfirms("alice").goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void oneThatComesAndGoesWhileTheIncidentIsHeldChangesNothing() {
        story.deviceMatches = true;
        story.losesPower().holds(Gate.BREAKER, "mass failure").incidentOpens().goesOn(15);
        isExchanged();
        story.goesOn(30);
        isWrittenDownAgain();
        story.gatesOpen().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.told(AnnouncementKind.WRONG_DEVICE)).isZero();
        assertThat(story.incident().fencing().evidence().deviceMatches()).isTrue();
    }

    @Test
    void oneThatNamesTheHostsSystemTakesTheFirstOnesPlace() {
        story.losesPower().holds(Gate.BREAKER, "mass failure").incidentOpens().goesOn(15);
        isExchanged();
        story.host.named = Optional.of(FakeHost.SYSTEM);
        story.gatesOpen().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.log()).anyMatch(l -> l.contains("bmc-8, names the host's own system UUID"));
        assertThat(story.incident().fencing().evidence().device())
                .contains(new DeviceBinding("bmc-8", Optional.of(FakeHost.SYSTEM), true, false));
    }

    @Test
    void oneThatNamesAnotherSystemIsNeitherBelievedNorCommanded() {
        story.panics().holds(Gate.BREAKER, "mass failure").incidentOpens().goesOn(15);
        isExchanged();
        story.host.named = Optional.of(ANOTHER);
        story.gatesOpen().goesOn(600);
        assertThat(story.host.cuts).isZero();
        assertThat(story.incident().state()).isEqualTo(IncidentState.FENCING);
        assertThat(story.told(AnnouncementKind.WRONG_DEVICE)).isEqualTo(1);

        isWrittenDownAgain();
        story.host.named = Optional.empty();
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.host.cuts).isEqualTo(1);
    }

    @Test
    void oneThatHasNotNamedTheSystemYetIsAskedForItBeforeItIsCommanded() {
        story.host.named = Optional.of(ANOTHER);
        story.panics().incidentOpens().goesOn(600);
        assertThat(story.host.cuts).isZero();
        assertThat(story.incident().state()).isEqualTo(IncidentState.FENCING);

        story.host.named = Optional.of(FakeHost.SYSTEM);
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.host.cuts).isEqualTo(1);
        assertThat(story.incident().fencing().evidence().deviceMatches()).isTrue();
        assertThat(story.log()).noneMatch(l -> l.contains("is written down for node-7 since"));
    }

    @Test
    void theFirstOneThatWasNotLookedAtAndNamesNothingIsBelievedAsBefore() {
        story.panics().incidentOpens().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.host.cuts).isEqualTo(1);
    }

    @Test
    void whoFellSilentByTheFirstOneIsNotWaitedForWhenTheHostsOwnIsWrittenDown() {
        story.world.silentOthers = Set.of("node-8");
        story.panics().incidentOpens().goesOn(60);
        assertThat(story.incident().fencing().suspects()).containsExactly("node-8");
        assertThat(story.commands(CommandKind.ISOLATE)).isEmpty();
        isExchanged();
        story.host.named = Optional.of(FakeHost.SYSTEM);
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(boundTo()).contains("bmc-8");
        assertThat(story.incident().fencing().suspects()).isEmpty();
    }

    @Test
    void whatTheFirstOneIsAskedAtThatMomentDoesNotCount() {
        story.host.proven = false;
        story.readTakes = Duration.ofSeconds(12);
        story.losesPower().incidentOpens().goesOn(5);
        isExchanged();
        story.goesOn(9);
        assertThat(story.incident().state()).isEqualTo(IncidentState.FENCING);
        assertThat(boundTo()).contains("bmc-8");
        assertThat(story.commands(CommandKind.READ_POWER)).hasSize(2);
    }

    @Test
    void onceThePowerMayHaveBeenCutTheFirstOneIsHeldTo() {
        story.panics().host.device = Device.STUCK;
        story.incidentOpens().goesOn(5);
        isExchanged();
        story.host.device = Device.WORKS;
        story.goesOn(300);
        assertThat(story.host.cuts).isZero();
        assertThat(boundTo()).contains("bmc-7");
        assertThat(story.told(AnnouncementKind.WRONG_DEVICE)).isEqualTo(1);
        assertThat(story.log())
                .anyMatch(l -> l.contains("bmc-8 instead of bmc-7") && l.contains("confirms that node-7 is off"));

        isWrittenDownAgain();
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.host.cuts).isEqualTo(1);
    }

    private void isExchangedWhileItsInstanceWaits() {
        story.panics().cloud.evacuations = Evacuations.REFUSED;
        story.incidentOpens().goesOn(20);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.WAITING);
        isExchanged();
        // the last reading of the first one may be used up
        story.goesOn(10);
        int calls = story.cloud.callsFor("vm-1");
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOn(300);
        assertThat(story.cloud.callsFor("vm-1")).isEqualTo(calls);
        assertThat(story.told(AnnouncementKind.WRONG_DEVICE)).isEqualTo(1);
        assertThat(story.log()).anyMatch(l -> l.contains("evacuation pauses: power cannot be read (REFUSED)"));
    }

    @Test
    void nothingIsEvacuatedByTheReadingOfAnotherOneUntilItNamesTheHostsSystem() {
        isExchangedWhileItsInstanceWaits();
        story.host.named = Optional.of(ANOTHER);
        story.goesOn(60);
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.WAITING);

        story.host.named = Optional.of(FakeHost.SYSTEM);
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(boundTo()).contains("bmc-8");
    }

    @Test
    void anOperatorsWordStandsInForTheDeviceThatIsHeldTo() {
        isExchangedWhileItsInstanceWaits();
        story.operatorConfirms("alice").goesOnUntil(IncidentState.RECOVERED);
        assertThat(boundTo()).contains("bmc-7");
    }

    @Test
    void anotherOneIsNotSwitchedOn() {
        story.config = IncidentStory.recovery(new ReturnConfig(Duration.ofMinutes(3), true, true));
        story.panics().incidentOpens().goesOnUntil(IncidentState.EVACUATING);
        story.goesOn(3);
        isExchanged();
        story.goesOnUntil(IncidentState.RECOVERED);
        story.goesOn(5);
        assertThat(story.host.switchedOn).isZero();
        assertThat(story.told(AnnouncementKind.POWER_ON_FAILED)).isEqualTo(1);
    }

    @Test
    void whereNothingWasWrittenDownTheFirstOneIsTaken() {
        story.panics().holds(Gate.DEVICE, "it has no fence device");
        IncidentMachine machine = new IncidentMachine(story.config, IncidentStory.INTERVAL, false);
        Incident without = machine.open(
                        "i1", story.host.assessed(story.now()), story.verdict, DeviceListed.NOTHING, story.now())
                .incident();
        assertThat(without.fencing().evidence().device()).isEmpty();
        IncidentEvent assessed = new IncidentEvent.Assessed(
                story.host.assessed(story.now()),
                story.verdict,
                story.world.service(story.now()),
                story.host.listed(false));
        Incident with = machine.apply(without, assessed, Surroundings.ALONE, story.now())
                .incident();
        assertThat(with.fencing().evidence().device())
                .contains(new DeviceBinding("bmc-7", Optional.of(FakeHost.SYSTEM), true, true));
    }
}
