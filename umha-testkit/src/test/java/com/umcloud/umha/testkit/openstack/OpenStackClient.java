package com.umcloud.umha.testkit.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.umcloud.umha.testkit.cloud.SimulatedCloud;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Bare HTTP to the simulated services. */
final class OpenStackClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String root;
    private String token = "";

    OpenStackClient(SimulatedCloud cloud) {
        root = cloud.authUrl().replace("/identity/v3", "");
    }

    record Answer(int status, JsonNode json, String body) {}

    Answer login(String user, String password, String project) throws IOException, InterruptedException {
        String body = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                {"name": "%s", "domain": {"name": "Default"}, "password": "%s"}}},
                "scope": {"project": {"name": "%s", "domain": {"id": "default"}}}}}""".formatted(user, password, project);
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(root + "/identity/v3/auth/tokens"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        token = response.headers().firstValue("X-Subject-Token").orElse("");
        return answer(response);
    }

    Answer get(String path) throws IOException, InterruptedException {
        return answer(http.send(
                HttpRequest.newBuilder(URI.create(root + path)).GET().build(), HttpResponse.BodyHandlers.ofString()));
    }

    /** To Nova, with the token and this microversion. */
    Answer nova(String method, String path, String version, String body) throws IOException, InterruptedException {
        return answer(http.send(
                HttpRequest.newBuilder(URI.create(root + "/compute-public/v2.1" + path))
                        .header("X-Auth-Token", token)
                        .header("OpenStack-API-Version", "compute " + version)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString()));
    }

    /** To any service, with the token. */
    Answer read(String path) throws IOException, InterruptedException {
        return answer(http.send(
                HttpRequest.newBuilder(URI.create(root + path))
                        .header("X-Auth-Token", token)
                        .build(),
                HttpResponse.BodyHandlers.ofString()));
    }

    /** At Keystone's version 2.0. */
    Answer loginInVersion2(String user, String password, String tenant) throws IOException, InterruptedException {
        String body = """
                {"auth": {"tenantName": "%s", "passwordCredentials": {"username": "%s", "password": "%s"}}}""".formatted(tenant, user, password);
        Answer answer = answer(http.send(
                HttpRequest.newBuilder(URI.create(root + "/identity/v2.0/tokens"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString()));
        token = answer.json().at("/access/token/id").asText();
        return answer;
    }

    private static Answer answer(HttpResponse<String> response) throws IOException {
        boolean json = response.headers().firstValue("Content-Type").orElse("").equals("application/json");
        return new Answer(
                response.statusCode(),
                json ? JSON.readTree(response.body()) : JSON.createObjectNode(),
                response.body());
    }
}
