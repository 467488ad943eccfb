package com.umcloud.umha.core.placement;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.api.evacuate.ServerGroup;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Candidates, needs, groups and configurations for the tests. */
final class Hosts {
    static final Optional<Resources> UNKNOWN = Optional.empty();

    private Hosts() {}

    /** In zone {@code az1}, in no aggregate, with nothing in flight. */
    static Candidate host(String name, Optional<Resources> free) {
        return new Candidate(name, "az1", Set.of(), free, 0);
    }

    static Candidate host(String name, long freeMemoryMb) {
        return host(name, Optional.of(memory(freeMemoryMb)));
    }

    static Candidate busy(String name, int inFlight) {
        return new Candidate(name, "az1", Set.of(), UNKNOWN, inFlight);
    }

    static Candidate placed(String name, String zone, String... aggregates) {
        return new Candidate(name, zone, aggregates(aggregates), UNKNOWN, 0);
    }

    static Set<Aggregate> aggregates(String... names) {
        return Arrays.stream(names).map(name -> new Aggregate(name, Map.of())).collect(Collectors.toSet());
    }

    /** Of memory only: vCPUs and disk are needed nowhere. */
    static Resources memory(long mb) {
        return new Resources(0, mb, 0);
    }

    static Need need(String id) {
        return new Need(id, memory(1));
    }

    static Need need(String id, long memoryMb) {
        return new Need(id, memory(memoryMb));
    }

    /** Members as {@code id@host}, or {@code id} for one that is on no host. */
    static ServerGroup group(ServerGroup.Policy policy, String... members) {
        Map<String, Optional<String>> places = new HashMap<>();
        for (String member : members) {
            int at = member.indexOf('@');
            places.put(
                    at < 0 ? member : member.substring(0, at),
                    at < 0 ? Optional.empty() : Optional.of(member.substring(at + 1)));
        }
        return new ServerGroup("group-of-" + members[0], policy, places);
    }

    static PlacementConfig spreading(int perDestination) {
        return config(true, Optional.empty(), perDestination);
    }

    static PlacementConfig fixed(String destination, int perDestination) {
        return config(true, Optional.of(destination), perDestination);
    }

    private static PlacementConfig config(boolean spread, Optional<String> destination, int perDestination) {
        return new PlacementConfig(
                spread, destination, List.of(), 64, perDestination, Duration.ofHours(24), Duration.ofMinutes(5));
    }
}
