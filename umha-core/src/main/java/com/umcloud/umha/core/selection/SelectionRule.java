package com.umcloud.umha.core.selection;

import java.util.Objects;

/**
 * One condition on an instance.
 *
 * @param kind what is looked at
 * @param key the key in it; empty for a name or a project
 * @param value the value wanted; {@code *} stands for any text, {@code ?} for any character; letters in any case
 */
public record SelectionRule(Kind kind, String key, String value) {
    public SelectionRule {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
    }

    /** Where the condition looks. */
    public enum Kind {
        METADATA,
        FLAVOR,
        IMAGE,
        AGGREGATE,
        NAME,
        PROJECT
    }
}
