package com.umcloud.umha.testkit.openstack.nova;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compute services (nova/api/openstack/compute/services.py); called with the state's lock held. */
final class ServiceRoutes {
    private final NovaState state;
    private final ServiceOperations operations;

    ServiceRoutes(NovaState state) {
        this.state = state;
        this.operations = new ServiceOperations(state);
    }

    Reply list(Call call, int minor) {
        Optional<String> host = call.parameter("host").filter(value -> !value.isEmpty());
        Optional<String> binary = call.parameter("binary").filter(value -> !value.isEmpty());
        List<Object> services = new ArrayList<>();
        if (host.isEmpty() && binary.isEmpty()) {
            services.add(scheduler(minor));
        }
        state.services().stream()
                .filter(service -> host.isEmpty() || host.get().equals(service.host.name()))
                .filter(service -> binary.isEmpty() || binary.get().equals("nova-compute"))
                .forEach(service -> services.add(view(service, minor)));
        return Reply.json(200, Map.of("services", services));
    }

    Reply update(Call call, String key, int minor) {
        return minor >= 53 ? updateByUuid(call, key, minor) : updateByAction(call, key, minor);
    }

    private Reply updateByUuid(Call call, String uuid, int minor) {
        ComputeService service = state.services().stream()
                .filter(each -> each.uuid.equals(uuid))
                .findFirst()
                .orElseThrow(() -> new NovaFault(404, "Service " + uuid + " not found."));
        JsonNode body = SimulatedNova.body(call);
        onlyKeys(body, Set.of("status", "disabled_reason", "forced_down"));
        String status = body.path("status").asText("");
        if (status.equals("enabled") && body.has("disabled_reason")) {
            throw new NovaFault(400, "Specifying 'disabled_reason' with status 'enabled' is invalid.");
        }
        boolean disable = status.equals("disabled");
        Duration delay = operations.apply(
                service,
                new ServiceUpdate(
                        status.isEmpty() ? Optional.empty() : Optional.of(disable),
                        disable && body.has("disabled_reason") ? Optional.of(reason(body)) : Optional.empty(),
                        body.has("forced_down")
                                ? Optional.of(body.path("forced_down").asBoolean())
                                : Optional.empty()));
        return Reply.json(200, Map.of("service", view(service, minor))).after(delay);
    }

    private Reply updateByAction(Call call, String action, int minor) {
        JsonNode body = SimulatedNova.body(call);
        String host = body.path("host").asText();
        ComputeService service =
                state.findService(host).orElseThrow(() -> new NovaFault(404, "Host '" + host + "' is not mapped"));
        Duration delay = Duration.ZERO;
        Map<String, Object> answer = new LinkedHashMap<>(Map.of("host", host, "binary", "nova-compute"));
        switch (minor < 11 && action.equals("force-down") ? "unknown" : action) {
            case "enable", "disable", "disable-log-reason" -> {
                Optional<String> reason =
                        action.equals("disable-log-reason") ? Optional.of(reason(body)) : Optional.empty();
                delay = operations.apply(
                        service, action.equals("enable") ? ServiceUpdate.enable() : ServiceUpdate.disable(reason));
                answer.put("status", service.disabled ? "disabled" : "enabled");
                reason.ifPresent(text -> answer.put("disabled_reason", text));
            }
            case "force-down" -> {
                boolean down = body.path("forced_down").asBoolean();
                operations.apply(service, ServiceUpdate.forceDown(down));
                answer.put("forced_down", down);
            }
            default -> throw new NovaFault(404, "Unknown action");
        }
        return Reply.json(200, Map.of("service", answer)).after(delay);
    }

    private Map<String, Object> view(ComputeService service, int minor) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", minor >= 53 ? service.uuid : service.number);
        view.put("binary", "nova-compute");
        view.put("host", service.host.name());
        view.put("zone", state.aggregates().zoneOf(service.host));
        view.put("status", service.disabled ? "disabled" : "enabled");
        view.put("disabled_reason", service.disabledReason);
        view.put("state", service.up(state.now()) ? "up" : "down");
        view.put("updated_at", NovaTimes.long8601(service.updatedAt(state.now())));
        if (minor >= 11) {
            view.put("forced_down", service.forcedDown);
        }
        return view;
    }

    private Map<String, Object> scheduler(int minor) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", minor >= 53 ? "0c1a1f5e-0000-4000-8000-000000000001" : 1001);
        view.put("binary", "nova-scheduler");
        view.put("host", "controller");
        view.put("zone", "internal");
        view.put("status", "enabled");
        view.put("disabled_reason", null);
        view.put("state", "up");
        view.put("updated_at", NovaTimes.long8601(state.now()));
        view.put("forced_down", false);
        return view;
    }

    private static String reason(JsonNode body) {
        return body.path("disabled_reason").asText();
    }

    private static void onlyKeys(JsonNode body, Set<String> allowed) {
        Set<String> unknown = new TreeSet<>();
        body.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(allowed);
        if (!unknown.isEmpty()) {
            throw new NovaFault(400, "Additional properties are not allowed (" + unknown + " was unexpected)");
        }
    }
}
