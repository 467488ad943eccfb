package com.umcloud.umha.evacuators.nova.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.exceptions.ClientResponseException;
import org.openstack4j.core.transport.ExecutionOptions;
import org.openstack4j.core.transport.HttpEntityHandler;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/** An answer as openstack4j wants it. */
final class OpenStackResponse implements HttpResponse {
    private final HttpReply reply;

    OpenStackResponse(HttpReply reply) {
        this.reply = reply;
    }

    @Override
    public <T> T getEntity(Class<T> type) {
        return HttpEntityHandler.handle(this, type, null, true);
    }

    @Override
    public <T> T getEntity(Class<T> type, ExecutionOptions<T> options) {
        return HttpEntityHandler.handle(this, type, options, true);
    }

    @Override
    public <T> T readEntity(Class<T> type) {
        try {
            return ObjectMapperSingleton.getContext(type).readerFor(type).readValue(reply.body());
        } catch (JsonProcessingException e) {
            // the parser's message may show parts of the answer
            throw new ClientResponseException("not JSON of the expected form", reply.status());
        }
    }

    @Override
    public int getStatus() {
        return reply.status();
    }

    @Override
    public String getStatusMessage() {
        return reply.describe();
    }

    @Override
    public @Nullable String getContentType() {
        return header("Content-Type");
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(reply.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable String header(String name) {
        return reply.headers().firstValue(name).orElse(null);
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        reply.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        return headers;
    }

    @Override
    public void close() {
        // the answer was read wholly before
    }
}
