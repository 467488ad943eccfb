package com.umcloud.umha.testkit.openstack.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP answer.
 *
 * @param status the status
 * @param headers header fields
 * @param body the body; empty for none
 * @param delay how long the server waits, after the effect, before it answers
 */
public record Reply(int status, Map<String, String> headers, String body, Duration delay) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Reply {
        headers = Map.copyOf(headers);
    }

    /** An answer with {@code value} as JSON. */
    public static Reply json(int status, Object value) {
        try {
            return new Reply(
                    status, Map.of("Content-Type", "application/json"), JSON.writeValueAsString(value), Duration.ZERO);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written as JSON: " + value, e);
        }
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), "", Duration.ZERO);
    }

    /** A page of HTML, as proxies and misdirected requests give it. */
    public static Reply html(int status, String title) {
        String page = "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>";
        return new Reply(status, Map.of("Content-Type", "text/html"), page, Duration.ZERO);
    }

    public Reply withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body, delay);
    }

    public Reply after(Duration wait) {
        return new Reply(status, headers, body, wait);
    }
}
