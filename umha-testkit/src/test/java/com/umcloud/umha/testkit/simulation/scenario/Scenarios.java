package com.umcloud.umha.testkit.simulation.scenario;

import java.util.List;
import java.util.stream.Stream;

/** All scenarios. */
final class Scenarios {
    private Scenarios() {}

    static List<Scenario> all() {
        return Stream.of(
                        OneHostScenarios.all(),
                        InstanceScenarios.all(),
                        FencingScenarios.all(),
                        CloudScenarios.all(),
                        ManyHostsScenarios.all(),
                        ManagerScenarios.all(),
                        LimitsScenarios.all(),
                        DoubtScenarios.all())
                .flatMap(List::stream)
                .toList();
    }
}
