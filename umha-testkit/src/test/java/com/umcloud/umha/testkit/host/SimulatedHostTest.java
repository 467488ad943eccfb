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
    void itsUuidIsItsOwnAndStaysTheSame() {
        assertThat(host.systemUuid())
                .isEqualTo(new SimulatedHost("node-1", "127.10.0.9", "other", Set.of()).systemUuid())
                .isNotEqualTo(new SimulatedHost("node-2", "127.10.0.2", "nova", Set.of()).systemUuid());
    }
}
