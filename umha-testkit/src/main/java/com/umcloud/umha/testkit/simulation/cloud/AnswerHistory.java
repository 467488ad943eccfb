package com.umcloud.umha.testkit.simulation.cloud;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was answered to questions, for as long as somebody may be told it again. Used by one thread.
 *
 * @param <T> the answers
 */
final class AnswerHistory<T> {
    private record Answer<T>(Instant at, T value) {}

    private final Map<String, Deque<Answer<T>>> answers = new HashMap<>();

    /** Keeps an answer, and forgets what was not the newest any more at {@code oldest}. */
    void keep(String question, T value, Instant now, Instant oldest) {
        Deque<Answer<T>> known = answers.computeIfAbsent(question, key -> new ArrayDeque<>());
        while (known.size() > 1 && !second(known).at.isAfter(oldest)) {
            known.removeFirst();
        }
        known.addLast(new Answer<>(now, value));
    }

    private static <T> Answer<T> second(Deque<Answer<T>> known) {
        var answers = known.iterator();
        answers.next();
        return answers.next();
    }

    /** The newest answer that was given then or before. */
    Optional<T> asOf(String question, Instant moment) {
        Deque<Answer<T>> known = answers.get(question);
        if (known == null) {
            return Optional.empty();
        }
        var newestFirst = known.descendingIterator();
        while (newestFirst.hasNext()) {
            Answer<T> answer = newestFirst.next();
            if (!answer.at.isAfter(moment)) {
                return Optional.of(answer.value);
            }
        }
        return Optional.empty();
    }
}
