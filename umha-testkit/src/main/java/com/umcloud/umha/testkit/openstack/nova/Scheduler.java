package com.umcloud.umha.testkit.openstack.nova;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Nova's choice of a destination; guarded by the lock of {@link NovaState}. */
final class Scheduler {
    private final NovaState nova;

    Scheduler(NovaState nova) {
        this.nova = nova;
    }

    /** The emptiest host that may be taken, but for the one that it leaves. */
    Optional<String> choose(Server server, Instant at) {
        return nova.services().stream()
                .map(service -> service.host.name())
                .filter(name -> takes(name, at))
                .filter(name -> !name.equals(server.host))
                .min(Comparator.comparing(this::load));
    }

    /** Whether a host is enabled, up and has room. */
    boolean takes(String host, Instant at) {
        ComputeService service = nova.service(host);
        return !service.disabled
                && service.up(at)
                && !nova.orders().isFull(host)
                && load(host) < nova.settings().hostCapacity();
    }

    private long load(String host) {
        long here = nova.servers().stream().filter(server -> server.isOn(host)).count();
        long coming = nova.evacuations().stream()
                .filter(evacuation -> evacuation.destination.equals(host))
                .count();
        return here + coming;
    }
}
