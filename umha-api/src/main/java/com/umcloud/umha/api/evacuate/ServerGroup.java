package com.umcloud.umha.api.evacuate;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Instances that have to be, or must not be, on one host.
 *
 * @param id its UUID
 * @param policy what holds for its members
 * @param members the host of each member by the member's id; empty for one that is on no host
 */
public record ServerGroup(String id, Policy policy, Map<String, Optional<String>> members) {
    public ServerGroup {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(policy, "policy");
        members = Map.copyOf(members);
    }

    /** Nova's policies (Compute API, "Server groups"). */
    public enum Policy {
        AFFINITY,
        ANTI_AFFINITY,
        SOFT_AFFINITY,
        SOFT_ANTI_AFFINITY
    }
}
