package com.umcloud.umha.core.placement;

import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.api.evacuate.ServerGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tries whether a host's instances fit on the others: those that a server group binds first, then the large before the small,
 * each on the first host with room. An estimate: the scheduler may pack them otherwise, so "fits" is sure as far as the
 * capacities are, "does not fit" is not. For one forecast and one thread.
 */
public final class CapacityForecast {
    private static final Comparator<Resources> SIZE = Comparator.comparingLong(Resources::memoryMb)
            .thenComparingLong(Resources::vcpus)
            .thenComparingLong(Resources::diskGb);

    private final List<Destination> destinations;
    private final GroupPlaces places;
    private final Map<String, String> affinityByMember = new LinkedHashMap<>();

    private CapacityForecast(List<ServerGroup> groups, String source, List<Candidate> candidates) {
        this.places = new GroupPlaces(groups, source);
        this.destinations = candidates.stream()
                .filter(candidate ->
                        !candidate.host().equals(source) && candidate.free().isPresent())
                .map(Destination::new)
                .sorted(Comparator.comparing(Destination::host))
                .toList();
        for (ServerGroup group : groups) {
            if (group.policy() == ServerGroup.Policy.AFFINITY) {
                group.members().keySet().forEach(member -> affinityByMember.putIfAbsent(member, group.id()));
            }
        }
    }

    /**
     * Whether the instances fit. Hosts whose free resources are not known take nothing; zones, aggregates and what is in
     * flight are not looked at: the candidates are those that count.
     *
     * @param needs the instances; with resources of zero one fits everywhere
     * @param groups their server groups; soft policies are not looked at
     * @param source the host they are on; as a candidate it is left out
     */
    public static Forecast of(List<Need> needs, List<ServerGroup> groups, String source, List<Candidate> candidates) {
        CapacityForecast forecast = new CapacityForecast(groups, source, candidates);
        if (forecast.destinations.isEmpty()) {
            return new Forecast(0, List.of(), false);
        }
        Set<String> placed = forecast.place(needs);
        List<String> missing = needs.stream()
                .map(Need::instanceId)
                .filter(id -> !placed.contains(id))
                .toList();
        return new Forecast(placed.size(), missing, true);
    }

    private Set<String> place(List<Need> needs) {
        Set<String> placed = new HashSet<>();
        for (List<Need> together : units(needs)) {
            if (placeAll(together)) {
                together.forEach(need -> placed.add(need.instanceId()));
                continue;
            }
            // what does not fit as a whole may fit in part
            for (Need need : together) {
                if (placeAll(List.of(need))) {
                    placed.add(need.instanceId());
                }
            }
        }
        return placed;
    }

    /** What has to be on one host together, each largest first. */
    private Collection<List<Need>> units(List<Need> needs) {
        Map<String, List<Need>> units = new LinkedHashMap<>();
        needs.stream()
                .sorted(Comparator.comparing(Need::resources, SIZE).reversed().thenComparing(Need::instanceId))
                .forEach(need -> units.computeIfAbsent(unit(need), unused -> new ArrayList<>())
                        .add(need));
        return units.values().stream()
                .sorted(Comparator.comparing(
                                (List<Need> unit) -> !places.bound(unit.get(0).instanceId()))
                        .thenComparing(CapacityForecast::sum, SIZE.reversed()))
                .toList();
    }

    private String unit(Need need) {
        return Optional.ofNullable(affinityByMember.get(need.instanceId()))
                .map(group -> "group " + group)
                .orElse("instance " + need.instanceId());
    }

    private boolean placeAll(List<Need> together) {
        Resources sum = sum(together);
        Optional<Destination> found = destinations.stream()
                .filter(one -> one.mayHold(sum)
                        && together.stream().allMatch(need -> places.allow(need.instanceId(), one.host())))
                .findFirst();
        found.ifPresent(host -> {
            host.book(sum);
            together.forEach(need -> places.book(need.instanceId(), host.host()));
        });
        return found.isPresent();
    }

    private static Resources sum(List<Need> needs) {
        return needs.stream().map(Need::resources).reduce(Resources.NONE, Resources::plus);
    }
}
