package com.umcloud.umha.core.config.schema;

import java.util.Optional;

/** What a setting's text has to look like, and what it becomes. */
public sealed interface ValueType
        permits BooleanType,
                ConnectionType,
                DictionaryType,
                DurationType,
                FractionType,
                IntegerType,
                ListType,
                SecretType,
                TextType {
    /**
     * Reads a text after substitution.
     *
     * @return the typed value; empty if the text is not allowed
     */
    Optional<Object> parse(String text);

    /** What is allowed, to follow "expected": {@code a whole number from 1 to 1000}. */
    String allowed();

    /** The value for people; masked as far as it is secret. */
    default String display(Object value) {
        return value.toString();
    }

    /** The value as a boolean, number, text, list or map for a HOCON tree; secrets in clear. */
    default Object plain(Object value) {
        return value;
    }

    /** Whether the text must not be shown, and may come from a file of its own or the environment. */
    default boolean secret() {
        return false;
    }

    /** Whether an empty text means that nothing is set, as with oslo.config's numbers. */
    default boolean emptyIsUnset() {
        return false;
    }
}
