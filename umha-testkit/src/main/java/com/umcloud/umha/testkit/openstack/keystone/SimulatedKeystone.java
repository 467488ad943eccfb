package com.umcloud.umha.testkit.openstack.keystone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Reply;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Keystone v3 (Identity API v3): version discovery, password logins with a project's scope, tokens that expire. It has
 * no v2.0, like every Keystone since Queens. Safe for use by several threads.
 */
public final class SimulatedKeystone {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROJECT_ID = "5f8e6b2f0c1d4b7a9e3c2d1f0a9b8c7d";

    private final OpenStackSettings settings;
    private final InstantSource clock;
    private final String baseUrl;
    private final Map<String, Instant> tokens = new HashMap<>();
    private int logins;

    /**
     * @param baseUrl where this Keystone is reached, without version
     */
    public SimulatedKeystone(OpenStackSettings settings, InstantSource clock, String baseUrl) {
        this.settings = settings;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    /** Answers a request whose path is relative to the base URL. */
    public Reply handle(Call call, String path) {
        if (path.isEmpty() || path.equals("/")) {
            return Reply.json(300, Map.of("versions", Map.of("values", List.of(version()))));
        }
        if (path.equals("/v3") || path.equals("/v3/")) {
            return Reply.json(200, Map.of("version", version()));
        }
        if (path.equals("/v3/auth/tokens") && call.method().equals("POST")) {
            return login(call);
        }
        if (path.startsWith("/v3/")) {
            return fault(404, "Not Found", "The resource could not be found.");
        }
        return Reply.html(404, "404 Not Found");
    }

    /** How many logins have succeeded. */
    public synchronized int logins() {
        return logins;
    }

    /** Makes every token given out so far worthless. */
    public synchronized void revokeTokens() {
        tokens.clear();
    }

    /** Whether a token is known and not expired. */
    public synchronized boolean accepts(String token) {
        Instant expiry = tokens.get(token);
        return expiry != null && clock.instant().isBefore(expiry);
    }

    private Map<String, Object> version() {
        return Map.of(
                "id",
                "v3.14",
                "status",
                "stable",
                "updated",
                "2020-04-07T00:00:00Z",
                "links",
                List.of(Map.of("rel", "self", "href", baseUrl + "/v3/")),
                "media-types",
                List.of(Map.of("base", "application/json", "type", "application/vnd.openstack.identity-v3+json")));
    }

    private Reply login(Call call) {
        JsonNode auth;
        try {
            auth = JSON.readTree(call.body()).path("auth");
        } catch (JsonProcessingException e) {
            return fault(400, "Bad Request", "Malformed request body.");
        }
        JsonNode user = auth.path("identity").path("password").path("user");
        JsonNode project = auth.path("scope").path("project");
        boolean known = user.path("name").asText().equals(settings.username())
                && isDomain(user.path("domain"))
                && user.path("password").asText().equals(settings.password().reveal())
                && project.path("name").asText().equals(settings.project())
                && isDomain(project.path("domain"));
        if (!known) {
            return fault(401, "Unauthorized", "The request you have made requires authentication.");
        }
        return issue();
    }

    private boolean isDomain(JsonNode domain) {
        return domain.path("name").asText().equalsIgnoreCase(settings.domain())
                || domain.path("id").asText().equals("default");
    }

    private synchronized Reply issue() {
        Instant now = clock.instant();
        Instant expiry = now.plus(settings.tokenLifetime());
        String id = "gAAAA" + UUID.randomUUID().toString().replace("-", "");
        tokens.put(id, expiry);
        logins++;
        Map<String, Object> domain = Map.of("id", "default", "name", settings.domain());
        Map<String, Object> token = new HashMap<>();
        token.put("methods", List.of("password"));
        token.put("user", Map.of("id", "u1", "name", settings.username(), "domain", domain));
        token.put("project", Map.of("id", PROJECT_ID, "name", settings.project(), "domain", domain));
        token.put("roles", List.of(Map.of("id", "r1", "name", settings.administrator() ? "admin" : "member")));
        token.put("audit_ids", List.of("A1"));
        token.put("is_domain", false);
        token.put("issued_at", now.toString());
        token.put("expires_at", expiry.toString());
        token.put("catalog", catalogue());
        return Reply.json(201, Map.of("token", token)).withHeader("X-Subject-Token", id);
    }

    private List<Object> catalogue() {
        String root = baseUrl.substring(0, baseUrl.lastIndexOf('/'));
        String version = settings.legacyEndpoint() ? "/v2/" + PROJECT_ID : "/v2.1";
        return List.of(
                service("identity", "keystone", (region, name) -> baseUrl),
                service(
                        "compute",
                        "nova",
                        (region, name) -> (region.equals(settings.regions().get(0))
                                        ? root + "/compute-" + name
                                        : root + "/elsewhere")
                                + version));
    }

    private Map<String, Object> service(String type, String name, EndpointUrl url) {
        List<Object> endpoints = new ArrayList<>();
        for (String region : settings.regions()) {
            for (String face : settings.interfaces()) {
                endpoints.add(Map.of(
                        "id",
                        type + "-" + region + "-" + face,
                        "interface",
                        face,
                        "region",
                        region,
                        "region_id",
                        region,
                        "url",
                        url.of(region, face)));
            }
        }
        return Map.of("id", type, "type", type, "name", name, "endpoints", endpoints);
    }

    private static Reply fault(int status, String title, String message) {
        return Reply.json(status, Map.of("error", Map.of("code", status, "title", title, "message", message)));
    }

    private interface EndpointUrl {
        String of(String region, String face);
    }
}
