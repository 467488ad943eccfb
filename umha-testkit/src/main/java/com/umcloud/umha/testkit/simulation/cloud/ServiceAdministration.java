package com.umcloud.umha.testkit.simulation.cloud;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.testkit.openstack.nova.NovaFault;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import com.umcloud.umha.testkit.openstack.nova.ServiceOperations;
import com.umcloud.umha.testkit.openstack.nova.ServiceUpdate;
import com.umcloud.umha.testkit.openstack.nova.SimulatedAggregate;
import com.umcloud.umha.testkit.openstack.nova.SimulatedService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compute services read and changed by the rules of the evacuator {@code nova}: what somebody else has set is left as it is, and
 * the reason of a disabled service is the record of what was done. Each method is one step in which nothing else happens.
 */
final class ServiceAdministration {
    private static final String FORCED_BY_ANOTHER = " (forced down by somebody else)";
    private static final int LONGEST_REASON = 255;

    private final ServiceOperations services;
    private final ReportMemory reports = new ReportMemory();
    private List<SimulatedAggregate> aggregates = List.of();
    private Map<String, Set<Aggregate>> aggregatesByHost = Map.of();

    ServiceAdministration(NovaState nova) {
        this.services = new ServiceOperations(nova);
    }

    List<ComputeHost> hosts() {
        Map<String, Set<Aggregate>> byHost = aggregatesByHost();
        List<ComputeHost> hosts = new ArrayList<>();
        for (SimulatedService service : services.all()) {
            Instant report = reports.reportOf(service.host(), CloudViews.seconds(service.updatedAt()));
            hosts.add(CloudViews.host(service, report, byHost.getOrDefault(service.host(), Set.of())));
        }
        return hosts;
    }

    private Map<String, Set<Aggregate>> aggregatesByHost() {
        List<SimulatedAggregate> current = services.aggregates();
        if (!current.equals(aggregates)) {
            Map<String, Set<Aggregate>> byHost = new HashMap<>();
            for (SimulatedAggregate row : current) {
                Aggregate aggregate = CloudViews.aggregate(row);
                row.hosts()
                        .forEach(host -> byHost.computeIfAbsent(host, key -> new HashSet<>())
                                .add(aggregate));
            }
            byHost.replaceAll((host, its) -> Set.copyOf(its));
            aggregates = current;
            aggregatesByHost = byHost;
        }
        return aggregatesByHost;
    }

    IsolationResult isolate(String host, String reason, Duration limit) {
        Optional<SimulatedService> found = services.on(host);
        if (found.isEmpty()) {
            return new IsolationResult.Refused(noService(host));
        }
        SimulatedService service = found.get();
        if (service.forcedDown() && !service.enabled()) {
            return judge(service);
        }
        String text = reason(reason, service.forcedDown() ? FORCED_BY_ANOTHER : "");
        ServiceUpdate missing = new ServiceUpdate(
                service.enabled() ? Optional.of(true) : Optional.empty(),
                service.enabled() ? Optional.of(text) : Optional.empty(),
                service.forcedDown() ? Optional.empty() : Optional.of(true));
        try {
            return judge(change(service, missing, limit));
        } catch (NovaFault fault) {
            return new IsolationResult.Refused(StateEvacuator.describe(fault));
        }
    }

    private static IsolationResult judge(SimulatedService after) {
        return !after.enabled() && !after.up()
                ? new IsolationResult.Isolated()
                : new IsolationResult.Refused("Nova took the change, yet shows " + after.host() + " otherwise");
    }

