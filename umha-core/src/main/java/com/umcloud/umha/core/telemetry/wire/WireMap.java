package com.umcloud.umha.core.telemetry.wire;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A msgpack map in the sender's order. Its keys are all text or all whole numbers up to 2^63 - 1. A key may occur twice:
 * its last value counts, as in Python.
 */
public record WireMap(List<Entry> entries) implements WireValue {
    private static final Comparator<Entry> BY_KEY = (first, second) -> compareKeys(first.key(), second.key());

    /** One key and its value. */
    public record Entry(WireValue key, WireValue value) {}

    public WireMap {
        entries = List.copyOf(entries);
    }

    /** The last value of a text key. */
    public Optional<WireValue> get(Text key) {
        for (int index = entries.size() - 1; index >= 0; index--) {
            Entry entry = entries.get(index);
            if (entry.key().equals(key)) {
                return Optional.of(entry.value());
            }
        }
        return Optional.empty();
    }

    /** The entries sorted by key (texts by code point, numbers by value), each key once with its last value. */
    public List<Entry> sorted() {
        Entry[] sorted = entries.toArray(new Entry[0]);
        Arrays.sort(sorted, BY_KEY); // stable: of equal keys the last one stays last
        int kept = 0;
        for (int index = 0; index < sorted.length; index++) {
            boolean last = index == sorted.length - 1 || compareKeys(sorted[index].key(), sorted[index + 1].key()) != 0;
            if (last) {
                sorted[kept++] = sorted[index];
            }
        }
        return Arrays.asList(sorted).subList(0, kept);
    }

    /** The entries in the sender's order, each key once: at its first place, with its last value. */
    public List<Entry> distinct() {
        Map<WireValue, WireValue> last = new HashMap<>();
        entries.forEach(entry -> last.put(entry.key(), entry.value()));
        if (last.size() == entries.size()) {
            return entries;
        }
        return entries.stream()
                .map(Entry::key)
                .distinct()
                .map(key -> new Entry(key, last.getOrDefault(key, Nil.NIL)))
                .toList();
    }

    private static int compareKeys(WireValue first, WireValue second) {
        if (first instanceof Text firstText && second instanceof Text secondText) {
            return firstText.bytes().compareTo(secondText.bytes());
        }
        if (first instanceof Whole firstWhole && second instanceof Whole secondWhole) {
            return Long.compare(firstWhole.value(), secondWhole.value());
        }
        throw new IllegalArgumentException("map keys are all text or all whole numbers");
    }
}
