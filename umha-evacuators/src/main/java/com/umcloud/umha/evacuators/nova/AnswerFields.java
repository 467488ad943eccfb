package com.umcloud.umha.evacuators.nova;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One object in an answer of Nova or another service, read strictly: what is missing or of another kind makes the whole answer useless,
 * because a half-understood answer would look like an empty one.
 *
 * @param service who answered, for messages
 * @param where request and place in the answer, for messages
 * @param node the object
 */
record AnswerFields(String service, String where, JsonNode node) {
    /** In an answer of Nova. */
    AnswerFields(String where, JsonNode node) {
        this("Nova", where, node);
    }

    /** The objects of the list {@code name}, which must be there. */
    List<AnswerFields> list(String name) {
        JsonNode list = node.path(name);
        if (!list.isArray()) {
            throw wrong("has no list '" + name + "'");
        }
        List<AnswerFields> fields = new ArrayList<>();
        for (JsonNode each : list) {
            if (!each.isObject()) {
                throw wrong("has something else than objects in '" + name + "'");
            }
            fields.add(new AnswerFields(service, where + ", " + name + "[" + fields.size() + "]", each));
        }
        return fields;
    }

    AnswerFields object(String name) {
        JsonNode object = node.path(name);
        if (!object.isObject()) {
            throw wrong("has no object '" + name + "'");
        }
        return new AnswerFields(service, where + ", " + name, object);
    }

    /** A text or number that must be there. */
    String text(String name) {
        return optionalText(name).orElseThrow(() -> wrong("has no '" + name + "'"));
    }

    /** A text or number; empty if it is null, empty or not there. */
    Optional<String> optionalText(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw wrong("has something else than a text in '" + name + "'");
        }
        return value.asText().isEmpty() ? Optional.empty() : Optional.of(value.asText());
    }

    /** A key that must be there, whose value may be null or empty. */
    Optional<String> presentText(String name) {
        if (!node.has(name)) {
            throw wrong("has no '" + name + "'");
        }
        return optionalText(name);
    }

    boolean flag(String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw wrong("has something else than true or false in '" + name + "'");
        }
        return value.asBoolean();
    }

    /** A whole number that must be there. */
    long number(String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber()) {
            throw wrong("has no number '" + name + "'");
        }
        return value.asLong();
    }

    /** A number that must be there. */
    double fraction(String name) {
        JsonNode value = node.path(name);
        if (!value.isNumber()) {
            throw wrong("has no number '" + name + "'");
        }
        return value.asDouble();
    }

    /** Whether the list of links {@code name} says that there is another page: Nova adds it to every full page. */
    boolean hasNext(String name) {
        for (JsonNode link : node.path(name)) {
            if (link.path("rel").asText().equals("next")) {
                return true;
            }
        }
        return false;
    }

    boolean has(String name) {
        return node.has(name);
    }

    /** The texts of a list that must be there. */
    List<String> texts(String name) {
        JsonNode list = node.path(name);
        if (!list.isArray()) {
            throw wrong("has no list '" + name + "'");
        }
        List<String> texts = new ArrayList<>();
        list.forEach(value -> texts.add(value.asText()));
        return texts;
    }

    /** The texts of an object; empty if it is not there. */
    Map<String, String> textMap(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        node.path(name)
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    /** A time, which Nova writes in UTC with or without a Z; empty if it is null or not there. */
    Optional<Instant> time(String name) {
        return optionalText(name).map(text -> {
            try {
                return text.endsWith("Z")
                        ? Instant.parse(text)
                        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                throw wrong("has no time in '" + name + "': " + text);
            }
        });
    }

    UmhaException wrong(String what) {
        return new UmhaException(FailureType.EXTERNAL, service + "'s answer to " + where + " " + what);
    }
}