    ReleaseResult release(String host, String reason, Duration limit) {
        Optional<SimulatedService> found = services.on(host);
        if (found.isEmpty()) {
            return new ReleaseResult.Refused(noService(host));
        }
        SimulatedService service = found.get();
        if (service.enabled()) {
            return service.forcedDown()
                    ? new ReleaseResult.NotOurs("its compute service was enabled and is still forced down")
                    : new ReleaseResult.Released();
        }
        if (!service.disabledReason().equals(reason(reason, ""))) {
            return new ReleaseResult.NotOurs("its compute service is disabled (" + service.disabledReason() + ")");
        }
        Optional<Boolean> lifted = service.forcedDown() ? Optional.of(false) : Optional.empty();
        try {
            change(service, new ServiceUpdate(Optional.of(false), Optional.empty(), lifted), limit);
            return new ReleaseResult.Released();
        } catch (NovaFault fault) {
            boolean recordsRemain =
                    lifted.isPresent() && fault.status() == 400 && fault.text().contains("evacuation");
            String said = StateEvacuator.describe(fault);
            return recordsRemain ? new ReleaseResult.Waiting(said) : new ReleaseResult.Refused(said);
        } catch (UmhaException e) {
            return new ReleaseResult.Refused(String.valueOf(e.getMessage()));
        }
    }

    ReserveResult employ(String reserve, String inPlaceOf, Duration limit) {
        if (reserve.equals(inPlaceOf)) {
            return new ReserveResult.Refused(reserve + " cannot take its own place");
        }
        Optional<SimulatedService> found = services.on(reserve);
        Optional<String> problem = found.map(ServiceAdministration::unusable).orElse(Optional.of(noService(reserve)));
        if (problem.isPresent()) {
            return new ReserveResult.Refused(problem.get());
        }
        try {
            Optional<String> conflict = join(reserve, inPlaceOf);
            if (conflict.isPresent()) {
                return new ReserveResult.Refused(conflict.get());
            }
            SimulatedService service = found.orElseThrow();
            if (!service.enabled()) {
                change(service, new ServiceUpdate(Optional.of(false), Optional.empty(), Optional.empty()), limit);
            }
            return new ReserveResult.InService();
        } catch (NovaFault fault) {
            return new ReserveResult.Refused(StateEvacuator.describe(fault));
        }
    }

    private static Optional<String> unusable(SimulatedService service) {
        if (service.forcedDown()) {
            return Optional.of("the compute service of " + service.host() + " is forced down");
        }
        return service.up()
                ? Optional.empty()
                : Optional.of("the compute service of " + service.host() + " does not report");
    }

    /** Joins the aggregates that it is not in, all or none; the answer is why that is not possible. */
    private Optional<String> join(String reserve, String inPlaceOf) {
        List<SimulatedAggregate> all = services.aggregates();
        List<SimulatedAggregate> missing = all.stream()
                .filter(row -> row.hosts().contains(inPlaceOf) && !row.hosts().contains(reserve))
                .toList();
        for (SimulatedAggregate present : all) {
            for (SimulatedAggregate wanted : missing) {
                if (present.hosts().contains(reserve)
                        && present.zone().isPresent()
                        && wanted.zone().isPresent()
                        && !present.zone().equals(wanted.zone())) {
                    return Optional.of(reserve + " is in availability zone "
                            + present.zone().get() + " and cannot be in "
                            + wanted.zone().get() + " as well");
                }
            }
        }
        missing.forEach(row -> services.addToAggregate(row.id(), reserve));
        return Optional.empty();
    }

    /**
     * Changes a service.
     *
     * @throws UmhaException of type TIMEOUT if Nova has done it and answers later than the limit
     */
    private SimulatedService change(SimulatedService service, ServiceUpdate update, Duration limit) {
        reports.changing(service.host(), CloudViews.seconds(service.updatedAt()));
        ServiceOperations.Changed changed = services.change(service.host(), update);
        if (changed.answerAfter().compareTo(limit) > 0) {
            throw new UmhaException(
                    FailureType.TIMEOUT, "Nova did not answer within " + limit + " about " + service.host());
        }
        return changed.service();
    }

    private static String noService(String host) {
        return "Nova has no compute service on a host of exactly the name " + host;
    }

    /** The reason as Nova keeps it, in so many characters at most together with what is added to it. */
    private static String reason(String wanted, String addition) {
        String line = wanted.isBlank() ? "UMHA" : wanted.strip();
        int room = LONGEST_REASON - addition.length();
        if (line.length() > room) {
            line = line.substring(0, Character.isHighSurrogate(line.charAt(room - 1)) ? room - 1 : room);
        }
        return line + addition;
    }
}
