package com.umcloud.umha.testkit.openstack.nova;

import java.util.LinkedHashMap;
import java.util.Map;

/** An instance as Nova's API shows it. */
final class ServerView {
    private ServerView() {}

    static Map<String, Object> of(Server server, int minor, boolean administrator) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", server.id);
        view.put("name", server.name);
        view.put("status", server.status());
        view.put("tenant_id", "5f8e6b2f0c1d4b7a9e3c2d1f0a9b8c7d");
        view.put("metadata", server.metadata);
        view.put("image", server.volumeBacked ? "" : Map.of("id", "70a599e0-31e7-49b7-b260-868f441e862b"));
        view.put("flavor", minor >= 47 ? Map.of("vcpus", 1, "ram", 512, "original_name", "tiny") : Map.of("id", "1"));
        view.put("created", NovaTimes.short8601(server.createdAt));
        view.put("updated", NovaTimes.short8601(server.updatedAt));
        view.put("OS-EXT-STS:task_state", server.taskState);
        view.put("OS-EXT-STS:vm_state", server.vmState);
        view.put("OS-EXT-AZ:availability_zone", "nova");
        if (administrator) {
            String host = server.isOn(server.host) ? server.host : null;
            view.put("OS-EXT-SRV-ATTR:host", host);
            view.put("OS-EXT-SRV-ATTR:hypervisor_hostname", host);
        }
        if (minor >= 9) {
            view.put("locked", server.locked);
        }
        return Map.of("server", view);
    }
}
