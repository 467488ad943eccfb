package com.umcloud.umha.evacuators.nova.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openstack4j.core.transport.HttpExecutorService;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/**
 * The connector under openstack4j. openstack4j has one connector for the whole process and no place for a client's own
 * transport; so the transport is bound to the thread for the length of one use, which also keeps two clouds apart.
 * openstack4j finds it by {@link java.util.ServiceLoader}.
 */
public final class JavaHttpExecutorService implements HttpExecutorService {
    private static final ThreadLocal<@Nullable Binding> CURRENT = new ThreadLocal<>();

    private record Binding(HttpTransport transport, Deadline deadline, Consumer<HttpReply> witness) {}

    /** Called by {@link java.util.ServiceLoader}. */
    public JavaHttpExecutorService() {}

    /** Runs {@code use}; what openstack4j asks for meanwhile on this thread goes over {@code transport}. */
    static <T> T using(HttpTransport transport, Deadline deadline, Supplier<T> use) {
        return using(transport, deadline, reply -> {}, use);
    }

    /**
     * Does the same and shows each answer as it came: openstack4j leaves out some of what stands there.
     *
     * @param witness called before openstack4j reads the answer
     */
    static <T> T using(HttpTransport transport, Deadline deadline, Consumer<HttpReply> witness, Supplier<T> use) {
        CURRENT.set(new Binding(transport, deadline, witness));
        try {
            return use.get();
        } finally {
            CURRENT.remove();
        }
    }

    @Override
    public String getExecutorDisplayName() {
        return "java.net.http";
    }

    @Override
    public <R> HttpResponse execute(HttpRequest<R> request) {
        Binding binding = CURRENT.get();
        if (binding == null) {
            throw new UmhaException(FailureType.INTERNAL, "openstack4j was used outside of its gateway");
        }
        try {
            HttpReply reply = binding.transport().exchange(translate(request), binding.deadline());
            binding.witness().accept(reply);
            return new OpenStackResponse(reply);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExchangeException(FailureType.EXTERNAL, "interrupted while logging in", true, e);
        } catch (JsonProcessingException e) {
            throw new UmhaException(FailureType.INTERNAL, "a request that cannot be written as JSON", e);
        }
    }

    private static <R> java.net.http.HttpRequest translate(HttpRequest<R> request) throws JsonProcessingException {
        var builder = java.net.http.HttpRequest.newBuilder(URI.create(request.getUrl()));
        request.getHeaders().forEach((name, value) -> builder.setHeader(name, String.valueOf(value)));
        String body = body(request);
        if (body.isEmpty()) {
            builder.method(request.getMethod().name(), java.net.http.HttpRequest.BodyPublishers.noBody());
        } else {
            builder.setHeader("Content-Type", "application/json")
                    .method(request.getMethod().name(), java.net.http.HttpRequest.BodyPublishers.ofString(body));
        }
        return builder.setHeader("Accept", "application/json").build();
    }

    private static <R> String body(HttpRequest<R> request) throws JsonProcessingException {
        Object entity = request.getEntity();
        if (entity != null) {
            return ObjectMapperSingleton.getContext(entity.getClass()).writeValueAsString(entity);
        }
        return request.hasJson() ? request.getJson() : "";
    }
}
