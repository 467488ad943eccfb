package com.umcloud.umha.testkit.openstack.nova;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Instances (nova/api/openstack/compute/servers.py, evacuate.py); called with the state's lock held. */
final class ServerRoutes {
    private final NovaState state;
    private final ServerOperations operations;

    ServerRoutes(NovaState state) {
        this.state = state;
        this.operations = new ServerOperations(state);
    }

    /** The filters that matter here; of a repeated one Nova takes the last. Newest first. */
    Reply detail(Call call, int minor) {
        boolean administrator = state.settings().administrator();
        if (call.parameter("all_tenants").isPresent() && !administrator) {
            throw new NovaFault(
                    403, "Policy doesn't allow os_compute_api:servers:detail:get_all_tenants to be performed.");
        }
        List<Server> all = new ArrayList<>(state.servers());
        Collections.reverse(all);
        Stream<Server> matching = all.stream();
        Optional<String> uuid = call.parameter("uuid");
        Optional<String> host = call.parameter("host").filter(value -> administrator);
        Optional<String> status = call.parameter("status");
        matching = matching.filter(server -> uuid.isEmpty() || server.id.equals(uuid.get()))
                .filter(server -> host.isEmpty() || server.isOn(host.get()))
                .filter(server -> status.isEmpty() || server.status().equals(status.get()));
        List<Server> page =
                page(matching.toList(), all.stream().map(server -> server.id).toList(), call);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "servers",
                page.stream()
                        .map(server ->
                                ServerView.of(server, minor, administrator).get("server"))
                        .toList());
        new Paging(state.settings().maximumLimit())
                .next(call, page.stream().map(server -> server.id).toList(), "/servers/detail")
                .ifPresent(links -> answer.put("servers_links", links));
        return Reply.json(200, answer);
    }

    Reply show(String id, int minor) {
        return Reply.json(
                200, ServerView.of(operations.find(id), minor, state.settings().administrator()));
    }

    Reply action(Call call, String id, int minor) {
        JsonNode body = SimulatedNova.body(call);
        String action = body.size() == 1 ? body.fieldNames().next() : "";
        boolean withObject = Set.of("evacuate", "os-resetState").contains(action)
                && body.path(action).isObject();
        boolean known = withObject || action.equals("os-stop");
        if (!known) {
            throw new NovaFault(400, "There is no such action: " + action);
        }
        operations.find(id);
        if (!state.settings().administrator()) {
            throw new NovaFault(403, "Policy doesn't allow os_compute_api:" + action + " to be performed.");
        }
        switch (action) {
            case "os-stop" -> operations.stop(id);
            case "os-resetState" ->
                operations.resetState(id, body.path(action).path("state").asText());
            default -> {
                operations.evacuate(id, evacuateCall(body.path(action), minor));
                return minor < 14 ? Reply.json(200, Map.of("adminPass", "Xq3ZtYfMn8Lp")) : Reply.empty(200);
            }
        }
        return Reply.empty(202);
    }

    /** nova/api/openstack/compute/instance_actions.py; newest first. */
    Reply actions(String id) {
        List<Object> actions = new ArrayList<>();
        for (InstanceAction each : operations.find(id).actions) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("action", each.action());
            view.put("instance_uuid", id);
            view.put("request_id", each.requestId());
            view.put("start_time", NovaTimes.long8601(each.startedAt()));
            view.put("message", null);
            actions.add(0, view);
        }
        return Reply.json(200, Map.of("instanceActions", actions));
    }

    /** nova/api/openstack/compute/schemas/evacuate.py. */
    private static EvacuateCall evacuateCall(JsonNode evacuate, int minor) {
        TreeSet<String> unknown = new TreeSet<>();
        evacuate.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(List.of("host", "adminPass"));
        if (minor < 14) {
            unknown.remove("onSharedStorage");
        } else if (minor >= 29 && minor < 68) {
            unknown.remove("force");
        }
        if (!unknown.isEmpty()) {
            throw new NovaFault(
                    400,
                    "Invalid input for field/attribute evacuate. Value: " + evacuate
                            + ". Additional properties are not allowed (" + unknown + " was unexpected)");
        }
        if (minor < 14 && !evacuate.has("onSharedStorage")) {
            throw new NovaFault(
                    400,
                    "Invalid input for field/attribute evacuate. Value: " + evacuate
                            + ". 'onSharedStorage' is a required property");
        }
        Optional<String> host = Optional.ofNullable(evacuate.get("host")).map(JsonNode::asText);
        boolean forced =
                host.isPresent() && (minor < 29 || evacuate.path("force").asBoolean());
        return new EvacuateCall(host, forced, onSharedStorage(evacuate, minor));
    }

    private static @Nullable Boolean onSharedStorage(JsonNode evacuate, int minor) {
        return minor < 14 ? (Boolean) evacuate.path("onSharedStorage").asBoolean() : null;
    }

    private List<Server> page(List<Server> matching, List<String> order, Call call) {
        int limit = new Paging(state.settings().maximumLimit()).size(call);
        Optional<String> marker = call.parameter("marker");
        if (marker.isEmpty()) {
            return matching.stream().limit(limit).toList();
        }
        int from = order.indexOf(marker.get());
        if (from < 0) {
            throw new NovaFault(400, "marker [" + marker.get() + "] not found");
        }
        return matching.stream()
                .filter(server -> order.indexOf(server.id) > from)
                .limit(limit)
                .toList();
    }
}
