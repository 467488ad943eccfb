package com.umcloud.umha.testkit.openstack.nova;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An instance as Nova's API shows it. */
final class ServerView {
    private ServerView() {}

    static Map<String, Object> of(Server server, int minor, boolean administrator) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", server.id);
        view.put("name", server.name);
        view.put("status", server.status());
        view.put("tenant_id", server.project);
        view.put("metadata", server.metadata);
        view.put("image", server.volumeBacked ? "" : Map.of("id", server.imageId));
        view.put("flavor", flavor(server.flavor, minor));
        view.put("created", NovaTimes.short8601(server.createdAt));
        view.put("updated", NovaTimes.short8601(server.updatedAt));
        view.put("OS-EXT-STS:task_state", server.taskState);
        view.put("OS-EXT-STS:vm_state", server.vmState);
        view.put("OS-EXT-AZ:availability_zone", "nova");
        view.put("os-extended-volumes:volumes_attached", volumes(server, minor));
        if (administrator) {
            if (minor >= 3) {
                view.put("OS-EXT-SRV-ATTR:root_device_name", "/dev/vda");
            }
            String host = server.isOn(server.host) ? server.host : null;
            view.put("OS-EXT-SRV-ATTR:host", host);
            view.put("OS-EXT-SRV-ATTR:hypervisor_hostname", host);
        }
        if (minor >= 9) {
            view.put("locked", server.locked);
        }
        return Map.of("server", view);
    }

    /** From 2.47 on the flavor itself as the instance has it, before only its id. */
    private static Map<String, Object> flavor(SimulatedFlavor flavor, int minor) {
        if (minor < 47) {
            return Map.of("id", flavor.id());
        }
        Map<String, Object> view = FlavorRoutes.resources(flavor);
        view.remove("OS-FLV-EXT-DATA:ephemeral");
        view.put("ephemeral", flavor.ephemeralGb());
        view.put("original_name", flavor.name());
        view.put("extra_specs", flavor.extraSpecs());
        return view;
    }

    private static List<Map<String, Object>> volumes(Server server, int minor) {
        return server.volumes.stream()
                .map(id -> minor >= 3
                        ? Map.<String, Object>of("id", id, "delete_on_termination", false)
                        : Map.<String, Object>of("id", id))
                .toList();
    }
}
