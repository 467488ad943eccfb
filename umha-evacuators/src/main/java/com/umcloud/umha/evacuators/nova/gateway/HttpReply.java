package com.umcloud.umha.evacuators.nova.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.net.http.HttpHeaders;

/**
 * An HTTP answer.
 *
 * @param request method and path, for messages
 * @param status its status
 * @param headers its header fields
 * @param body its body; empty if there was none
 */
public record HttpReply(String request, int status, HttpHeaders headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 300;

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public boolean isEmpty() {
        return body.isEmpty();
    }

    /** The body if it is a JSON object, else a missing node. */
    public JsonNode json() {
        try {
            JsonNode node = JSON.readTree(body);
            return node != null && node.isObject() ? node : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * The answer of a read as JSON.
     *
     * @param service who was asked, for the message
     * @throws UmhaException of type EXTERNAL if it is anything but an object with status 200
     */
    JsonNode checked(String service) {
        JsonNode json = json();
        if (status != 200 || !json.isObject()) {
            throw new UmhaException(FailureType.EXTERNAL, service + " cannot be read: " + explain(service));
        }
        return json;
    }

    private String explain(String service) {
        return switch (status) {
            case 401 -> describe() + " (a fresh token is refused)";
            case 403 -> describe() + " (the account of [auth] username needs the role admin)";
            case 200 -> describe() + ": not an answer of " + service;
            default -> describe();
        };
    }

    /**
     * The kind of error that OpenStack's answers name, such as {@code itemNotFound}; empty if this is no such answer.
     */
    public String faultName() {
        var names = json().fieldNames();
        String name = names.hasNext() ? names.next() : "";
        return json().path(name).path("message").isTextual() ? name : "";
    }

    /** One line for people: request, status and the error's own text if the answer has one. */
    public String describe() {
        String text = json().path(faultName()).path("message").asText("");
        if (text.isEmpty()) {
            // Placement's form
            text = json().path("errors").path(0).path("detail").asText("");
        }
        return "HTTP " + status + " to " + request + (text.isEmpty() ? remark() : ": " + oneLine(text));
    }

    private String remark() {
        if (isEmpty()) {
            return "";
        }
        if (json().isMissingNode()) {
            return ": the answer is no JSON, so it is not OpenStack's; is there a proxy in between?";
        }
        return isSuccess() ? "" : ": not an answer of OpenStack";
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }

    @Override
    public String toString() {
        return describe();
    }
}
