package com.umcloud.umha.it.openstack;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An instance as Nova shows it to its administrator.
 *
 * @param host where it is; empty text while it is nowhere
 * @param taskState empty text if nothing is being done with it
 * @param json everything that Nova told
 */
public record RealServer(
        String id, String name, String host, String status, String vmState, String taskState, JsonNode json) {
    static RealServer of(JsonNode json) {
        return new RealServer(
                json.path("id").asText(),
                json.path("name").asText(),
                text(json, "OS-EXT-SRV-ATTR:host"),
                text(json, "status"),
                text(json, "OS-EXT-STS:vm_state"),
                text(json, "OS-EXT-STS:task_state"),
                json);
    }

    private static String text(JsonNode json, String key) {
        return json.path(key).isNull() ? "" : json.path(key).asText();
    }

    /** Whether it has this status and nothing is being done with it. */
    public boolean rests(String wantedStatus) {
        return status.equals(wantedStatus) && taskState.isEmpty();
    }

    @Override
    public String toString() {
        return name + " " + status + (taskState.isEmpty() ? "" : "(" + taskState + ")") + " on "
                + (host.isEmpty() ? "-" : host);
    }
}
