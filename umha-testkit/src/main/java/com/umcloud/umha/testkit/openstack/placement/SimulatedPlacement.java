package com.umcloud.umha.testkit.openstack.placement;

import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Reply;
import com.umcloud.umha.testkit.openstack.nova.HostResources;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import com.umcloud.umha.testkit.openstack.nova.SimulatedNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Placement's API (version 1.0) over the hypervisor nodes of a {@link NovaState}. Safe for use by several threads. */
public final class SimulatedPlacement {
    private static final Pattern PROVIDER = Pattern.compile("/resource_providers/([^/]+)/(inventories|usages)");

    private final NovaState nova;
    private final Predicate<String> tokens;
    private final boolean administrator;

    /**
     * @param tokens says whether a token is good
     */
    public SimulatedPlacement(NovaState nova, Predicate<String> tokens, boolean administrator) {
        this.nova = nova;
        this.tokens = tokens;
        this.administrator = administrator;
    }

    /** Answers a request whose path is relative to the endpoint. */
    public Reply handle(Call call, String path) {
        if (path.isEmpty() || path.equals("/")) {
            return Reply.json(
                    200,
                    Map.of(
                            "versions",
                            List.of(Map.of(
                                    "id", "v1.0", "min_version", "1.0", "max_version", "1.39", "status", "CURRENT"))));
        }
        if (!call.header("x-auth-token").map(tokens::test).orElse(false)) {
            return fault(401, "Unauthorized", "This server could not verify that you are authorized.");
        }
        if (!administrator) {
            return fault(403, "Forbidden", "Policy does not allow placement to be performed.");
        }
        List<SimulatedNode> nodes = nova.nodes();
        if (path.equals("/resource_providers") && call.method().equals("GET")) {
            return Reply.json(
                    200,
                    Map.of(
                            "resource_providers",
                            nodes.stream().map(SimulatedPlacement::provider).toList()));
        }
        Matcher matcher = PROVIDER.matcher(path);
        if (!matcher.matches() || !call.method().equals("GET")) {
            return fault(404, "Not Found", "The resource could not be found.");
        }
        Optional<SimulatedNode> node = nodes.stream()
                .filter(each -> each.uuid().equals(matcher.group(1)))
                .findFirst();
        if (node.isEmpty()) {
            return fault(404, "Not Found", "No resource provider with uuid " + matcher.group(1) + " found");
        }
        String what = matcher.group(2);
        return Reply.json(
                200,
                Map.of(
                        "resource_provider_generation",
                        7,
                        what,
                        what.equals("usages")
                                ? usages(node.get())
                                : inventories(node.get().resources())));
    }

    private static Map<String, Object> provider(SimulatedNode node) {
        return Map.of("uuid", node.uuid(), "name", node.name(), "generation", 7, "links", List.of());
    }

    private static Map<String, Object> usages(SimulatedNode node) {
        return Map.of("VCPU", node.vcpusUsed(), "MEMORY_MB", node.memoryUsedMb(), "DISK_GB", node.diskUsedGb());
    }

    private static Map<String, Object> inventories(HostResources resources) {
        Map<String, Object> inventories = new LinkedHashMap<>();
        inventories.put("VCPU", inventory(resources.vcpus(), 0, resources.cpuRatio()));
        inventories.put(
                "MEMORY_MB", inventory(resources.memoryMb(), resources.reservedMemoryMb(), resources.memoryRatio()));
        if (resources.diskGb() > 0) {
            inventories.put("DISK_GB", inventory(resources.diskGb(), 0, resources.diskRatio()));
        }
        return inventories;
    }

    private static Map<String, Object> inventory(int total, int reserved, double ratio) {
        return Map.of(
                "total",
                total,
                "reserved",
                reserved,
                "allocation_ratio",
                ratio,
                "min_unit",
                1,
                "max_unit",
                Math.max(1, total),
                "step_size",
                1);
    }

    private static Reply fault(int status, String title, String detail) {
        return Reply.json(
                status, Map.of("errors", List.of(Map.of("status", status, "title", title, "detail", detail))));
    }
}
