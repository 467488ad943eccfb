package com.umcloud.umha.evacuators.nova.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.api.failure.UmhaException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Requests to Nova with one token, shared by all callers and renewed when Nova refuses it. Owns its connections and
 * threads. Safe for use by several threads.
 */
public final class ComputeGateway implements AutoCloseable {
    private final TokenExchange exchange;
    private final CloudAccess cloud;

    private ComputeGateway(TokenExchange exchange, CloudAccess cloud) {
        this.exchange = exchange;
        this.cloud = cloud;
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
        SessionKeeper sessions = new SessionKeeper(new KeystoneLogin(cloud, transport, nanoTime), nanoTime);
        return new ComputeGateway(new TokenExchange(transport, sessions), cloud);
    }

    /** Another service of the same cloud, over the same connections and with the same token. */
    public ServiceGateway service(CloudService service) {
        return new ServiceGateway(exchange, service, cloud);
    }

    /** The highest microversion that both sides know, as the login found it; logs in first if need be, else no call. */
    public Microversion highest(Deadline deadline) throws InterruptedException {
        return exchange.session(deadline).highest();
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
        return exchange.sendAll(
                paths.stream()
                        .<TokenExchange.Draft>map(path -> session -> request(session, "GET", path, "", version))
                        .toList(),
                deadline);
    }

    /** The answer of a read as JSON; anything but an object with status 200 is an error. */
    public static JsonNode checked(HttpReply reply) {
        return reply.checked(CloudService.NOVA.name());
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
        return exchange.send(session -> request(session, method, path, body, version), deadline);
    }

    @Override
    public void close() {
        exchange.close();
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
}
