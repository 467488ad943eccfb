package com.umcloud.umha.core.config;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * oslo.config's substitution of {@code $name} and {@code ${name}} in values: Python's {@code string.Template} with dots
 * allowed inside names; {@code $$} and <code>\$</code> stand for a dollar sign, one that begins no name stays.
 */
final class ValueTemplate {
    private static final Pattern PLACE = Pattern.compile(
            "\\$(?:(?<dollar>\\$)|(?<name>[_a-z][._a-z0-9]*)|\\{(?<braced>[_a-z][._a-z0-9]*)\\})",
            Pattern.CASE_INSENSITIVE);

    private ValueTemplate() {}

    /** Whether a value holds anything to replace. */
    static boolean isPlain(String text) {
        return text.indexOf('$') < 0;
    }

    /**
     * Replaces the names.
     *
     * @param lookup the text for a name; empty if there is none
     * @return the text, or empty if a name was not found
     */
    static Optional<String> expand(String text, Function<String, Optional<String>> lookup) {
        Matcher matcher = PLACE.matcher(text.replace("\\$", "$$"));
        StringBuilder expanded = new StringBuilder();
        while (matcher.find()) {
            Optional<String> replacement = matcher.group("dollar") != null
                    ? Optional.of("$")
                    : lookup.apply(matcher.group("name") != null ? matcher.group("name") : matcher.group("braced"));
            if (replacement.isEmpty()) {
                return Optional.empty();
            }
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(replacement.get()));
        }
        return Optional.of(matcher.appendTail(expanded).toString());
    }
}
