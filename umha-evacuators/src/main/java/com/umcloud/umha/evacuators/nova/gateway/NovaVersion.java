package com.umcloud.umha.evacuators.nova.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Nova speaks at an endpoint (Compute API, "API versions").
 *
 * @param url where to send requests: the endpoint, or its newer sibling if the catalogue names the old {@code /v2}
 * @param highest the highest microversion that both sides know
 */
record NovaVersion(String url, Microversion highest) {
    private static final Pattern VERSION_IN_PATH = Pattern.compile("/v2(\\.\\d+)?(?=/|$)");

    /**
     * Asks Nova for its versions.
     *
     * @param allowed the highest microversion that may be used
     * @throws UmhaException if Nova cannot be asked or answers nonsense
     */
    static NovaVersion discover(String endpoint, Microversion allowed, HttpTransport transport, Deadline deadline)
            throws InterruptedException {
        Matcher version = VERSION_IN_PATH.matcher(endpoint);
        if (!version.find()) {
            throw new UmhaException(FailureType.EXTERNAL, "the catalogue's URL of Nova has no version: " + endpoint);
        }
        String root = endpoint.substring(0, version.start());
        if (version.group(1) == null) {
            HttpReply sibling = read(root + "/v2.1/", transport, deadline);
            Optional<Microversion> newer = highest(sibling);
            if (newer.isPresent()) {
                return new NovaVersion(version.replaceFirst("/v2.1"), lower(newer.get(), allowed));
            }
        }
        HttpReply reply = read(endpoint.substring(0, version.end()) + "/", transport, deadline);
        Microversion highest = highest(reply)
                .orElseThrow(() -> new UmhaException(
                        FailureType.EXTERNAL,
                        "Nova does not tell its version, look at the compute endpoint in Keystone's catalogue: "
                                + reply.describe()));
        return new NovaVersion(endpoint, lower(highest, allowed));
    }

    private static HttpReply read(String url, HttpTransport transport, Deadline deadline) throws InterruptedException {
        return transport.exchange(
                HttpRequest.newBuilder(URI.create(url))
                        .setHeader("Accept", "application/json")
                        .GET()
                        .build(),
                deadline);
    }

    private static Optional<Microversion> highest(HttpReply reply) {
        JsonNode version = reply.json().path("version");
        if (reply.status() != 200 || !version.path("id").isTextual()) {
            return Optional.empty();
        }
        String text = version.path("version").asText("");
        try {
            return Optional.of(text.isEmpty() ? new Microversion(0) : Microversion.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Microversion lower(Microversion one, Microversion other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
