package com.umcloud.umha.core.placement;

import com.umcloud.umha.api.evacuate.ServerGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * On which hosts the members of server groups are, those just booked among them. Members on the source or on no host do not
 * count. For one thread.
 */
final class GroupPlaces {
    private final Map<String, List<Group>> groupsByMember = new HashMap<>();

    private record Group(ServerGroup.Policy policy, Map<String, String> hostByMember) {
        private long others(String instanceId, String host) {
            return hostByMember.entrySet().stream()
                    .filter(place -> !place.getKey().equals(instanceId)
                            && place.getValue().equals(host))
                    .count();
        }

        private boolean hasOthers(String instanceId) {
            return hostByMember.keySet().stream().anyMatch(member -> !member.equals(instanceId));
        }
    }

    GroupPlaces(List<ServerGroup> groups, String source) {
        for (ServerGroup group : groups) {
            Map<String, String> places = new HashMap<>();
            group.members()
                    .forEach((member, host) ->
                            host.filter(name -> !name.equals(source)).ifPresent(name -> places.put(member, name)));
            Group known = new Group(group.policy(), places);
            group.members()
                    .keySet()
                    .forEach(member -> groupsByMember
                            .computeIfAbsent(member, unused -> new ArrayList<>())
                            .add(known));
        }
    }

    /** Whether the hard policies allow the instance on the host. */
    boolean allow(String instanceId, String host) {
        return groups(instanceId).stream().allMatch(group -> switch (group.policy()) {
            case AFFINITY -> !group.hasOthers(instanceId) || group.others(instanceId, host) > 0;
            case ANTI_AFFINITY -> group.others(instanceId, host) == 0;
            case SOFT_AFFINITY, SOFT_ANTI_AFFINITY -> true;
        });
    }

    /** How much the soft policies like the instance on the host: members that are wanted there less those that are not. */
    long liking(String instanceId, String host) {
        return groups(instanceId).stream()
                .mapToLong(group -> switch (group.policy()) {
                    case SOFT_AFFINITY -> group.others(instanceId, host);
                    case SOFT_ANTI_AFFINITY -> -group.others(instanceId, host);
                    case AFFINITY, ANTI_AFFINITY -> 0;
                })
                .sum();
    }

    /** Whether a hard policy binds the instance at all. */
    boolean bound(String instanceId) {
        return groups(instanceId).stream()
                .anyMatch(group -> group.policy() == ServerGroup.Policy.AFFINITY
                        || group.policy() == ServerGroup.Policy.ANTI_AFFINITY);
    }

    void book(String instanceId, String host) {
        groups(instanceId).forEach(group -> group.hostByMember().put(instanceId, host));
    }

    private List<Group> groups(String instanceId) {
        return groupsByMember.getOrDefault(instanceId, List.of());
    }
}
