package com.umcloud.umha.testkit.simulation.disaster;

import java.util.List;

/**
 * What came of one disaster.
 *
 * @param violations what must not have happened; empty if all was well
 * @param story what happened, line by line
 */
public record DisasterResult(long seed, List<String> violations, List<String> story, Coverage coverage) {
    public DisasterResult {
        violations = List.copyOf(violations);
        story = List.copyOf(story);
    }

    public boolean isWell() {
        return violations.isEmpty();
    }
}
