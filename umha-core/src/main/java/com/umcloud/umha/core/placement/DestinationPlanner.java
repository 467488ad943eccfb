package com.umcloud.umha.core.placement;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.ServerGroup;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names the destinations of one failed host's instances, as far as the scheduler would allow them. Each answer books what the
 * instance takes, so that successive calls spread. For one decision and one thread; the next decision makes a new one of what
 * is known then.
 */
public final class DestinationPlanner {
    private static final Choice SCHEDULER = new Choice.Scheduler();
    private static final Choice WAIT = new Choice.Wait();

    private final PlacementConfig config;
    private final List<Destination> similar;
    private final Optional<Destination> fixed;
    private final GroupPlaces places;

    /**
     * A planner.
     *
     * @param sourceHost the failed host; it is never named
     * @param sourceZone its availability zone; other zones are left to the scheduler
     * @param sourceAggregates its aggregates; hosts that are not in all of them are left to the scheduler
     * @param candidates the hosts that may be named, in any order; what is free on them without the instances that are on
     *     their way
     * @param groups the server groups of the instances; a member that is on its way is best given with its destination
     */
    public DestinationPlanner(
            PlacementConfig config,
            String sourceHost,
            String sourceZone,
            Set<Aggregate> sourceAggregates,
            List<Candidate> candidates,
            List<ServerGroup> groups) {
        this.config = config;
        this.places = new GroupPlaces(groups, sourceHost);
        List<Destination> others = candidates.stream()
                .filter(candidate -> !candidate.host().equals(sourceHost))
                .map(Destination::new)
                .toList();
        this.fixed = config.destination()
                .flatMap(name -> others.stream()
                        .filter(other -> other.host().equals(name))
                        .findFirst());
        Set<String> wanted = names(sourceAggregates);
        this.similar = others.stream()
                .filter(other -> other.candidate().zone().equals(sourceZone)
                        && names(other.candidate().aggregates()).containsAll(wanted))
                .toList();
    }

    /**
     * Where the next instance goes. A host that is named is booked. A fixed destination is named whatever its zone and
     * aggregates; one that is no candidate, is too small or is forbidden by a server group is not waited for: the scheduler
     * chooses.
     */
    public Choice next(Need need) {
        return next(need, Set.of());
    }

    /**
     * As the other method.
     *
     * @param avoided hosts that are not named to this instance
     */
    public Choice next(Need need, Set<String> avoided) {
        List<Destination> named =
                config.destination().isPresent() ? fixed.stream().toList() : spread();
        List<Destination> allowed = named.stream()
                .filter(one -> !avoided.contains(one.host())
                        && one.mayHold(need.resources())
                        && places.allow(need.instanceId(), one.host()))
                .toList();
        if (allowed.isEmpty()) {
            return SCHEDULER;
        }
        return allowed.stream()
                .filter(one -> one.inFlight() < config.concurrentPerDestination())
                .min(order(need))
                .map(best -> book(best, need))
                .orElse(WAIT);
    }

    private List<Destination> spread() {
        return config.spread() ? similar : List.of();
    }

    private Comparator<Destination> order(Need need) {
        return Comparator.comparingLong((Destination one) -> -places.liking(need.instanceId(), one.host()))
                .thenComparingInt(Destination::inFlight)
                .thenComparing(
                        Comparator.comparingLong(Destination::freeMemoryMb).reversed())
                .thenComparing(Destination::host);
    }

    private Choice book(Destination destination, Need need) {
        destination.book(need.resources());
        places.book(need.instanceId(), destination.host());
        return new Choice.Named(destination.host());
    }

    /** By name, which Nova keeps unique: the metadata of two readings may differ. */
    private static Set<String> names(Set<Aggregate> aggregates) {
        return aggregates.stream().map(Aggregate::name).collect(Collectors.toSet());
    }
}
