package com.umcloud.umha.core.config.schema;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text.
 *
 * @param pattern what it must match wholly
 * @param allowed the same in words
 */
public record TextType(Pattern pattern, String allowed) implements ValueType {
    private static final Pattern ANY = Pattern.compile("(?s).*");

    /** Whatever it is. */
    public static TextType any() {
        return new TextType(ANY, "a text");
    }

    /** The path of a file or directory. */
    public static TextType path() {
        return new TextType(Pattern.compile("\\S(.*\\S)?"), "a path");
    }

    /** The name of a factory of a plugin. */
    public static TextType factoryName() {
        return new TextType(Pattern.compile("[a-z0-9][a-z0-9_.-]*"), "the name of a plugin's component, in lower case");
    }

    /** A method of probing. */
    public static TextType probe() {
        return new TextType(
                Pattern.compile(
                        "icmp|tcp:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"),
                "icmp, or tcp:PORT with a port from 1 to 65535");
    }

    /** A web address. */
    public static TextType webAddress() {
        return new TextType(
                Pattern.compile("https?://[^\\s/]+(/\\S*)?"), "an address such as http://192.168.0.2:5000/v3");
    }

    @Override
    public Optional<Object> parse(String text) {
        return pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    @Override
    public String display(Object value) {
        return SecretMask.url(value.toString());
    }
}
