package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.ServerGroup;
import com.umcloud.umha.api.evacuate.ServerGroup.Policy;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads server groups (Compute API, "Server groups") and where their members are. */
final class ServerGroupReader {
    private static final Logger LOG = LoggerFactory.getLogger(ServerGroupReader.class);
    /** From here on a group has one policy, before a list with one. */
    private static final int ONE_POLICY = 64;

    private static final int PAGE = 1000;

    private record Row(String id, Policy policy, List<String> members) {}

    private final ComputeGateway gateway;
    private final ServerReader servers;

    ServerGroupReader(ComputeGateway gateway, ServerReader servers) {
        this.gateway = gateway;
        this.servers = servers;
    }

    /** The groups that have one of these instances. */
    List<ServerGroup> of(List<String> instanceIds, Deadline deadline) throws InterruptedException {
        if (instanceIds.isEmpty()) {
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        for (AnswerFields group : all(deadline).values()) {
            List<String> members = group.texts("members");
            if (!Collections.disjoint(members, instanceIds)) {
                policy(group).ifPresent(policy -> rows.add(new Row(group.text("id"), policy, members)));
            }
        }
        Set<String> members = new LinkedHashSet<>();
        rows.forEach(row -> members.addAll(row.members()));
        Map<String, Optional<String>> hosts = new HashMap<>();
        for (Instance instance : servers.withIds(List.copyOf(members), deadline)) {
            hosts.put(instance.id(), instance.host());
        }
        return rows.stream().map(row -> group(row, hosts)).toList();
    }

    /** Members that have been deleted meanwhile are left out. */
    private static ServerGroup group(Row row, Map<String, Optional<String>> hosts) {
        Map<String, Optional<String>> members = new LinkedHashMap<>();
        for (String member : row.members()) {
            Optional<String> host = hosts.get(member);
            if (host != null) {
                members.put(member, host);
            }
        }
        return new ServerGroup(row.id(), row.policy(), members);
    }

    /** These pages have no links, and Nova may give fewer than asked; so the end is an empty page. */
    private Map<String, AnswerFields> all(Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(ONE_POLICY);
        Map<String, AnswerFields> groups = new LinkedHashMap<>();
        int offset = 0;
        while (true) {
            String path = "/os-server-groups?all_projects=True&limit=" + PAGE + "&offset=" + offset;
            List<AnswerFields> page =
                    new AnswerFields("GET " + path, gateway.read(path, version, deadline)).list("server_groups");
            int before = groups.size();
            page.forEach(group -> groups.put(group.text("id"), group));
            if (page.isEmpty()) {
                return groups;
            }
            if (groups.size() == before) {
                throw page.get(0).wrong("repeats a page");
            }
            offset += page.size();
        }
    }

    private static Optional<Policy> policy(AnswerFields group) {
        List<String> words = group.has("policy") ? List.of(group.text("policy")) : group.texts("policies");
        for (String word : words) {
            for (Policy policy : Policy.values()) {
                if (word.equals(policy.name().toLowerCase(Locale.ROOT).replace('_', '-'))) {
                    return Optional.of(policy);
                }
            }
        }
        LOG.debug("server group {} is left out, its policy is not known: {}", group.text("id"), words);
        return Optional.empty();
    }
}
