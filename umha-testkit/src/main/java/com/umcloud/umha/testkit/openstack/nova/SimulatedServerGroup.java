package com.umcloud.umha.testkit.openstack.nova;

import java.util.List;

/**
 * A server group.
 *
 * @param id its UUID
 * @param name its name
 * @param policy Nova's word, such as {@code anti-affinity}
 * @param project the id of its project
 * @param members ids of instances
 */
public record SimulatedServerGroup(String id, String name, String policy, String project, List<String> members) {
    public SimulatedServerGroup {
        members = List.copyOf(members);
    }
}
