package com.umcloud.umha.it.openstack.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * UMHA against one kind of direct calls with one number of instances; only blocks in which both came to their end count.
 *
 * @param ratio of the times from the proof to the last ACTIVE
 * @param umha the median time of UMHA's runs
 * @param direct the median time of the direct runs
 */
record Summary(int instances, Kind against, PairedRatio ratio, double umha, double direct) {
    /** Empty if there is no pair. */
    static Optional<Summary> of(List<RunResult> results, int instances, Kind against) {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (RunResult run : runs(results, instances, Kind.UMHA)) {
            runs(results, instances, against).stream()
                    .filter(other -> other.block() == run.block())
                    .findFirst()
                    .ifPresent(other -> {
                        ours.add(run.total());
                        theirs.add(other.total());
                    });
        }
        return ours.isEmpty()
                ? Optional.empty()
                : Optional.of(new Summary(
                        instances,
                        against,
                        PairedRatio.of(ours, theirs),
                        Numbers.median(ours),
                        Numbers.median(theirs)));
    }

    /** The goal of the ratio that the project has set itself. */
    double goal() {
        return against == Kind.NAMED ? 1.05 : 0.9;
    }

    static List<RunResult> runs(List<RunResult> results, int instances, Kind kind) {
        return results.stream()
                .filter(run -> run.instances() == instances && run.kind() == kind)
                .toList();
    }

    static List<Double> values(List<RunResult> runs, ToDoubleFunction<RunResult> value) {
        return runs.stream().map(value::applyAsDouble).toList();
    }
}
