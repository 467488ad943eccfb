package com.umcloud.umha.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatedHostTest {
    private final SimulatedHost host = new SimulatedHost("node-1", "127.10.0.2", "nova", Set.of());
    private final List<HostEvent> events = new ArrayList<>();

    SimulatedHostTest() {
        host.addListener((changed, event) -> events.add(event));
    }

    @Test
    void powerIsSwitchedAndToldOnce() {
        host.off();
        host.off();
        host.on();
        host.on();

        assertThat(events).containsExactly(HostEvent.POWERED_OFF, HostEvent.POWERED_ON);
        assertThat(host.isOn()).isTrue();
    }

    @Test
    void withoutSupplyItStaysOff() {
        host.losePower();
        host.on();
        assertThat(host.isOn()).isFalse();

        host.restorePower();
        assertThat(host.isOn()).isTrue();
    }

    @Test
    void aPanickedHostHasPowerAndIsNotAliveUntilItIsRebooted() {
        host.panic();
        assertThat(host.isOn()).isTrue();
        assertThat(host.isAlive()).isFalse();

        host.reboot();
        assertThat(host.isAlive()).isTrue();
        assertThat(events).containsExactly(HostEvent.PANICKED, HostEvent.POWERED_OFF, HostEvent.POWERED_ON);
    }

    @Test
    void aHostThatIsOffCannotPanic() {
        host.off();
        host.panic();

        assertThat(host.isPanicked()).isFalse();
    }

    @Test
    void guestsRunWhereThereIsPowerAlsoBehindAPanic() {
        host.startGuest("vm");
        host.panic();
        assertThat(host.runs("vm")).isTrue();

        host.off();
        assertThat(host.runs("vm")).isFalse();
        host.on();
        assertThat(host.runs("vm")).isTrue();

        host.destroyGuest("vm");
        assertThat(host.runs("vm")).isFalse();
    }

    @Test
    void theStorageNetworkIsCutAndRestored() {
        host.cutStorageNetwork();
        host.cutStorageNetwork();
        assertThat(host.isStorageNetworkUp()).isFalse();
        host.restoreStorageNetwork();

        assertThat(events).containsExactly(HostEvent.STORAGE_LOST, HostEvent.STORAGE_RESTORED);
        assertThat(host.isAlive()).isTrue();
    }

    @Test
    void aHangThatIsOverEndsWithoutLossOfPower() {
        host.startGuest("vm");
        host.resume();
        host.panic();
        host.resume();

        assertThat(host.isAlive()).isTrue();
        assertThat(host.runs("vm")).isTrue();
        assertThat(events).containsExactly(HostEvent.PANICKED, HostEvent.RESUMED);
    }

    @Test
    void aHangEndsWithThePower() {
        host.panic();
        host.off();
        host.resume();

        assertThat(events).containsExactly(HostEvent.PANICKED, HostEvent.POWERED_OFF);
    }

    @Test
    void guestsMayWaitForTheComputeService() {
        SimulatedHost patient =
                new SimulatedHost("node-2", "127.10.0.3", "nova", Set.of(), GuestReturn.WITH_COMPUTE_SERVICE);
        patient.startGuest("vm");
        patient.reboot();
        assertThat(patient.runs("vm")).isFalse();
        assertThat(patient.holds("vm")).isTrue();

        patient.resumeGuest("vm");
        patient.resumeGuest("another");
        assertThat(patient.runs("vm")).isTrue();
        assertThat(patient.runs("another")).isFalse();
    }

    @Test
    void changesOfGuestsAreTold() {
        List<String> told = new ArrayList<>();
        host.addGuestListener((changed, id) -> told.add(id + " " + changed.runs(id)));
        host.startGuest("vm");
        host.resumeGuest("vm");
        host.destroyGuest("vm");
        host.destroyGuest("vm");

        assertThat(told).containsExactly("vm true", "vm false");
    }

    @Test
    void whoCatchesUpDoesSoBeforeTheChange() {
        List<String> seen = new ArrayList<>();
        host.addListener(new HostListener() {
            @Override
            public void changed(SimulatedHost changed, HostEvent event) {
                seen.add("after: " + changed.isOn());
            }

            @Override
            public void aboutToChange(SimulatedHost changing) {
                seen.add("before: " + changing.isOn());
            }
        });
        host.off();

        assertThat(seen).containsExactly("before: true", "after: false");
    }

    @Test
    void theManagementNetworkIsCutAndRestored() {
        host.cutManagementNetwork();
        assertThat(host.isManagementNetworkUp()).isFalse();
        assertThat(host.isAlive()).isTrue();
        host.restoreManagementNetwork();

        assertThat(events).containsExactly(HostEvent.MANAGEMENT_LOST, HostEvent.MANAGEMENT_RESTORED);
    }

    @Test
    void itsUuidIsItsOwnAndStaysTheSame() {
        assertThat(host.systemUuid())
                .isEqualTo(new SimulatedHost("node-1", "127.10.0.9", "other", Set.of()).systemUuid())
                .isNotEqualTo(new SimulatedHost("node-2", "127.10.0.2", "nova", Set.of()).systemUuid());
    }
}
