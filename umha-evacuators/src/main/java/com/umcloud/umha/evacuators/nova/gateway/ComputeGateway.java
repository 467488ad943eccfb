package com.umcloud.umha.evacuators.nova.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Requests to Nova with one token, shared by all callers and renewed when Nova refuses it: a refused request was not
 * processed, so it is sent once more. Owns its connections and threads. Safe for use by several threads.
 */
public final class ComputeGateway implements AutoCloseable {
    /** So often a refused token is replaced: the fresh one may have been revoked with the old one, while it was fetched. */
    private static final int RENEWALS = 2;

    private static final int AT_ONCE = 8;

    private final HttpTransport transport;
    private final SessionKeeper sessions;

    private ComputeGateway(HttpTransport transport, SessionKeeper sessions) {
        this.transport = transport;
        this.sessions = sessions;
    }

    /**
     * A gateway that logs in when it is first used.
     *
     * @param nanoTime a steady clock in nanoseconds
     * @throws UmhaException of type CONFIGURATION if the file of certificates cannot be used
     */
    public static ComputeGateway to(CloudAccess cloud, LongSupplier nanoTime) {
        HttpTransport transport =
                new HttpTransport(cloud.connectTimeout(), cloud.caFile().map(TrustedAuthorities::of));
        return new ComputeGateway(
                transport, new SessionKeeper(new KeystoneLogin(cloud, transport, nanoTime), nanoTime));
    }

    /** The highest microversion that both sides know; logs in first if need be. */
    public Microversion highest(Deadline deadline) throws InterruptedException {
        return sessions.current(deadline).highest();
    }

    /**
     * Reads.
     *
     * @param path below the endpoint, with its query, such as {@code /os-services?binary=nova-compute}
     * @return the answer, which is a JSON object
     * @throws UmhaException of type EXTERNAL or TIMEOUT if there is no such answer with status 200
     */
    public JsonNode read(String path, Microversion version, Deadline deadline) throws InterruptedException {
        return checked(send("GET", path, "", version, deadline));
    }

    /**
     * Reads several things, some at the same time.
     *
     * @return an answer for each path in its sequence, with whatever status it has
     * @throws UmhaException if one has no answer
     */
    public List<HttpReply> readAll(List<String> paths, Microversion version, Deadline deadline)
            throws InterruptedException {
        List<HttpReply> replies = new ArrayList<>();
        for (int from = 0; from < paths.size(); from += AT_ONCE) {
            replies.addAll(together(paths.subList(from, Math.min(paths.size(), from + AT_ONCE)), version, deadline));
        }
        return replies;
    }

    /** The answer of a read as JSON; anything but an object with status 200 is an error. */
    public static JsonNode checked(HttpReply reply) {
        JsonNode json = reply.json();
        if (reply.status() != 200 || !json.isObject()) {
            throw new UmhaException(FailureType.EXTERNAL, "Nova cannot be read: " + explain(reply));
        }
        return json;
    }

    /**
     * Sends a request and returns the answer, whatever its status, but for 401: then the request is sent once more with a
     * new token.
     *
     * @param body JSON; empty for none
     * @throws ExchangeException if there is no answer
     * @throws UmhaException if there is no session, in which case nothing was sent
     */
    public HttpReply send(String method, String path, String body, Microversion version, Deadline deadline)
            throws InterruptedException {
        Session session = sessions.current(deadline);
        HttpReply reply = transport.exchange(request(session, method, path, body, version), deadline);
        for (int renewals = 0; reply.status() == 401 && renewals < RENEWALS; renewals++) {
            session = sessions.insteadOf(session, deadline);
            reply = transport.exchange(request(session, method, path, body, version), deadline);
        }
        return reply;
    }

    @Override
    public void close() {
        sessions.close();
        transport.close();
    }

    private List<HttpReply> together(List<String> paths, Microversion version, Deadline deadline)
            throws InterruptedException {
        Session session = sessions.current(deadline);
        List<HttpRequest> requests = paths.stream()
                .map(path -> request(session, "GET", path, "", version))
                .toList();
        List<CompletableFuture<HttpResponse<String>>> exchanges =
                requests.stream().map(transport::start).toList();
        List<HttpReply> replies = new ArrayList<>();
        try {
            for (int i = 0; i < paths.size(); i++) {
                HttpReply reply = transport.await(requests.get(i), exchanges.get(i), deadline);
                replies.add(reply.status() == 401 ? send("GET", paths.get(i), "", version, deadline) : reply);
            }
        } finally {
            exchanges.forEach(exchange -> exchange.cancel(true));
        }
        return replies;
    }

    private static HttpRequest request(Session session, String method, String path, String body, Microversion version) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(session.computeUrl() + path))
                .setHeader("Accept", "application/json")
                .setHeader("X-Auth-Token", session.token().reveal());
        if (version.isAtLeast(1)) {
            // the second header is all that a Nova before 2.27 understands
            request.setHeader("OpenStack-API-Version", "compute " + version);
            request.setHeader("X-OpenStack-Nova-API-Version", version.toString());
        }
        if (body.isEmpty()) {
            return request.method(method, HttpRequest.BodyPublishers.noBody()).build();
        }
        return request.setHeader("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String explain(HttpReply reply) {
        return switch (reply.status()) {
            case 401 -> reply.describe() + " (a fresh token is refused)";
            case 403 -> reply.describe() + " (the account of [auth] username needs the role admin)";
            case 200 -> reply.describe() + ": not an answer of Nova";
            default -> reply.describe();
        };
    }
}
