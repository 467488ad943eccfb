package com.umcloud.umha.it.openstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Nova's and Placement's administrator, with one token that is renewed when it is refused; past the fault proxy. Safe for use
 * by several threads.
 */
public final class AdminClient implements AutoCloseable {
    /** The newest version that the tests' own calls are written for. */
    public static final String MICROVERSION = "2.79";

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int AT_ONCE = 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CloudProperties properties;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE, task -> {
        Thread thread = new Thread(task, "admin-client");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable String token;

    /** Logs in with the first call. */
    public AdminClient(CloudProperties properties) {
        this.properties = properties;
    }

    /** An answer of 400 and above. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(String request, int status, String body) {
            super(request + ": HTTP " + status + " " + body);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** Nova's answer to GET; {@code path} begins with a slash. */
    public JsonNode get(String path) {
        return nova("GET", path, null);
    }

    /**
     * Nova's answer with {@link #MICROVERSION}.
     *
     * @param body what Jackson makes JSON of; null for none
     * @throws Refused if Nova refuses
     */
    public JsonNode nova(String method, String path, @Nullable Object body) {
        return nova(MICROVERSION, method, path, body);
    }

    /** As {@link #nova(String, String, Object)} with another microversion. */
    public JsonNode nova(String microversion, String method, String path, @Nullable Object body) {
        return call(method, properties.text("nova_url") + path, "compute " + microversion, body);
    }

    /** Placement's answer. */
    public JsonNode placement(String method, String path, @Nullable Object body) {
        return call(method, properties.text("placement_url") + path, "placement 1.36", body);
    }

    private JsonNode call(String method, String url, String version, @Nullable Object body) {
        String used = token();
        HttpResponse<String> answer = send(method, url, version, used, body);
        if (answer.statusCode() == 401) {
            forget(used);
            answer = send(method, url, version, token(), body);
        }
        if (answer.statusCode() >= 400) {
            throw new Refused(method + " " + url, answer.statusCode(), answer.body());
        }
        return parse(answer.body());
    }

    private HttpResponse<String> send(
            String method, String url, String version, String withToken, @Nullable Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(LIMIT)
                .header("X-Auth-Token", withToken)
                .header("OpenStack-API-Version", version)
                .header("Accept", "application/json");
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(text(body)));
        }
        return exchange(request.build());
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private synchronized void forget(String refused) {
        if (refused.equals(token)) {
            token = null;
        }
    }

    private synchronized String token() {
        if (token != null) {
            return token;
        }
        Map<String, Object> domain = Map.of("name", properties.text("domain"));
        Map<String, Object> user =
                Map.of("name", properties.text("user"), "domain", domain, "password", properties.text("password"));
        Map<String, Object> identity = Map.of("methods", List.of("password"), "password", Map.of("user", user));
        Map<String, Object> scope = Map.of("project", Map.of("name", properties.text("project"), "domain", domain));
        String url = properties.text("auth_url") + "/auth/tokens";
        HttpResponse<String> answer = exchange(HttpRequest.newBuilder(URI.create(url))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        text(Map.of("auth", Map.of("identity", identity, "scope", scope)))))
                .build());
        if (answer.statusCode() != 201) {
            throw new Refused("POST " + url, answer.statusCode(), answer.body());
        }
        String issued = answer.headers().firstValue("X-Subject-Token").orElseThrow();
        token = issued;
        return issued;
    }

    /** Calls the function for all items, a few at a time; the results are in the order of the items. */
    public <T, R> List<R> forAll(Collection<T> items, Function<? super T, ? extends R> function) {
        List<Future<? extends R>> running = new ArrayList<>();
        items.forEach(item -> running.add(callers.submit(() -> function.apply(item))));
        List<R> results = new ArrayList<>();
        for (Future<? extends R> one : running) {
            try {
                results.add(one.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        return results;
    }

    private static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode parse(String body) {
        if (body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + body, e);
        }
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
