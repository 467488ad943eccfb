package com.umcloud.umha.core.selection;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.Instance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What is written of an instance under UMHA's own keys. The nearest place decides: the instance's metadata, then its flavor,
 * its image, the aggregates of the failed host. A value that makes no sense counts as not written. For one instance, one
 * thread.
 */
final class BuiltInKeys {
    static final String EVACUATE = "umha:evacuate";
    static final String PRIORITY = "umha:priority";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final int HIGHEST = 1000;

    private final Instance instance;
    private final List<Aggregate> aggregates;
    private final List<String> ignored = new ArrayList<>();

    BuiltInKeys(Instance instance, Set<Aggregate> aggregatesOfHost) {
        this.instance = instance;
        this.aggregates = aggregatesOfHost.stream()
                .sorted(Comparator.comparing(Aggregate::name))
                .toList();
    }

    /** A value and where it stands. */
    record Written<T>(T value, String place) {}

    /** {@code umha:evacuate}, wherever it stands. */
    Optional<Written<Boolean>> evacuate() {
        return in("metadata", instance.metadata(), EVACUATE, BuiltInKeys::truth)
                .or(() -> in("flavor", instance.flavor().extraSpecs(), EVACUATE, BuiltInKeys::truth))
                .or(() -> in("image", instance.imageProperties(), EVACUATE, BuiltInKeys::truth))
                .or(this::evacuateByAggregate);
    }

    /** {@code umha:evacuate} where only operators write: in the flavor or an aggregate. */
    Optional<Written<Boolean>> evacuateByOperator() {
        return in("flavor", instance.flavor().extraSpecs(), EVACUATE, BuiltInKeys::truth)
                .or(this::evacuateByAggregate);
    }

    /** {@code umha:priority}, wherever it stands. */
    Optional<Integer> priority() {
        return in("metadata", instance.metadata(), PRIORITY, BuiltInKeys::number)
                .or(() -> in("flavor", instance.flavor().extraSpecs(), PRIORITY, BuiltInKeys::number))
                .or(() -> in("image", instance.imageProperties(), PRIORITY, BuiltInKeys::number))
                .map(Written::value)
                .or(() -> inAggregates(PRIORITY, BuiltInKeys::number).stream()
                        .map(Written::value)
                        .max(Comparator.naturalOrder()));
    }

    /** The values that made no sense so far, each once. */
    List<String> ignored() {
        return ignored.stream().distinct().toList();
    }

    /** Where aggregates contradict each other, the one that keeps the instance running counts. */
    private Optional<Written<Boolean>> evacuateByAggregate() {
        List<Written<Boolean>> all = inAggregates(EVACUATE, BuiltInKeys::truth);
        return all.stream()
                .filter(Written::value)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private <T> List<Written<T>> inAggregates(String key, Function<String, Optional<T>> reader) {
        return aggregates.stream()
                .flatMap(aggregate -> in("aggregate " + aggregate.name(), aggregate.metadata(), key, reader).stream())
                .toList();
    }

    private <T> Optional<Written<T>> in(
            String place, Map<String, String> pairs, String key, Function<String, Optional<T>> reader) {
        String text = pairs.get(key);
        if (text == null) {
            return Optional.empty();
        }
        Optional<Written<T>> written = reader.apply(text.strip()).map(value -> new Written<>(value, place));
        if (written.isEmpty()) {
            ignored.add(place + ": " + key + "=" + text + " is not "
                    + (key.equals(EVACUATE) ? "true or false" : "a whole number from 0 to " + HIGHEST));
        }
        return written;
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> Optional.of(true);
            case "false", "no", "off", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> number(String text) {
        return NUMBER.matcher(text).matches()
                ? Optional.of(Integer.valueOf(text)).filter(value -> value <= HIGHEST)
                : Optional.empty();
    }
}
