package com.umcloud.umha.testkit.simulation.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.umcloud.umha.core.incident.HostReturn.PowerOn;
import com.umcloud.umha.core.incident.InstanceState;

/** The document of an incident as it would be had nothing been asked for that has no answer. */
final class ForgottenIntents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ForgottenIntents() {}

    static String in(String document) {
        try {
            ObjectNode incident = (ObjectNode) JSON.readTree(document);
            incident.putArray("underWay");
            incident.path("instances").forEach(instance -> forget((ObjectNode) instance));
            if (incident.path("hostReturn") instanceof ObjectNode hostReturn
                    && is(hostReturn, "powerOn", PowerOn.GIVEN)) {
                hostReturn.put("powerOn", PowerOn.NOT_GIVEN.name());
                lessOne(hostReturn, "powerOns");
            }
            return JSON.writeValueAsString(incident);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the document of an incident: " + document, e);
        }
    }

    private static void forget(ObjectNode instance) {
        if (is(instance, "state", InstanceState.REQUESTED)) {
            instance.put("state", InstanceState.PENDING.name());
            if (lessOne(instance, "attempts") == 0) {
                instance.putNull("askedAt");
            }
        } else if (is(instance, "state", InstanceState.RESETTING)) {
            instance.put("state", InstanceState.TO_RESET.name());
        } else if (is(instance, "state", InstanceState.STOPPING)) {
            instance.put("state", InstanceState.TO_STOP.name());
        }
    }

    private static boolean is(JsonNode node, String field, Enum<?> value) {
        return node.path(field).asText().equals(value.name());
    }

    private static int lessOne(ObjectNode node, String field) {
        int less = Math.max(0, node.path(field).asInt() - 1);
        node.put(field, less);
        return less;
    }
}
