package com.umcloud.umha.testkit.openstack.nova;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What Nova's API does with compute services and aggregates, without HTTP. Each call lets happen first what was due. Refusals
 * are thrown as {@link NovaFault}. Safe for use by several threads.
 */
public final class ServiceOperations {
    private static final int LONGEST_REASON = 255;

    private final NovaState nova;

    public ServiceOperations(NovaState nova) {
        this.nova = nova;
    }

    /**
     * A service that was changed.
     *
     * @param service as it is now
     * @param answerAfter how long the caller waits for the answer
     */
    public record Changed(SimulatedService service, Duration answerAfter) {}

    public List<SimulatedService> all() {
        synchronized (nova) {
            nova.advance();
            return nova.services().stream().map(this::snapshot).toList();
        }
    }

    /** The service on the host of exactly this name. */
    public Optional<SimulatedService> on(String host) {
        synchronized (nova) {
            nova.advance();
            return nova.findService(host).map(this::snapshot);
        }
    }

    /** Changes all that is said, or nothing (nova/api/openstack/compute/services.py). */
    public Changed change(String host, ServiceUpdate update) {
        synchronized (nova) {
            nova.advance();
            ComputeService service =
                    nova.findService(host).orElseThrow(() -> new NovaFault(404, "Host '" + host + "' is not mapped"));
            Duration answerAfter = apply(service, update);
            return new Changed(snapshot(service), answerAfter);
        }
    }

    public List<SimulatedAggregate> aggregates() {
        synchronized (nova) {
            return nova.aggregates().all();
        }
    }

    /** Puts a host into an aggregate and shows that (nova/compute/api.py, add_host_to_aggregate). */
    public SimulatedAggregate addToAggregate(String aggregateId, String host) {
        synchronized (nova) {
            if (nova.findService(host).isEmpty()) {
                throw new NovaFault(404, "Compute host " + host + " could not be found.");
            }
            return nova.aggregates().add(aggregateId, host);
        }
    }

    /** Returns how long the caller waits. */
    Duration apply(ComputeService service, ServiceUpdate update) {
        int length = update.reason().map(String::length).orElse(1);
        if (length == 0 || length > LONGEST_REASON) {
            throw new NovaFault(400, "Invalid input for field/attribute disabled_reason.");
        }
        if (update.forcedDown().equals(Optional.of(false))) {
            refuseWhileEvacuationsRemain(service);
        }
        boolean wasDisabled = service.disabled;
        boolean changed = false;
        if (update.disabled().isPresent()) {
            changed =
                    service.administer(update.disabled().get(), update.reason().orElse(null));
        }
        if (update.forcedDown().isPresent()) {
            changed |= service.declareDown(update.forcedDown().get());
        }
        if (changed) {
            service.touch(nova.now());
        }
        return service.disabled == wasDisabled ? Duration.ZERO : traitDelay(service);
    }

    private void refuseWhileEvacuationsRemain(ComputeService service) {
        if (nova.unfinishedCleanup(service.host.name())) {
            throw new NovaFault(
                    400,
                    "Unable to force up host " + service.host.name()
                            + " as `done` evacuation migration records remain associated with the host. Ensure the"
                            + " compute service has been restarted, allowing these records to move to `completed` before"
                            + " retrying this request.");
        }
    }

    /** Nova asks a service that it thinks up to note that it is disabled, and waits for one that has just died. */
    private Duration traitDelay(ComputeService service) {
        boolean answers = service.runs(nova.now()) && service.isConnected();
        return service.up(nova.now()) && !answers ? nova.settings().rpcTimeout() : Duration.ZERO;
    }

    private SimulatedService snapshot(ComputeService service) {
        return new SimulatedService(
                service.host.name(),
                nova.aggregates().zoneOf(service.host),
                service.up(nova.now()),
                !service.disabled,
                service.disabledReason == null ? "" : service.disabledReason,
                service.forcedDown,
                service.updatedAt(nova.now()));
    }
}
