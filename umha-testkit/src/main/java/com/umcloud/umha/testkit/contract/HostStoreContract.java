package com.umcloud.umha.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.store.HostStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Devices, addresses and signals of hosts. */
interface HostStoreContract extends Stored {
    FenceDevice ONE =
            new FenceDevice("node-1.domain.tld", "172.31.11.56", "admin", Secret.of("pässwörd:密 💾"), Map.of());
    FenceDevice TWO = new FenceDevice(
            "node-3.domain.tld", "[fd00::1]:6230", "root", Secret.of("root123"), Map.of("cipher_suite", "17"));

    private HostStore store() {
        return database().stores().hosts();
    }

    @Test
    default void aLoadOfDevicesReplacesTheSet() {
        FenceDevice changed =
                new FenceDevice(ONE.host(), ONE.address(), ONE.username(), Secret.of("new"), ONE.options());
        assertThat(store().fenceDevices()).isEmpty();

        assertThat(store().replaceFenceDevices(List.of(TWO, ONE))).isEqualTo(2);
        assertThat(store().fenceDevices()).containsExactly(Map.entry(ONE.host(), ONE), Map.entry(TWO.host(), TWO));
        assertThat(store().replaceFenceDevices(List.of(ONE, TWO))).isZero();
        assertThat(store().replaceFenceDevices(List.of(changed))).isEqualTo(2);
        assertThat(store().fenceDevices()).containsExactly(Map.entry(ONE.host(), changed));
        assertThatThrownBy(() -> store().replaceFenceDevices(List.of(ONE, changed)))
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.CONFIGURATION))
                .hasMessage("host node-1.domain.tld has two power devices; keep one");
        assertThat(store().replaceFenceDevices(List.of())).isEqualTo(1);
        assertThat(store().fenceDevices()).isEmpty();
    }

    @Test
    default void aLoadOfAddressesReplacesTheSet() {
        assertThat(store().replaceStorageAddresses(Map.of("node-1", "192.168.0.6", "node-3", "192.168.0.10")))
                .isEqualTo(2);
        assertThat(store().replaceStorageAddresses(Map.of("node-1", "192.168.0.6", "node-3", "192.168.0.10")))
                .isZero();
        assertThat(store().replaceStorageAddresses(Map.of("node-1", "192.168.0.7", "节点-4", "192.168.0.11")))
                .isEqualTo(3);
        assertThat(store().storageAddresses())
                .containsExactly(Map.entry("node-1", "192.168.0.7"), Map.entry("节点-4", "192.168.0.11"));
    }

    @Test
    default void signalsAreRememberedOnce() {
        store().signalSeenGood("node-1", "storage", T0);
        store().signalSeenGood("node-1", "storage", T0.plusSeconds(60));
        store().signalSeenGood("node-1", "ping", T0);
        store().signalSeenGood("NODE-1", "ping", T0);

        assertThat(store().signalsSeenGood())
                .isEqualTo(Map.of("node-1", Set.of("storage", "ping"), "NODE-1", Set.of("ping")));
        assertThat(store().signalsSeenGood().keySet()).containsExactly("NODE-1", "node-1");
    }
}
