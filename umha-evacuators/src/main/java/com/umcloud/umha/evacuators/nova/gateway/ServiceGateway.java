package com.umcloud.umha.evacuators.nova.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;

/**
 * Reads from a service other than Nova, over the connections and with the token of the {@link ComputeGateway} that gave
 * it. Safe for use by several threads.
 */
public final class ServiceGateway {
    private final TokenExchange exchange;
    private final CloudService service;
    private final CloudAccess cloud;

    ServiceGateway(TokenExchange exchange, CloudService service, CloudAccess cloud) {
        this.exchange = exchange;
        this.service = service;
        this.cloud = cloud;
    }

    /** What people call it. */
    public String name() {
        return service.name();
    }

    /** Whether the catalogue has it; logs in first if need be. */
    public boolean isOffered(Deadline deadline) throws InterruptedException {
        return exchange.session(deadline).catalogue().offers(service, cloud.region());
    }

    /**
     * Reads.
     *
     * @param path below the endpoint as the catalogue names it, with its query
     * @return the answer, which is a JSON object
     * @throws UmhaException of type EXTERNAL or TIMEOUT if there is no such answer with status 200
     */
    public JsonNode read(String path, Deadline deadline) throws InterruptedException {
        return checked(exchange.send(draft(path), deadline));
    }

    /**
     * Reads several things, some at the same time.
     *
     * @return an answer for each path in its sequence, with whatever status it has
     * @throws UmhaException if one has no answer
     */
    public List<HttpReply> readAll(List<String> paths, Deadline deadline) throws InterruptedException {
        return exchange.sendAll(paths.stream().map(this::draft).toList(), deadline);
    }

    /** The answer of a read as JSON; anything but an object with status 200 is an error. */
    public JsonNode checked(HttpReply reply) {
        return reply.checked(service.name());
    }

    private TokenExchange.Draft draft(String path) {
        return session -> HttpRequest.newBuilder(URI.create(url(session) + path))
                .setHeader("Accept", "application/json")
                .setHeader("X-Auth-Token", session.token().reveal())
                .GET()
                .build();
    }

    private String url(Session session) {
        try {
            String url = session.catalogue()
                    .choose(service, cloud.region(), cloud.face())
                    .url();
            return service.version().isEmpty() ? url : url.replaceAll("/v\\d+(\\.\\d+)?$", "") + service.version();
        } catch (UmhaException e) {
            throw new UmhaException(FailureType.EXTERNAL, service.name() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
