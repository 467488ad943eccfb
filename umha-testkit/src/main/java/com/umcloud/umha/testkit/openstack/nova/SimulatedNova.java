package com.umcloud.umha.testkit.openstack.nova;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Reply;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nova's HTTP API (Compute API v2.1 with microversions) over a {@link NovaState}. Safe for use by several threads. */
public final class SimulatedNova {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VERSIONED = Pattern.compile("/(v2|v2\\.1)(/[0-9a-f]{32})?(/.*)?");
    private static final Pattern MICROVERSION = Pattern.compile("(?:compute )?2\\.(\\d+)");
    private static final Map<Integer, String> FAULT_NAMES = Map.of(
            400, "badRequest",
            401, "unauthorized",
            403, "forbidden",
            404, "itemNotFound",
            409, "conflictingRequest",
            503, "serviceUnavailable");

    private final NovaState state;
    private final OpenStackSettings settings;
    private final Predicate<String> tokens;
    private final ServiceOperations operations;
    private final ServiceRoutes services;
    private final ServerRoutes servers;
    private final MigrationRoutes migrations;
    private final HypervisorRoutes hypervisors;
    private final ServerGroupRoutes groups;
    private final FlavorRoutes flavors;

    /**
     * @param tokens says whether a token is good
     */
    public SimulatedNova(NovaState state, Predicate<String> tokens) {
        this.state = state;
        this.settings = state.settings();
        this.tokens = tokens;
        this.operations = new ServiceOperations(state);
        this.services = new ServiceRoutes(state);
        this.servers = new ServerRoutes(state);
        this.migrations = new MigrationRoutes(state);
        this.hypervisors = new HypervisorRoutes(state);
        this.groups = new ServerGroupRoutes(state);
        this.flavors = new FlavorRoutes(state);
    }

    /** Answers a request whose path is relative to the endpoint without its version. */
    public Reply handle(Call call, String path) {
        if (path.isEmpty() || path.equals("/")) {
            return Reply.json(200, Map.of("versions", List.of(version("v2.0", 0), version("v2.1", highest()))));
        }
        Matcher matcher = VERSIONED.matcher(path);
        boolean legacy = matcher.matches() && "v2".equals(matcher.group(1));
        if (!matcher.matches() || (!legacy && highest() == 0)) {
            return Reply.html(404, "404 Not Found");
        }
        String rest = matcher.group(3) == null ? "" : matcher.group(3);
        if (rest.isEmpty() || rest.equals("/")) {
            return Reply.json(200, Map.of("version", legacy ? version("v2.0", 0) : version("v2.1", highest())));
        }
        if (!call.header("x-auth-token").map(tokens::test).orElse(false)) {
            return Reply.json(401, Map.of("error", Map.of("code", 401, "title", "Unauthorized")));
        }
        try {
            int minor = legacy ? 0 : minor(call);
            synchronized (state) {
                state.advance();
                return route(call, rest, minor);
            }
        } catch (NovaFault fault) {
            return fault(fault.status(), fault.text());
        }
    }

    static Reply fault(int status, String message) {
        return Reply.json(
                status,
                Map.of(FAULT_NAMES.getOrDefault(status, "computeFault"), Map.of("code", status, "message", message)));
    }

    static JsonNode body(Call call) {
        try {
            JsonNode body = JSON.readTree(call.body());
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw new NovaFault(400, "Malformed request body");
        }
        throw new NovaFault(400, "Malformed request body");
    }

    private Reply route(Call call, String path, int minor) {
        String[] parts = path.substring(1).split("/", -1);
        String what = call.method() + " " + parts[0] + (parts.length > 1 ? "/*" : "");
        if (!settings.administrator() && !Set.of("servers", "flavors").contains(parts[0])) {
            throw new NovaFault(403, "Policy doesn't allow os_compute_api:" + parts[0] + " to be performed.");
        }
        return switch (what) {
            case "GET os-services" -> services.list(call, minor);
            case "PUT os-services/*" -> services.update(call, parts[1], minor);
            case "GET os-aggregates" ->
                Reply.json(
                        200,
                        Map.of(
                                "aggregates",
                                operations.aggregates().stream()
                                        .map(AggregateView::of)
                                        .toList()));
            case "POST os-aggregates/*" -> addToAggregate(call, parts);
            case "GET os-hypervisors/*" -> hypervisors.detail(call, minor);
            case "GET os-server-groups" -> groups.list(call, minor);
            case "GET flavors/*" ->
                parts[1].equals("detail") ? flavors.detail(call, minor) : flavors.extraSpecs(parts[1]);
            case "GET servers/*" -> servers(call, parts, minor);
            case "POST servers/*" -> servers.action(call, parts[1], minor);
            case "GET os-migrations" -> migrations.list(call, minor);
            default -> fault(404, "The resource could not be found.");
        };
    }

    private Reply servers(Call call, String[] parts, int minor) {
        if (parts.length == 3 && parts[2].equals("os-instance-actions")) {
            return servers.actions(parts[1]);
        }
        return parts[1].equals("detail") ? servers.detail(call, minor) : servers.show(parts[1], minor);
    }

    private Reply addToAggregate(Call call, String[] parts) {
        JsonNode host = body(call).path("add_host").path("host");
        if (parts.length != 3 || !parts[2].equals("action") || !host.isTextual()) {
            throw new NovaFault(400, "Invalid input for field/attribute add_host.");
        }
        return Reply.json(
                200, Map.of("aggregate", AggregateView.of(operations.addToAggregate(parts[1], host.asText()))));
    }

    /** The microversion of a request; the newer header is known from 2.27 on. */
    private int minor(Call call) {
        String asked = (highest() >= 27 ? call.header("openstack-api-version") : Optional.<String>empty())
                .or(() -> call.header("x-openstack-nova-api-version"))
                .orElse("2.1");
        Matcher matcher = MICROVERSION.matcher(asked);
        if (!matcher.matches()) {
            throw new NovaFault(400, "API Version String " + asked + " is of invalid format.");
        }
        int minor = Integer.parseInt(matcher.group(1));
        if (minor < 1 || minor > highest()) {
            throw new NovaFault(
                    406,
                    "Version " + asked + " is not supported by the API. Minimum is 2.1 and maximum is 2." + highest());
        }
        return minor;
    }

    private int highest() {
        return settings.highestMicroversion();
    }

    private static Map<String, Object> version(String id, int minor) {
        return Map.of(
                "id",
                id,
                "status",
                minor == 0 ? "SUPPORTED" : "CURRENT",
                "version",
                minor == 0 ? "" : "2." + minor,
                "min_version",
                minor == 0 ? "" : "2.1",
                "updated",
                "2013-07-23T11:33:21Z",
                "links",
                List.of());
    }
}
