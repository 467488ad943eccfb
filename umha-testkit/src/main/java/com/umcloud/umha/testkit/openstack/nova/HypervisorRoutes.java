package com.umcloud.umha.testkit.openstack.nova;

import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hypervisors (nova/api/openstack/compute/hypervisors.py); called with the state's lock held. */
final class HypervisorRoutes {
    private final NovaState state;

    HypervisorRoutes(NovaState state) {
        this.state = state;
    }

    /** All at once up to 2.32, later in pages; without numbers from 2.88 on. */
    Reply detail(Call call, int minor) {
        List<SimulatedNode> nodes = state.nodes();
        if (minor < 33) {
            return Reply.json(
                    200,
                    Map.of(
                            "hypervisors",
                            nodes.stream().map(node -> view(node, minor)).toList()));
        }
        List<String> ids = nodes.stream().map(node -> id(node, minor)).toList();
        int from = call.parameter("marker").map(ids::indexOf).orElse(-1) + 1;
        List<SimulatedNode> page = nodes.stream()
                .skip(from)
                .limit(new Paging(state.settings().maximumLimit()).size(call))
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("hypervisors", page.stream().map(node -> view(node, minor)).toList());
        new Paging(state.settings().maximumLimit())
                .next(call, page.stream().map(node -> id(node, minor)).toList(), "/os-hypervisors/detail")
                .ifPresent(links -> answer.put("hypervisors_links", links));
        return Reply.json(200, answer);
    }

    private String id(SimulatedNode node, int minor) {
        return minor >= 53 ? node.uuid() : String.valueOf(state.service(node.host()).number);
    }

    private Map<String, Object> view(SimulatedNode node, int minor) {
        ComputeService service = state.service(node.host());
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", minor >= 53 ? node.uuid() : service.number);
        view.put("hypervisor_hostname", node.name());
        view.put("hypervisor_type", "QEMU");
        view.put("state", service.up(state.now()) ? "up" : "down");
        view.put("status", service.disabled ? "disabled" : "enabled");
        Map<String, Object> serviceView = new LinkedHashMap<>();
        serviceView.put("id", minor >= 53 ? service.uuid : service.number);
        serviceView.put("host", node.host());
        serviceView.put("disabled_reason", service.disabledReason);
        view.put("service", serviceView);
        if (minor < 88) {
            HostResources resources = node.resources();
            view.put("vcpus", resources.vcpus());
            view.put("memory_mb", resources.memoryMb());
            view.put("local_gb", resources.diskGb());
            view.put("vcpus_used", node.vcpusUsed());
            view.put("memory_mb_used", node.memoryUsedMb() + resources.reservedMemoryMb());
            view.put("local_gb_used", node.diskUsedGb());
            view.put("running_vms", node.instances());
        }
        return view;
    }
}
