package com.umcloud.umha.testkit.openstack.nova;

import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Server groups (nova/api/openstack/compute/server_groups.py); called with the state's lock held. */
final class ServerGroupRoutes {
    private final NovaState state;
    private final ServerOperations operations;

    ServerGroupRoutes(NovaState state) {
        this.state = state;
        this.operations = new ServerOperations(state);
    }

    /** Pages by offset, without links; members that were deleted are left out. */
    Reply list(Call call, int minor) {
        boolean all = call.parameter("all_projects").isPresent();
        int offset = call.parameter("offset").map(Integer::parseInt).orElse(0);
        List<Map<String, Object>> page = operations.groups().stream()
                .filter(group -> all || group.project().equals("5f8e6b2f0c1d4b7a9e3c2d1f0a9b8c7d"))
                .skip(offset)
                .limit(new Paging(state.settings().maximumLimit()).size(call))
                .map(group -> view(group, minor))
                .toList();
        return Reply.json(200, Map.of("server_groups", page));
    }

    private Map<String, Object> view(SimulatedServerGroup group, int minor) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", group.id());
        view.put("name", group.name());
        if (minor >= 64) {
            view.put("policy", group.policy());
            view.put("rules", Map.of());
        } else {
            view.put("policies", List.of(group.policy()));
            view.put("metadata", Map.of());
        }
        view.put("members", group.members());
        if (minor >= 13) {
            view.put("project_id", group.project());
            view.put("user_id", "u1");
        }
        return view;
    }
}
