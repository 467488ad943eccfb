package com.umcloud.umha.testkit.openstack.nova;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Nova's checks of an evacuate request, then its first effects (nova/compute/api.py, evacuate); under the state's lock. */
final class EvacuationIntake {
    private final NovaState nova;

    EvacuationIntake(NovaState nova) {
        this.nova = nova;
    }

    /** Looks neither at the task nor at other migrations. */
    void take(Server server, EvacuateCall call) {
        check(server, call);
        Instant now = nova.now();
        server.become(server.vmState, "rebuilding", now);
        nova.note(server, "evacuate", now);
        nova.addMigration(server.id, "evacuation", "accepted", server.host, call.host(), now);
        nova.begin(server, oldestAccepted(server.id), call);
    }

    private void check(Server server, EvacuateCall call) {
        call.host().ifPresent(host -> {
            if (nova.findService(host).isEmpty()) {
                throw new NovaFault(404, "Compute host " + host + " not found.");
            }
        });
        Optional<String> from = server.isOn(server.host) ? Optional.of(server.host) : Optional.empty();
        if (from.equals(call.host())) {
            throw new NovaFault(400, "The target host can't be the same one.");
        }
        if (!Set.of("active", "stopped", "error").contains(server.vmState)) {
            throw new NovaFault(
                    409, "Cannot 'evacuate' instance " + server.id + " while it is in vm_state " + server.vmState);
        }
        if (!server.launched) {
            throw new NovaFault(409, "Instance " + server.id + " is in an invalid state for 'evacuate'");
        }
        if (nova.service(server.host).up(nova.now())) {
            throw new NovaFault(400, "Compute service of " + server.host + " is still in use.");
        }
    }

    /**
     * The record that Nova's conductor works on: if a careless caller asks twice, both calls work on the first record and
     * the second stays accepted until the source's compute service starts.
     */
    private int oldestAccepted(String instanceId) {
        return nova.records().stream()
                .filter(migration -> migration.instanceId().equals(instanceId)
                        && migration.status().equals("accepted"))
                .mapToInt(SimulatedMigration::number)
                .min()
                .orElseThrow();
    }
}
