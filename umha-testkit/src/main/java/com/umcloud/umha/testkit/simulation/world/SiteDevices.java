package com.umcloud.umha.testkit.simulation.world;

import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The BMCs by their addresses, and what operators have written down of them, which may be wrong. Used by one thread. */
final class SiteDevices {
    private final FaultCounts faults;
    private final Map<String, HostBmc> byHost = new LinkedHashMap<>();
    private final Map<String, HostBmc> byAddress = new LinkedHashMap<>();
    private final Map<String, String> writtenAddresses = new LinkedHashMap<>();

    SiteDevices(SiteLayout layout, Map<String, SimulatedHost> hosts, Agenda agenda, FaultCounts faults) {
        this.faults = faults;
        for (HostLayout host : layout.hosts()) {
            SimulatedHost simulated = hosts.get(host.name());
            if (simulated == null) {
                throw new IllegalArgumentException("no host " + host.name());
            }
            HostBmc bmc = new HostBmc(simulated, host.bmcAddress(), agenda, faults);
            byHost.put(host.name(), bmc);
            writtenAddresses.put(host.name(), host.bmcAddress());
            if (byAddress.put(host.bmcAddress(), bmc) != null) {
                throw new IllegalArgumentException("two hosts have the BMC address " + host.bmcAddress());
            }
        }
    }

    Map<String, HostBmc> byHost() {
        return byHost;
    }

    List<FenceDevice> written() {
        return writtenAddresses.entrySet().stream()
                .map(entry ->
                        new FenceDevice(entry.getKey(), entry.getValue(), HostBmc.USERNAME, HostBmc.PASSWORD, Map.of()))
                .toList();
    }

    void swap(SimulatedHost one, SimulatedHost other) {
        String first = writtenAddresses.get(one.name());
        String second = writtenAddresses.get(other.name());
        if (first == null || second == null || one == other) {
            throw new IllegalArgumentException("these have no two devices: " + one + ", " + other);
        }
        writtenAddresses.put(one.name(), second);
        writtenAddresses.put(other.name(), first);
        faults.injected(SiteFault.DEVICES_SWAPPED);
    }

    /** The host's own device is written down for it. */
    void correct(SimulatedHost host) {
        HostBmc own = Objects.requireNonNull(byHost.get(host.name()), "no device of " + host.name());
        writtenAddresses.put(host.name(), own.address());
    }

    FenceAgent agent(SimulatedController from) {
        return new SiteFenceAgent(from);
    }

    /** Reaches the BMCs from one controller. */
    private final class SiteFenceAgent implements FenceAgent {
        private final SimulatedController from;

        SiteFenceAgent(SimulatedController from) {
            this.from = from;
        }

        @Override
        public PowerReading readPower(FenceDevice device, Duration limit) {
            return find(device)
                    .map(bmc -> bmc.read(device))
                    .orElseGet(() -> new PowerReading.Unknown(FenceFailure.UNREACHABLE, noAnswer(device)));
        }

        @Override
        public PowerCommandResult powerOff(FenceDevice device, Duration limit) {
            Optional<HostBmc> bmc = find(device);
            if (bmc.isPresent() && bmc.get() != byHost.get(device.host())) {
                faults.met(SiteFault.DEVICES_SWAPPED);
            }
            return bmc.map(found -> found.off(device)).orElseGet(() -> unreachable(device));
        }

        @Override
        public PowerCommandResult powerOn(FenceDevice device, Duration limit) {
            return find(device).map(bmc -> bmc.on(device)).orElseGet(() -> unreachable(device));
        }

        @Override
        public Optional<UUID> readSystemUuid(FenceDevice device, Duration limit) {
            return find(device).flatMap(bmc -> bmc.systemUuid(device));
        }

        private Optional<HostBmc> find(FenceDevice device) {
            if (!from.reachesBmcs()) {
                faults.met(SiteFault.CONTROLLER_CUT_FROM_BMCS);
                return Optional.empty();
            }
            return Optional.ofNullable(byAddress.get(device.address()));
        }

        private PowerCommandResult unreachable(FenceDevice device) {
            return new PowerCommandResult.Refused(FenceFailure.UNREACHABLE, noAnswer(device));
        }

        private String noAnswer(FenceDevice device) {
            return "no BMC answers at " + device.address();
        }
    }
}
