package com.umcloud.umha.core.config.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A list: items between commas, blanks around them removed, empty ones left out.
 *
 * @param items the only items allowed; empty if any is
 * @param multiple whether it is oslo.config's "multi valued" kind: each repetition of the key adds one item, and commas
 *     mean nothing
 */
public record ListType(Set<String> items, boolean multiple) implements ValueType {
    public ListType {
        items = Set.copyOf(items);
    }

    public static ListType any() {
        return new ListType(Set.of(), false);
    }

    public static ListType of(String... items) {
        return new ListType(Set.of(items), false);
    }

    public static ListType multi() {
        return new ListType(Set.of(), true);
    }

    @Override
    public Optional<Object> parse(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : multiple ? new String[] {text} : text.split(",", -1)) {
            String item = part.strip();
            if (item.isEmpty()) {
                continue;
            }
            if (!items.isEmpty() && !items.contains(item)) {
                return Optional.empty();
            }
            parts.add(item);
        }
        return Optional.of(List.copyOf(parts));
    }

    @Override
    public String allowed() {
        return items.isEmpty()
                ? "a list with commas between the items"
                : "a list of " + String.join(", ", new TreeSet<>(items));
    }

    @Override
    public String display(Object value) {
        return SecretMask.url(String.join(
                ", ", ((List<?>) value).stream().map(Object::toString).toList()));
    }
}
