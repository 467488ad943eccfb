package com.umcloud.umha.evacuators.nova;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Answers about things that hardly change, kept for ten minutes. Forgets the oldest. Safe for use by several threads.
 *
 * @param <V> the answers
 */
final class RecentAnswers<V> {
    private static final int REMEMBERED = 20_000;
    private static final long KEPT = Duration.ofMinutes(10).toNanos();

    private record Answer<V>(V value, long at) {}

    private final LongSupplier nanoTime;
    private final Map<String, Answer<V>> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer<V>> eldest) {
            return size() > REMEMBERED;
        }
    };

    RecentAnswers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized Optional<V> get(String id) {
        Answer<V> answer = answers.get(id);
        return answer == null || nanoTime.getAsLong() - answer.at > KEPT ? Optional.empty() : Optional.of(answer.value);
    }

    synchronized void put(String id, V value) {
        answers.remove(id);
        answers.put(id, new Answer<>(value, nanoTime.getAsLong()));
    }
}
