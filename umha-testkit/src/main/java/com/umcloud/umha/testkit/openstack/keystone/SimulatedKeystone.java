package com.umcloud.umha.testkit.openstack.keystone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Reply;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Keystone (Identity API v3 and v2.0): version discovery, password logins with a project's scope, tokens that expire. Which
 * of the two it serves is a setting; without further words v3 alone, like every Keystone since Queens. Safe for use by
 * several threads.
 */
public final class SimulatedKeystone {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final OpenStackSettings settings;
    private final InstantSource clock;
    private final String baseUrl;
    private final Catalogue catalogue;
    private final Map<String, Instant> tokens = new HashMap<>();
    private int logins;

    /**
     * @param baseUrl where this Keystone is reached, without version
     */
    public SimulatedKeystone(OpenStackSettings settings, InstantSource clock, String baseUrl) {
        this.settings = settings;
        this.clock = clock;
        this.baseUrl = baseUrl;
        this.catalogue = new Catalogue(settings, baseUrl);
    }

    /** Answers a request whose path is relative to the base URL. */
    public Reply handle(Call call, String path) {
        if (path.isEmpty() || path.equals("/")) {
            List<Object> versions = new ArrayList<>();
            settings.identityVersions().stream()
                    .sorted(Comparator.reverseOrder())
                    .forEach(version -> versions.add(version(version)));
            return Reply.json(300, Map.of("versions", Map.of("values", versions)));
        }
        String version = path.startsWith("/v3") ? "v3" : "v2.0";
        String rest = path.startsWith("/" + version) ? path.substring(version.length() + 1) : "elsewhere";
        if (!settings.identityVersions().contains(version)) {
            return Reply.html(404, "404 Not Found");
        }
        if (rest.isEmpty() || rest.equals("/")) {
            return Reply.json(200, Map.of("version", version(version)));
        }
        if (rest.equals("/auth/tokens") && version.equals("v3") && call.method().equals("POST")) {
            return login(call);
        }
        if (rest.equals("/tokens") && version.equals("v2.0") && call.method().equals("POST")) {
            return loginInVersion2(call);
        }
        return rest.startsWith("/")
                ? fault(404, "Not Found", "The resource could not be found.")
                : Reply.html(404, "404 Not Found");
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

    private Map<String, Object> version(String name) {
        String type = "application/vnd.openstack.identity-" + name + "+json";
        return Map.of(
                "id",
                name.equals("v3") ? "v3.14" : name,
                "status",
                "stable",
                "updated",
                name.equals("v3") ? "2020-04-07T00:00:00Z" : "2014-04-17T00:00:00Z",
                "links",
                List.of(Map.of("rel", "self", "href", baseUrl + "/" + name + "/")),
                "media-types",
                List.of(Map.of("base", "application/json", "type", type)));
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
        return answerInVersion3(issue());
    }

    private boolean isDomain(JsonNode domain) {
        return domain.path("name").asText().equalsIgnoreCase(settings.domain())
                || domain.path("id").asText().equals("default");
    }

    /** Version 2.0 knows names without domains; they are those of the default domain. */
    private Reply loginInVersion2(Call call) {
        JsonNode auth;
        try {
            auth = JSON.readTree(call.body()).path("auth");
        } catch (JsonProcessingException e) {
            return fault(400, "Bad Request", "Malformed request body.");
        }
        JsonNode user = auth.path("passwordCredentials");
        if (!user.isObject()) {
            return fault(400, "Bad Request", "Expecting to find auth in request body.");
        }
        boolean known = user.path("username").asText().equals(settings.username())
                && user.path("password").asText().equals(settings.password().reveal())
                && auth.path("tenantName").asText().equals(settings.project());
        if (!known) {
            return fault(401, "Unauthorized", "The request you have made requires authentication.");
        }
        Issued issued = issue();
        Map<String, Object> token = Map.of(
                "id", issued.id(),
                "issued_at", MICROSECONDS.format(issued.at()),
                "expires", issued.expiry().truncatedTo(ChronoUnit.SECONDS).toString(),
                "tenant", Map.of("id", Catalogue.PROJECT_ID, "name", settings.project(), "enabled", true),
                "audit_ids", List.of("A1"));
        Map<String, Object> account = Map.of(
                "id", "u1",
                "name", settings.username(),
                "username", settings.username(),
                "roles", List.of(Map.of("name", role())),
                "roles_links", List.of());
        return Reply.json(
                200,
                Map.of(
                        "access",
                        Map.of(
                                "token",
                                token,
                                "serviceCatalog",
                                catalogue.inVersion2(),
                                "user",
                                account,
                                "metadata",
                                Map.of("is_admin", 0, "roles", List.of("r1")))));
    }

    private Reply answerInVersion3(Issued issued) {
        Map<String, Object> domain = Map.of("id", "default", "name", settings.domain());
        Map<String, Object> token = new HashMap<>();
        token.put("methods", List.of("password"));
        token.put("user", Map.of("id", "u1", "name", settings.username(), "domain", domain));
        token.put("project", Map.of("id", Catalogue.PROJECT_ID, "name", settings.project(), "domain", domain));
        token.put("roles", List.of(Map.of("id", "r1", "name", role())));
        token.put("audit_ids", List.of("A1"));
        token.put("is_domain", false);
        token.put("issued_at", issued.at().toString());
        token.put("expires_at", issued.expiry().toString());
        token.put("catalog", catalogue.inVersion3());
        return Reply.json(201, Map.of("token", token)).withHeader("X-Subject-Token", issued.id());
    }

    private String role() {
        return settings.administrator() ? "admin" : "member";
    }

    private synchronized Issued issue() {
        Instant now = clock.instant();
        Issued issued = new Issued(
                "gAAAA" + UUID.randomUUID().toString().replace("-", ""), now, now.plus(settings.tokenLifetime()));
        tokens.put(issued.id(), issued.expiry());
        logins++;
        return issued;
    }

    private static Reply fault(int status, String title, String message) {
        return Reply.json(status, Map.of("error", Map.of("code", status, "title", title, "message", message)));
    }

    private record Issued(String id, Instant at, Instant expiry) {}
}
