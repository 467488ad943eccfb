package com.umcloud.umha.core.config.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * oslo.config's dictionary of switches: {@code enabled:0,severity:1}. The first colon of a part splits it, a name must not
 * come twice, and one that is left out is off.
 *
 * @param switches the names that are allowed, each with 0 or 1
 */
public record DictionaryType(List<String> switches) implements ValueType {
    public DictionaryType {
        switches = List.copyOf(switches);
    }

    @Override
    public Optional<Object> parse(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        switches.forEach(name -> pairs.put(name, "0"));
        Map<String, String> given = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int colon = part.indexOf(':');
            String name = colon < 0 ? "" : part.substring(0, colon).strip();
            Optional<Boolean> value = BooleanType.read(part.substring(colon + 1).strip());
            if (!switches.contains(name) || value.isEmpty() || given.put(name, "") != null) {
                return Optional.empty();
            }
            pairs.put(name, value.get() ? "1" : "0");
        }
        return Optional.of(Collections.unmodifiableMap(pairs));
    }

    @Override
    public String allowed() {
        return switches.stream().map(name -> name + ":0 or 1").collect(Collectors.joining(", "))
                + ", such as "
                + switches.stream().map(name -> name + ":0").collect(Collectors.joining(","));
    }

    @Override
    public String display(Object value) {
        return ((Map<?, ?>) value)
                .entrySet().stream()
                        .map(pair -> pair.getKey() + ":" + pair.getValue())
                        .collect(Collectors.joining(","));
    }
}
