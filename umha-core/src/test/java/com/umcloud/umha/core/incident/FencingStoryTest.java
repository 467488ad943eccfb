package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.assessment.Signal;
import com.umcloud.umha.core.incident.FakeHost.Device;
import com.umcloud.umha.core.safety.Gate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From the confirmed fault to a reading of off that proves something. */
class FencingStoryTest {
    private final IncidentStory story = new IncidentStory().withInstances(2);

    @Test
    void aHostWithoutPowerIsRecoveredWithoutCuttingAnything() {
        story.losesPower().incidentOpens().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.log())
                .containsExactly(
                        "tell FENCING: all gates are open: the host is fenced now",
                        "read power",
                        "list",
                        "probe it and the others",
                        "tell PROVEN_OFF: power reads off and the host is silent",
                        "isolate",
                        "tell ISOLATED: the cloud treats the host as down",
                        "evacuate vm-1",
                        "evacuate vm-2",
                        "list",
                        "tell EVACUATING: evacuating 2 instances",
                        "tell INSTANCE: vm-1 (vm-1) recovered on node-9",
                        "tell INSTANCE: vm-2 (vm-2) recovered on node-9",
                        "list",
                        "tell RECOVERED: 2 of 2 instances recovered");
        assertThat(story.host.cuts).isZero();
    }

    @Test
    void aPanickedHostIsCutAndTheOthersAreProbed() {
        story.panics().incidentOpens().goesOnUntil(IncidentState.ISOLATING);
        assertThat(story.log())
                .containsExactly(
                        "tell FENCING: all gates are open: the host is fenced now",
                        "read power",
                        "list",
                        "cut power",
                        "read power",
                        "probe it and the others",
                        "list",
                        "tell PROVEN_OFF: power reads off and the host is silent",
                        "isolate");
        assertThat(story.host.cuts).isEqualTo(1);
    }

    @Test
    void aLivingHostWithoutStorageIsCutAndAwaitedUntilItsComputeServiceIsSilentToo() {
        story.losesStorage().incidentOpens().goesOnUntil(IncidentState.VERIFYING);
        story.goesOn(34);
        assertThat(story.incident().state()).isEqualTo(IncidentState.VERIFYING);
        assertThat(story.incident().reason()).contains("waiting until it was silent for long enough");
        story.goesOn(3);
        assertThat(story.told(AnnouncementKind.PROVEN_OFF)).isEqualTo(1);
        story.goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void aDeviceThatNamesTheHostByItsUuidNeedsNoSilence() {
        story.deviceMatches = true;
        story.losesStorage().incidentOpens().goesOn(1);
        assertThat(story.told(AnnouncementKind.PROVEN_OFF)).isEqualTo(1);
    }

    @Test
    void silenceIsAwaitedAfterALateReadingOfOffToo() {
        story.losesStorage();
        story.host.device = Device.STUCK;
        story.incidentOpens().goesOn(7);
        story.host.powered = false;
        story.goesOnUntil(IncidentState.VERIFYING);
        story.goesOn(8);
        assertThat(story.told(AnnouncementKind.PROVEN_OFF)).isZero();
    }

    @Test
    void aDeviceThatAcceptsAndDoesNothingIsToldOnceAndTriedWithGrowingPauses() {
        story.panics().host.device = Device.STUCK;
        story.incidentOpens().goesOn(3600);
        assertThat(story.incident().state()).isEqualTo(IncidentState.FENCING);
        assertThat(story.log())
                .filteredOn(l -> l.startsWith("tell"))
                .containsExactly(
                        "tell FENCING: all gates are open: the host is fenced now",
                        "tell FENCE_TROUBLE: power-off was sent and power reads on after 5 reads");
        assertThat(story.commands(CommandKind.POWER_OFF)).hasSizeBetween(10, 18);
        assertThat(story.commands(CommandKind.EVACUATE)).isEmpty();
        story.host.device = Device.WORKS;
        story.goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void withoutAnAnswerOfTheDeviceTheIncidentIsHeldUntilAnOperatorConfirms() {
        story.losesPower().host.device = Device.UNREACHABLE;
        story.incidentOpens().goesOn(900);
        assertThat(story.commands(CommandKind.EVACUATE)).isEmpty();
        assertThat(story.told(AnnouncementKind.FENCE_TROUBLE)).isEqualTo(1);
        story.forgetLog();
        story.operatorConfirms("alice").goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.log())
                .contains("tell PROVEN_OFF: operator alice vouches that the host is off, and it is silent");
    }

    @Test
    void anOperatorsWordEndsWithASignOfLife() {
        story.losesPower().host.device = Device.UNREACHABLE;
        story.incidentOpens().goesOn(60);
        story.operatorConfirms("alice").goesOn(1);
        story.isPoweredOnAgain().losesStorage().goesOn(30);
        assertThat(story.commands(CommandKind.EVACUATE)).isEmpty();
        assertThat(story.told(AnnouncementKind.PROOF_REVOKED)).isEqualTo(1);
        assertThat(story.incident().fencing().confirmedBy()).isEmpty();
    }

    @Test
    void anOperatorsWordDoesNotCountAgainstADeviceThatReadsOn() {
        story.panics().holds(Gate.BREAKER, "mass failure").incidentOpens().goesOn(15);
        story.operatorConfirms("alice").goesOn(12);
        assertThat(story.incident().state()).isEqualTo(IncidentState.HELD);
        assertThat(story.host.cuts).isZero();
        assertThat(story.log())
                .contains("tell PROOF_REVOKED: operator alice does not stand for the host being off any more:"
                        + " its fence device reads on");
    }

    @Test
    void aHostOfWhichTheDeviceSaysOnAgainstAnOperatorsWordIsCutAtOnce() {
        story.panics().host.device = Device.STUCK;
        story.incidentOpens().goesOn(600);
        story.host.device = Device.WORKS;
        assertThat(story.host.powered).isTrue();
        story.operatorConfirms("alice").goesOn(3);
        assertThat(story.told(AnnouncementKind.PROOF_REVOKED)).isEqualTo(1);
        assertThat(story.host.powered).isFalse();
    }

    @Test
    void theForcedModeGoesOnUnprovenAfterLongSilence() {
        story.losesPower().host.device = Device.UNREACHABLE;
        story.forced = true;
        story.incidentOpens().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.log())
                .filteredOn(l -> l.contains("UNPROVEN"))
                .containsExactly(
                        "tell FENCE_TROUBLE: power-off could not be sent and power cannot be read (UNREACHABLE): 10.0.0.7 does not"
                                + " answer after 5 reads; force_evacuate_when_ipmi_unknown = true: going on UNPROVEN if"
                                + " the host stays silent on every witness",
                        "tell PROVEN_OFF: UNPROVEN: the device is unreachable and the host is silent"
                                + " (force_evacuate_when_ipmi_unknown)");
        assertThat(Duration.between(
                        story.incident().openedAt(),
                        story.instance("vm-1").startedAt().orElseThrow()))
                .isGreaterThan(Duration.ofSeconds(50));
    }

    @Test
    void theForcedModeIsVetoedByASignOfLifeForGood() {
        story.losesPower().host.device = Device.UNREACHABLE;
        story.forced = true;
        story.incidentOpens().goesOnUntil(IncidentState.VERIFYING);
        story.signOfLife("its compute service reported to the cloud").goesOn(10);
        story.signOfLife("its compute service reported to the cloud").goesOn(1800);
        assertThat(story.incident().state()).isEqualTo(IncidentState.FENCING);
        assertThat(story.commands(CommandKind.EVACUATE)).isEmpty();
    }

    @Test
    void theForcedModeIsForbiddenByAWrongPasswordAndByAReadingOfOn() {
        story.losesPower().host.device = Device.WRONG_PASSWORD;
        story.forced = true;
        story.incidentOpens().goesOn(60);
        story.host.device = Device.UNREACHABLE;
        story.goesOn(1800);
        assertThat(story.commands(CommandKind.EVACUATE)).isEmpty();
        assertThat(story.incident().fencing().confirmedBy()).isEmpty();
    }

    @Test
    void theForcedModeIsForbiddenByAReadingOfOnWhenTheIncidentOpened() {
        story.forced = true;
        story.panics().incidentOpens();
        story.host.device = Device.UNREACHABLE;
        story.goesOn(1800);
        assertThat(story.commands(CommandKind.EVACUATE)).isEmpty();
    }

    @Test
    void aWrongPasswordIsToldAsThatAndTriedRarely() {
        story.panics().host.device = Device.WRONG_PASSWORD;
        story.incidentOpens().goesOn(3600);
        assertThat(story.log())
                .contains("tell FENCE_TROUBLE: power cannot be read (WRONG_PASSWORD): 10.0.0.7 refuses admin");
        assertThat(story.commands(CommandKind.READ_POWER, CommandKind.POWER_OFF))
                .hasSizeLessThan(14);
    }

    @Test
    void aLostAnswerToPowerOffIsReadBackAndNotRepeated() {
        story.panics().host.device = Device.LOSES_ANSWERS;
        story.incidentOpens().goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.host.cuts).isEqualTo(1);
    }

    @Test
    void aPowerOffThatWasNotRunIsTriedAgain() {
        story.panics().incidentOpens();
        story.world.leaseHeld = false;
        story.goesOn(10);
        assertThat(story.host.cuts).isZero();
        story.world.leaseHeld = true;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.host.cuts).isEqualTo(1);
        assertThat(story.told(AnnouncementKind.FENCE_TROUBLE)).isZero();
    }

    @Test
    void anotherHostThatFallsSilentHoldsEverythingUntilItAnswers() {
        story.panics().incidentOpens();
        story.world.silentOthers = Set.of("node-8");
        story.goesOn(600);
        assertThat(story.incident().state()).isEqualTo(IncidentState.VERIFYING);
        assertThat(story.told(AnnouncementKind.WRONG_DEVICE)).isEqualTo(1);
        assertThat(story.log())
                .anyMatch(l -> l.contains("node-8 is silent: that device may control another host")
                        && l.contains("or an operator confirms that node-7 is off"));
        assertThat(story.commands(CommandKind.ISOLATE, CommandKind.EVACUATE)).isEmpty();
        int reads = story.commands(CommandKind.READ_POWER).size();
        story.world.silentOthers = Set.of();
        story.goesOnUntil(IncidentState.ISOLATING);
        assertThat(story.commands(CommandKind.READ_POWER))
                .as("what was read before may have been another host's power")
                .hasSize(reads + 1);
        story.goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void anotherHostThatFallsSilentHoldsEverythingUntilAnOperatorConfirms() {
        story.panics().incidentOpens();
        story.world.silentOthers = Set.of("node-8");
        story.goesOn(60);
        story.operatorConfirms("alice").goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void aGlanceThatAnotherHostMissedIsForgiven() {
        story.panics().incidentOpens();
        story.world.silentOthers = Set.of("node-8");
        story.goesOn(1);
        story.world.silentOthers = Set.of();
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.told(AnnouncementKind.WRONG_DEVICE)).isZero();
    }

    @Test
    void theDeviceOfAnotherHostIsFoundOutByTheHostsProbes() {
        story.losesStorage().host.device = Device.OF_ANOTHER_HOST;
        story.incidentOpens().goesOn(1800);
        assertThat(story.told(AnnouncementKind.WRONG_DEVICE)).isBetween(1L, 2L);
        assertThat(story.commands(CommandKind.ISOLATE, CommandKind.EVACUATE)).isEmpty();
    }

    @Test
    void theDeviceOfAnotherHostIsFoundOutByTheHostsSamples() {
        story.losesStorage().host.device = Device.OF_ANOTHER_HOST;
        story.host.answersProbes = false;
        story.incidentOpens().goesOn(1800);
        assertThat(story.told(AnnouncementKind.WRONG_DEVICE)).isBetween(1L, 2L);
        assertThat(story.commands(CommandKind.ISOLATE, CommandKind.EVACUATE)).isEmpty();
    }

    @Test
    void aDeviceOfADeadMachineIsFoundOutByTheHostsSamplesAlthoughNothingWasCut() {
        story.losesStorage().host.device = Device.OF_ANOTHER_HOST;
        story.host.otherHostPowered = false;
        story.host.answersProbes = false;
        story.incidentOpens().goesOn(1800);
        assertThat(story.host.cuts).isZero();
        assertThat(story.commands(CommandKind.ISOLATE, CommandKind.EVACUATE)).isEmpty();
    }

    @Test
    void offProvesNothingFromADeviceThatNeverSaidOn() {
        story.host.seenGood = EnumSet.complementOf(EnumSet.of(Signal.POWER));
        story.losesPower().incidentOpens().goesOn(1800);
        assertThat(story.commands(CommandKind.ISOLATE, CommandKind.EVACUATE)).isEmpty();
        assertThat(story.told(AnnouncementKind.FENCE_TROUBLE)).isEqualTo(1);
        story.operatorConfirms("alice").goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void offAfterOnIsProofFromAnyDevice() {
        story.host.seenGood = EnumSet.complementOf(EnumSet.of(Signal.POWER));
        story.panics().incidentOpens().goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void lastSignsOfLifeMayEndWithinTenSeconds() {
        story.losesStorage().incidentOpens().goesOnUntil(IncidentState.VERIFYING);
        story.goesOn(1).signOfLife("a sample that was late").goesOn(1);
        assertThat(story.told(AnnouncementKind.WRONG_DEVICE)).isZero();
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.told(AnnouncementKind.PROOF_REVOKED)).isZero();
        assertThat(story.host.cuts).isEqualTo(1);
    }

    @Test
    void signsOfLifeThatDoNotEndAreToldAndNothingIsEvacuated() {
        story.panics().incidentOpens().goesOnUntil(IncidentState.VERIFYING);
        for (int i = 0; i < 60; i++) {
            story.signOfLife("its storage address answers").goesOn(2);
        }
        assertThat(story.told(AnnouncementKind.WRONG_DEVICE)).isEqualTo(1);
        assertThat(story.commands(CommandKind.EVACUATE)).isEmpty();
    }

    @Test
    void manyObservationsLeadToOneFencing() {
        story.panics().incidentOpens();
        story.host.device = Device.STUCK;
        story.goesOn(1);
        assertThat(story.commands(CommandKind.POWER_OFF)).hasSize(1);
        story.goesOn(40);
        assertThat(story.commands(CommandKind.POWER_OFF)).hasSizeLessThan(4);
    }

    @Test
    void aControllerThatCannotProbeIsToldOnceAndHoldsEverything() {
        story.world.probesWork = false;
        story.panics().incidentOpens().goesOn(600);
        assertThat(story.told(AnnouncementKind.FENCE_TROUBLE)).isEqualTo(1);
        assertThat(story.commands(CommandKind.ISOLATE, CommandKind.EVACUATE)).isEmpty();
        story.world.probesWork = true;
        story.goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void aProbeFromBeforeASignOfLifeProvesNothing() {
        story.deviceMatches = true;
        story.probeTakes = Duration.ofSeconds(5);
        story.panics().incidentOpens().goesOnUntil(IncidentState.VERIFYING);
        story.goesOn(1).signOfLife("a sample that was late").goesOn(5);
        assertThat(story.commands(CommandKind.PROBE_WITNESSES)).hasSize(2);
        assertThat(story.incident().state()).isEqualTo(IncidentState.VERIFYING);
        story.goesOn(3);
        assertThat(story.told(AnnouncementKind.PROVEN_OFF)).isEqualTo(1);
    }

    @Test
    void aPowerOffThatNeverLeftIsNotCalledSent() {
        story.forced = true;
        story.losesPower().host.device = Device.UNREACHABLE;
        story.incidentOpens().goesOn(30);
        assertThat(story.log()).anyMatch(line -> line.contains("power-off could not be sent and power cannot be read"));
        assertThat(story.log()).noneMatch(line -> line.contains("power-off was sent"));
    }

    @Test
    void aDeviceThatCanBeReadAgainIsTriedWithoutWaitingForTheRestOfThePause() {
        story.panics().host.device = Device.WRONG_PASSWORD;
        story.incidentOpens().goesOn(25);
        assertThat(story.incident().fencing().nextAt().orElseThrow())
                .isAfter(story.now().plusSeconds(240));
        story.host.device = Device.WORKS;
        story.goesOn(12);
        assertThat(story.host.cuts).isEqualTo(1);
    }

    @Test
    void aRefusedPowerOffWaitsForItsPauseWhateverItsTextSays() {
        story.panics().host.device = Device.REFUSES_OFF;
        story.incidentOpens().goesOn(600);
        assertThat(story.incident().fencing().trouble()).contains("power cannot be read by this account");
        assertThat(story.incident().fencing().unreadable()).isFalse();
        assertThat(story.commands(CommandKind.POWER_OFF)).hasSizeBetween(3, 8);
    }

    @Test
    void aHostThatIsWellRightBeforeItsPowerWouldBeCutIsLetGoWithTheNextObservation() {
        story.losesStorage().incidentOpens();
        story.host.storageWorks = true;
        story.goesOn(1);
        assertThat(story.incident().state()).isEqualTo(IncidentState.HELD);
        story.goesOn(10);
        assertThat(story.log())
                .containsExactly(
                        "tell FENCING: all gates are open: the host is fenced now",
                        "read power",
                        "list",
                        "cut power",
                        "tell HELD: right before its power was to be cut its agent said that storage_connectivity is good;"
                                + " nothing was done",
                        "tell LEFT_ALONE: the host is well again; nothing was done");
        assertThat(story.host.cuts).isZero();
        assertThat(story.incident().state()).isEqualTo(IncidentState.CLOSED);
    }

    @Test
    void aHostThatWasWellForAMomentOnlyIsFencedWithTheNextObservation() {
        story.losesStorage().incidentOpens();
        story.host.storageWorks = true;
        story.goesOn(1);
        story.host.storageWorks = false;
        story.goesOn(10);
        assertThat(story.host.cuts).isEqualTo(1);
        story.goesOnUntil(IncidentState.RECOVERED);
    }

    @Test
    void whatHasBegunIsBroughtToAnEndAlsoIfTheHostIsWellBeforeTheNextCut() {
        story.losesStorage().host.device = Device.STUCK;
        story.incidentOpens().goesOn(5);
        story.host.storageWorks = true;
        story.goesOn(60);
        assertThat(story.commands(CommandKind.POWER_OFF)).hasSizeGreaterThan(1);
        assertThat(story.incident().state()).isEqualTo(IncidentState.FENCING);
    }

    @Test
    void aHostThatWasProvenOffOnceIsCutAlsoIfItIsWellByThen() {
        story.losesPower().incidentOpens().goesOnUntil(IncidentState.EVACUATING);
        story.isPoweredOnAgain().goesOn(15);
        assertThat(story.host.cuts).isEqualTo(1);
    }
}
