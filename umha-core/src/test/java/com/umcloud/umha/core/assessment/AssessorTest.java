package com.umcloud.umha.core.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssessorTest {
    private static HostAssessment times(int n, Supplier<HostAssessment> observation) {
        for (int i = 1; i < n; i++) {
            observation.get();
        }
        return observation.get();
    }

    @Test
    void threeOfSixIsNothing() {
        WatchedHost host = WatchedHost.known();
        for (int i = 0; i < 20; i++) {
            assertThat(host.storageLost().confirmed()).isEmpty();
            assertThat(host.well().suspected()).isEmpty();
        }
    }

    @Test
    void fourOfSixIsSuspectedAndConfirmedByOneMoreInterval() {
        WatchedHost host = WatchedHost.known();
        assertThat(times(3, host::storageLost).suspected()).isEmpty();
        HostAssessment fourth = host.storageLost();
        assertThat(fourth.suspected()).containsExactly(Fault.STORAGE_LOST);
        assertThat(fourth.confirmed()).isEmpty();
        HostAssessment fifth = host.storageLost();
        assertThat(fifth.confirmed()).containsExactly(Fault.STORAGE_LOST);
        assertThat(fifth.suspected()).isEmpty();
    }

    @Test
    void fourOfSixWithGoodOnesInBetween() {
        WatchedHost host = WatchedHost.known();
        host.storageLost();
        host.storageLost();
        host.well();
        host.storageLost();
        assertThat(host.storageLost().suspected()).containsExactly(Fault.STORAGE_LOST);
        assertThat(host.storageLost().confirmed()).containsExactly(Fault.STORAGE_LOST);
    }

    @Test
    void aGoodLookAfterTheValveTrippedConfirmsNothing() {
        WatchedHost host = WatchedHost.known();
        times(4, host::storageLost);
        assertThat(host.well().confirmed()).isEmpty();
        assertThat(host.storageLost().suspected()).containsExactly(Fault.STORAGE_LOST);
    }

    @Test
    void aMissingLookAfterTheValveTrippedConfirmsNothing() {
        WatchedHost host = WatchedHost.known();
        times(4, host::storageLost);
        assertThat(times(50, host::storageMissing).confirmed()).isEmpty();
        assertThat(host.storageLost().confirmed()).containsExactly(Fault.STORAGE_LOST);
    }

    @Test
    void missingIsNeverLost() {
        WatchedHost host = WatchedHost.known();
        host.well();
        HostAssessment seen = times(50, host::storageMissing);
        assertThat(seen.confirmed()).isEmpty();
        assertThat(seen.suspected()).isEmpty();
        assertThat(seen.bad()).isFalse();
        assertThat(seen.isWell()).isFalse();
    }

    @Test
    void aHostThatFallsSilentHasItsStorageNoMoreThanBefore() {
        WatchedHost host = WatchedHost.known();
        host.well();
        assertThat(host.storageLost().bad()).isTrue();
        assertThat(host.storageMissing().bad()).isTrue();
        host.windowsRestart();
        assertThat(host.storageMissing().bad()).isTrue();
        assertThat(host.well().bad()).isFalse();
        assertThat(host.storageMissing().bad()).isFalse();
    }

    @Test
    void aSignalThatWasNeverGoodJudgesNothing() {
        WatchedHost host = WatchedHost.unknown();
        HostAssessment lost = times(50, host::storageLost);
        assertThat(lost.confirmed()).isEmpty();
        assertThat(lost.unmonitored()).contains(Signal.STORAGE, Signal.PROBE);
        assertThat(times(50, () -> host.silent(PowerObservation.ON)).confirmed())
                .isEmpty();
        assertThat(times(50, host::unreachable).confirmed()).isEmpty();
    }

    @Test
    void fromTheFirstGoodReadingOnItJudgesAndIsToldAsNew() {
        WatchedHost host = WatchedHost.unknown();
        HostAssessment first = host.well();
        assertThat(first.newlyGood()).containsExactly(Signal.STORAGE);
        assertThat(host.well().newlyGood()).isEmpty();
        assertThat(times(5, host::storageLost).confirmed()).containsExactly(Fault.STORAGE_LOST);
    }

    @Test
    void unreachableCountsOnlyWhereAProbeWasAnsweredOnce() {
        WatchedHost neverProbed = WatchedHost.unknown();
        neverProbed.well();
        assertThat(times(10, neverProbed::unreachable).confirmed()).isEmpty();

        WatchedHost probedOnce = WatchedHost.unknown();
        probedOnce.observe(StorageReading.OK, Liveness.ALIVE, true, PowerObservation.NOT_ASKED);
        assertThat(times(5, probedOnce::unreachable).confirmed()).contains(Fault.STORAGE_LOST);
    }

    @Test
    void lostAndUnreachableAddUp() {
        WatchedHost host = WatchedHost.known();
        times(2, host::storageLost);
        times(2, host::unreachable);
        assertThat(host.unreachable().confirmed()).contains(Fault.STORAGE_LOST);
    }

    @Test
    void silentAndOffIsPoweredOffAndNotPanicked() {
        WatchedHost host = WatchedHost.known();
        HostAssessment seen = times(5, () -> host.silent(PowerObservation.OFF));
        assertThat(seen.confirmed()).containsExactly(Fault.POWERED_OFF);
        assertThat(seen.leading()).contains(Fault.POWERED_OFF);
    }

    @ParameterizedTest
    @EnumSource(
            value = PowerObservation.class,
            names = {"ON", "UNREACHABLE", "UNREADABLE", "NOT_ASKED"})
    void silentAndNotOffIsPanicked(PowerObservation power) {
        WatchedHost host = WatchedHost.known();
        assertThat(times(5, () -> host.silent(power)).confirmed()).containsExactly(Fault.PANICKED);
    }

    @Test
    void offIsNoFaultWhileTheHostIsAlive() {
        WatchedHost host = WatchedHost.known();
        HostAssessment seen =
                times(20, () -> host.observe(StorageReading.OK, Liveness.ALIVE, true, PowerObservation.OFF));
        assertThat(seen.confirmed()).isEmpty();
    }

    @Test
    void offIsNoFaultOfADeviceThatNeverReadOn() {
        WatchedHost host = WatchedHost.unknown();
        host.observe(StorageReading.OK, Liveness.ALIVE, true, PowerObservation.NOT_ASKED);
        assertThat(times(20, () -> host.silent(PowerObservation.OFF)).confirmed())
                .isEmpty();
        host.observe(StorageReading.OK, Liveness.ALIVE, true, PowerObservation.ON);
        assertThat(times(5, () -> host.silent(PowerObservation.OFF)).confirmed())
                .containsExactly(Fault.POWERED_OFF);
    }

    @Test
    void aHostWithoutAnythingThatCouldTellIsNotSilent() {
        WatchedHost host = WatchedHost.known();
        HostAssessment seen = times(
                20, () -> host.observe(StorageReading.MISSING, Liveness.MISSING, false, PowerObservation.UNREACHABLE));
        assertThat(seen.confirmed()).isEmpty();
        assertThat(seen.bad()).isFalse();
    }

    @Test
    void aPanicAndALostStorageAreBothToldAndThePanicLeads() {
        WatchedHost host = WatchedHost.known();
        HostAssessment seen = times(5, host::unreachable);
        assertThat(seen.confirmed()).containsExactlyInAnyOrder(Fault.PANICKED, Fault.STORAGE_LOST);
        assertThat(seen.leading()).contains(Fault.PANICKED);
    }

    @Test
    void restartedWindowsKnowNothingButWhatWasGoodOnce() {
        WatchedHost host = WatchedHost.known();
        times(5, host::storageLost);
        host.windowsRestart();
        assertThat(times(3, host::storageLost).suspected()).isEmpty();
        assertThat(host.storageLost().suspected()).containsExactly(Fault.STORAGE_LOST);
        assertThat(host.storageLost().confirmed()).containsExactly(Fault.STORAGE_LOST);
    }

    @Test
    void aHostThatRebootsWithinTheWindowIsNoFault() {
        WatchedHost host = WatchedHost.known();
        times(3, () -> host.silent(PowerObservation.ON));
        assertThat(host.well().isWell()).isTrue();
        assertThat(times(10, host::well).suspected()).isEmpty();
    }

    @Test
    void aMeterOfSeverityOneIsActedUpon() {
        WatchedHost host = WatchedHost.withMeters(new MeterFaultConfig(true, true), MeterFaultConfig.OFF);
        HostAssessment seen = times(4, () -> host.business(MeterReading.LOST));
        assertThat(seen.confirmed()).containsExactly(Fault.BUSINESS_LOST);
        assertThat(seen.alerts()).isEmpty();
        assertThat(seen.bad()).isTrue();
        assertThat(seen.isWell()).isFalse();
    }

    @Test
    void aMeterOfSeverityZeroIsOnlyTold() {
        WatchedHost host = WatchedHost.withMeters(MeterFaultConfig.OFF, new MeterFaultConfig(true, false));
        HostAssessment seen = times(4, () -> host.path(MeterReading.LOST));
        assertThat(seen.confirmed()).isEmpty();
        assertThat(seen.alerts()).containsExactly(Fault.PATH_LOST);
        assertThat(seen.bad()).isFalse();
        assertThat(seen.isWell()).isTrue();
    }

    @Test
    void aMeterThatIsNotEnabledSaysNothing() {
        WatchedHost host = WatchedHost.known();
        HostAssessment seen = times(20, () -> host.business(MeterReading.LOST));
        assertThat(seen.confirmed()).isEmpty();
        assertThat(seen.alerts()).isEmpty();
        assertThat(seen.unmonitored()).isEmpty();
    }

    @Test
    void threeOfFiveIsTheMetersValve() {
        WatchedHost host = WatchedHost.withMeters(new MeterFaultConfig(true, true), MeterFaultConfig.OFF);
        for (MeterReading reading :
                List.of(MeterReading.LOST, MeterReading.LOST, MeterReading.OK, MeterReading.OK, MeterReading.OK)) {
            assertThat(host.business(reading).suspected()).isEmpty();
        }
        assertThat(times(2, () -> host.business(MeterReading.LOST)).suspected()).isEmpty();
        assertThat(host.business(MeterReading.LOST).suspected()).containsExactly(Fault.BUSINESS_LOST);
    }

    @Test
    void oneBadReadingIsCountedAtOnce() {
        WatchedHost host = WatchedHost.known();
        assertThat(host.storageLost().bad()).isTrue();
        assertThat(host.well().bad()).isFalse();
        assertThat(host.silent(PowerObservation.OFF).bad()).isTrue();
    }
}
