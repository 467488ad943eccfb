package com.umcloud.umha.testkit.openstack.nova;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nova's choice of a destination; guarded by the lock of {@link NovaState}. */
final class Scheduler {
    private final NovaState nova;

    Scheduler(NovaState nova) {
        this.nova = nova;
    }

    /** The emptiest host that may be taken, but for the one that it leaves. */
    Optional<String> choose(Server server, Instant at) {
        String chosen = "";
        int least = Integer.MAX_VALUE;
        for (ComputeService service : nova.services()) {
            String host = service.host.name();
            if (!host.equals(server.host) && takes(host, server, at)) {
                int load = load(host);
                if (load < least) {
                    chosen = host;
                    least = load;
                }
            }
        }
        return chosen.isEmpty() ? Optional.empty() : Optional.of(chosen);
    }

    /** Whether a host is enabled, up and has room. */
    boolean takes(String host, Server server, Instant at) {
        ComputeService service = nova.service(host);
        return !service.disabled
                && service.up(at)
                && !nova.orders().isFull(host)
                && load(host) < nova.settings().hostCapacity()
                && nova.hypervisors().said(host).stream().allMatch(has -> fits(has, host, server));
    }

    private int load(String host) {
        int load = 0;
        for (Server server : nova.servers()) {
            load += server.isOn(host) ? 1 : 0;
        }
        for (Evacuation evacuation : nova.evacuations()) {
            load += evacuation.destination.equals(host) ? 1 : 0;
        }
        return load;
    }

    /** Placement's rule: what is taken and what is wanted is at most what may be given away. */
    private boolean fits(HostResources has, String host, Server wanted) {
        List<Server> all = new ArrayList<>();
        all.add(wanted);
        nova.servers().stream().filter(server -> server.isOn(host)).forEach(all::add);
        nova.evacuations().stream()
                .filter(evacuation -> evacuation.destination.equals(host))
                .forEach(evacuation -> all.add(evacuation.server));
        int vcpus = all.stream().mapToInt(server -> server.flavor.vcpus()).sum();
        int memoryMb = all.stream().mapToInt(server -> server.flavor.memoryMb()).sum();
        int diskGb = all.stream()
                .mapToInt(server -> server.flavor.hostDiskGb(server.volumeBacked))
                .sum();
        return vcpus <= (int) (has.vcpus() * has.cpuRatio())
                && memoryMb <= (int) ((has.memoryMb() - has.reservedMemoryMb()) * has.memoryRatio())
                && (has.diskGb() == 0 || diskGb <= (int) (has.diskGb() * has.diskRatio()));
    }
}
