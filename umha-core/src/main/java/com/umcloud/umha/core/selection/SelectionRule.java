package com.umcloud.umha.core.selection;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.Instance;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One condition on an instance, written {@code metadata:KEY=VALUE}, {@code flavor:KEY=VALUE}, {@code image:KEY=VALUE},
 * {@code aggregate:KEY=VALUE}, {@code name:GLOB} or {@code project:GLOB}, each with {@code not} before it for the contrary.
 *
 * @param kind what is looked at
 * @param key the key in it, in exactly these letters; empty for a name or a project
 * @param value the value wanted; {@code *} stands for any text, {@code ?} for any character; letters in any case
 * @param negated whether the instances match that do not meet the condition, those of which it is not known among them
 */
public record SelectionRule(Kind kind, String key, String value, boolean negated) {
    /** What {@link #parse} understands, to follow "expected". */
    public static final String ALLOWED = "metadata:KEY=VALUE, flavor:KEY=VALUE, image:KEY=VALUE, aggregate:KEY=VALUE,"
            + " name:GLOB or project:GLOB, each with \"not \" before it if wanted";

    private static final String NOT = "not ";

    public SelectionRule {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        if (kind.keyed && key.isEmpty()) {
            throw new IllegalArgumentException("there is no key before the =");
        }
        if (!kind.keyed && (!key.isEmpty() || value.isEmpty())) {
            throw new IllegalArgumentException("there is no pattern behind " + kind.prefix());
        }
    }

    /** A condition that is not negated. */
    public SelectionRule(Kind kind, String key, String value) {
        this(kind, key, value, false);
    }

    /**
     * Reads a rule as the configuration has it. The first colon ends the kind, the first {@code =} after it ends the key: a
     * key may hold colons, as Nova allows them in keys, but no {@code =}, which Nova does not; a value may hold both.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static SelectionRule parse(String text) {
        String rule = text.strip();
        boolean negated = rule.toLowerCase(Locale.ROOT).startsWith(NOT);
        if (negated) {
            rule = rule.substring(NOT.length()).strip();
        }
        int colon = rule.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("\"" + rule + "\" has no colon behind what is to be looked at");
        }
        String word = rule.substring(0, colon).strip();
        Kind kind = Kind.of(word)
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is nothing that can be looked at"));
        String condition = rule.substring(colon + 1).strip();
        if (!kind.keyed) {
            return new SelectionRule(kind, "", condition, negated);
        }
        int equals = condition.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("\"" + rule + "\" has no = between key and value");
        }
        return new SelectionRule(
                kind,
                condition.substring(0, equals).strip(),
                condition.substring(equals + 1).strip(),
                negated);
    }

    /** Whether the instance matches; an aggregate's condition is met if one of the failed host's aggregates meets it. */
    boolean matches(Instance instance, Set<Aggregate> aggregatesOfHost) {
        return negated != meets(instance, aggregatesOfHost);
    }

    private boolean meets(Instance instance, Set<Aggregate> aggregatesOfHost) {
        Glob wanted = new Glob(value);
        return switch (kind) {
            case METADATA -> has(wanted, instance.metadata());
            case FLAVOR -> has(wanted, instance.flavor().extraSpecs());
            case IMAGE -> has(wanted, instance.imageProperties());
            case AGGREGATE -> aggregatesOfHost.stream().anyMatch(aggregate -> has(wanted, aggregate.metadata()));
            case NAME -> wanted.matches(instance.name());
            case PROJECT -> !instance.project().isEmpty() && wanted.matches(instance.project());
        };
    }

    private boolean has(Glob wanted, Map<String, String> pairs) {
        String found = pairs.get(key);
        return found != null && wanted.matches(found.strip());
    }

    /** As it is written in the configuration. */
    @Override
    public String toString() {
        return (negated ? NOT : "") + kind.prefix() + (kind.keyed ? key + "=" : "") + value;
    }

    /** Where the condition looks. */
    public enum Kind {
        /** The instance's own metadata, which its owner writes. */
        METADATA(true),
        /** The extra specs of its flavor. */
        FLAVOR(true),
        /** The properties of its image. */
        IMAGE(true),
        /** The metadata of the aggregates of the failed host. */
        AGGREGATE(true),
        /** Its display name. */
        NAME(false),
        /** The id of its project. */
        PROJECT(false);

        private final boolean keyed;

        Kind(boolean keyed) {
            this.keyed = keyed;
        }

        private String prefix() {
            return name().toLowerCase(Locale.ROOT) + ":";
        }

        private static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst();
        }
    }
}
