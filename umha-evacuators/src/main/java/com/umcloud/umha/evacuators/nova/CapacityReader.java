package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.HostCapacity;
import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.evacuators.nova.gateway.CloudService;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import com.umcloud.umha.evacuators.nova.gateway.ServiceGateway;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What hosts can take: by Placement (Placement API, "Resource provider inventories" and "usages"), two calls per host, or
 * where the catalogue has none by Nova's hypervisors. Nodes and hosts are brought together by the exact names that Nova
 * gives them; a host with several nodes has no capacity of its own and is left out.
 */
final class CapacityReader {
    /** The last that shows numbers. */
    private static final int HAS_NUMBERS = 87;
    /** From here on hypervisors come in pages. */
    private static final int IN_PAGES = 33;

    private static final int PAGE = 1000;
    /** How often Nova gives away a physical thread, in the releases that have no Placement, unless configured. */
    private static final int CPU_RATIO = 16;

    private final ComputeGateway gateway;
    private final ServiceGateway placement;

    CapacityReader(ComputeGateway gateway) {
        this.gateway = gateway;
        this.placement = gateway.service(CloudService.PLACEMENT);
    }

    List<HostCapacity> all(Deadline deadline) throws InterruptedException {
        Map<String, AnswerFields> nodes = soleNodes(deadline);
        return placement.isOffered(deadline)
                ? byPlacement(nodes, deadline)
                : nodes.entrySet().stream()
                        .map(entry -> byNova(entry.getKey(), entry.getValue()))
                        .toList();
    }

    /** The node of each host that has exactly one. */
    private Map<String, AnswerFields> soleNodes(Deadline deadline) throws InterruptedException {
        Map<String, AnswerFields> nodes = new LinkedHashMap<>();
        Set<String> several = new HashSet<>();
        for (AnswerFields node : hypervisors(deadline)) {
            String host = node.object("service").text("host");
            if (nodes.putIfAbsent(host, node) != null) {
                several.add(host);
            }
        }
        nodes.keySet().removeAll(several);
        return nodes;
    }

    private List<AnswerFields> hypervisors(Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(HAS_NUMBERS);
        List<AnswerFields> all = new ArrayList<>();
        String marker = "";
        while (true) {
            String path = "/os-hypervisors/detail" + (version.isAtLeast(IN_PAGES) ? "?limit=" + PAGE + marker : "");
            AnswerFields answer = new AnswerFields("GET " + path, gateway.read(path, version, deadline));
            List<AnswerFields> page = answer.list("hypervisors");
            all.addAll(page);
            if (page.isEmpty() || !answer.hasNext("hypervisors_links")) {
                return all;
            }
            String next = "&marker=" + page.get(page.size() - 1).text("id");
            if (next.equals(marker)) {
                throw page.get(0).wrong("repeats a page");
            }
            marker = next;
        }
    }

    private List<HostCapacity> byPlacement(Map<String, AnswerFields> nodes, Deadline deadline)
            throws InterruptedException {
        String path = "/resource_providers";
        Map<String, String> providers = new HashMap<>();
        new AnswerFields(placement.name(), "GET " + path, placement.read(path, deadline))
                .list("resource_providers")
                .forEach(provider -> providers.put(provider.text("name"), provider.text("uuid")));
        List<String> hosts = nodes.keySet().stream()
                .filter(host -> providers.containsKey(nodeName(nodes, host)))
                .toList();
        List<String> paths = new ArrayList<>();
        for (String host : hosts) {
            String provider = path + "/" + ServiceReader.encode(String.valueOf(providers.get(nodeName(nodes, host))));
            paths.add(provider + "/inventories");
            paths.add(provider + "/usages");
        }
        List<HttpReply> replies = placement.readAll(paths, deadline);
        List<HostCapacity> capacities = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            HttpReply inventories = replies.get(2 * i);
            HttpReply usages = replies.get(2 * i + 1);
            if (!isDeleted(inventories) && !isDeleted(usages)) {
                capacities.add(capacity(hosts.get(i), inventories, usages));
            }
        }
        return capacities;
    }

    /** A 404 that speaks of the provider is Placement's own; any other may come from a proxy. */
    private static boolean isDeleted(HttpReply reply) {
        return reply.status() == 404 && reply.body().contains("No resource provider with uuid");
    }

    private static String nodeName(Map<String, AnswerFields> nodes, String host) {
        AnswerFields node = nodes.get(host);
        return node == null ? "" : node.text("hypervisor_hostname");
    }

    private HostCapacity capacity(String host, HttpReply inventories, HttpReply usages) {
        AnswerFields has = new AnswerFields(placement.name(), inventories.request(), placement.checked(inventories))
                .object("inventories");
        AnswerFields takes =
                new AnswerFields(placement.name(), usages.request(), placement.checked(usages)).object("usages");
        return new HostCapacity(
                host,
                new Resources(usable(has, "VCPU"), usable(has, "MEMORY_MB"), usable(has, "DISK_GB")),
                new Resources(used(takes, "VCPU"), used(takes, "MEMORY_MB"), used(takes, "DISK_GB")));
    }

    /** What Placement gives away of a class: without what is reserved, times the ratio, in whole units. */
    private static long usable(AnswerFields inventories, String resourceClass) {
        if (!inventories.has(resourceClass)) {
            return 0;
        }
        AnswerFields inventory = inventories.object(resourceClass);
        long free = inventory.number("total") - inventory.number("reserved");
        return (long) (free * inventory.fraction("allocation_ratio"));
    }

    private static long used(AnswerFields usages, String resourceClass) {
        return usages.has(resourceClass) ? usages.number(resourceClass) : 0;
    }

    /** Nova does not tell its ratios; memory and disk are taken as they are, so that the forecast errs to the safe side. */
    private static HostCapacity byNova(String host, AnswerFields node) {
        return new HostCapacity(
                host,
                new Resources(node.number("vcpus") * CPU_RATIO, node.number("memory_mb"), node.number("local_gb")),
                new Resources(node.number("vcpus_used"), node.number("memory_mb_used"), node.number("local_gb_used")));
    }
}
