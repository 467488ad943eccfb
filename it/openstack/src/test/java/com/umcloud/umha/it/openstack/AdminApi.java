package com.umcloud.umha.it.openstack;

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

/** Requests to nova-api as the administrator, past the proxy, with one token. Safe for use by several threads. */
final class AdminApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final CloudProperties cloud;
    private String token = "";

    AdminApi(CloudProperties cloud) {
        this.cloud = cloud;
    }

    /** What the cloud answers when it does not do as it was asked. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(String request, int status, String body) {
            super(request + ": HTTP " + status + " " + body);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    JsonNode get(String path) {
        return call("GET", path, "2.93", "");
    }

    JsonNode post(String path, String microversion, String body) {
        return call("POST", path, microversion, body);
    }

    /** An action of a server, such as {@code {"pause": null}}. */
    void act(String server, String microversion, String body) {
        post("/servers/" + server + "/action", microversion, body);
    }

    JsonNode call(String method, String path, String microversion, String body) {
        HttpRequest.BodyPublisher content =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cloud.text("nova_url") + path))
                .timeout(LIMIT)
                .header("X-Auth-Token", token())
                .header("OpenStack-API-Version", "compute " + microversion)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(method, content);
        HttpResponse<String> answer = send(request.build());
        if (answer.statusCode() >= 300) {
            throw new RefusedException(method + " " + path + " " + body, answer.statusCode(), answer.body());
        }
        return json(answer.body());
    }

    private synchronized String token() {
        if (token.isEmpty()) {
            String login = """
                    {"auth": {"identity": {"methods": ["password"], "password": {"user":
                      {"name": "%s", "password": "%s", "domain": {"name": "%s"}}}},
                      "scope": {"project": {"name": "%s", "domain": {"name": "%s"}}}}}""".formatted(
                            cloud.text("user"),
                            cloud.text("password"),
                            cloud.text("domain"),
                            cloud.text("project"),
                            cloud.text("domain"));
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(URI.create(cloud.text("auth_url") + "/auth/tokens"))
                            .timeout(LIMIT)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(login))
                            .build());
            token = answer.headers()
                    .firstValue("X-Subject-Token")
                    .orElseThrow(() -> new IllegalStateException("no token: " + answer.body()));
        }
        return token;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode json(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(body, e);
        }
    }
}
