package com.umcloud.umha.core.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What happened, in order: intents as they were written, effects as they reached the world. */
final class Journal {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    List<String> lines() {
        return lines;
    }

    List<String> about(String word) {
        return lines.stream().filter(line -> line.contains(word)).toList();
    }
}
