package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.testkit.simulation.disaster.FinalChecks;
import com.umcloud.umha.testkit.simulation.processor.Seams;
import com.umcloud.umha.testkit.simulation.processor.SimulatedProcessor;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.LeaseChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One scenario, performed undisturbed, and then as often as is wished with a processor that is killed at one point. */
final class CrashTrial {
    /** Who goes on after a kill. */
    enum Successor {
        /** The same processor, started again after five seconds. */
        RESTARTED(Duration.ofSeconds(5)),
        /** The standby on another controller; the killed one is started again after a minute and a half, and stands by. */
        STANDBY(Duration.ofSeconds(90));

        private final Duration pause;

        Successor(Duration pause) {
            this.pause = pause;
        }
    }

    private static final int CONTROLLERS_WITH_STANDBY = 2;

    /** What an undisturbed performance has time for after the scenario's end: everything that it brings about by itself. */
    private static final Duration AFTERMATH = Duration.ofMinutes(6);

    /** So much later a disturbed one may come to the same. */
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /** So long whoever has taken over is watched before it counts that all is as it should be. */
    private static final Duration WATCH = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Supplier<Scenario> scenarios;
    private final Successor successor;
    private final Seams seams;
    private final Outcome undisturbed;
    private final boolean endsAtRest;
    private final boolean endsLed;
    private final KillPoints points;
    private final int number;

    /**
     * Performs the scenario undisturbed.
     *
     * @param scenarios makes the scenario anew for each performance
     * @param seams what is wrong with the processors on purpose in disturbed performances
     */
    CrashTrial(Supplier<Scenario> scenarios, Successor successor, Seams seams) {
        this.scenarios = scenarios;
        this.successor = successor;
        this.seams = seams;
        Scenario scenario = scenario();
        this.points = new KillPoints(Seams.NONE, 0);
        Performance performance = new Performance(scenario, points);
        points.watch(performance);
        performance.play();
        this.number = points.count();
        performance.playFor(AFTERMATH);
        performance.playOn(PATIENCE);
        this.undisturbed = Outcome.of(scenario, performance.region(), points.cuts());
        this.endsAtRest = FinalChecks.isAtRest(performance.region());
        this.endsLed = isLed(performance.region());
        performance.brokenRules();
    }

    private Scenario scenario() {
        Scenario scenario = scenarios.get();
        if (successor == Successor.STANDBY && scenario.site().controllers().size() < CONTROLLERS_WITH_STANDBY) {
            scenario.controllers(CONTROLLERS_WITH_STANDBY);
        }
        return scenario;
    }

    /** The points at which a processor can be killed until the scenario's end; see {@link KillPoints#distinct}. */
    List<KillPoint> points(boolean renewals) {
        return points.distinct(number, renewals);
    }

    /**
     * What came of a kill.
     *
     * @param wrong what is not as it has to be; empty if all is
     * @param accepted what was otherwise than undisturbed and is accepted
     * @param story what happened, if something is wrong
     */
    record Result(KillPoint point, List<String> wrong, List<AcceptedDifference> accepted, String story) {}

    /** Performs it once more and kills there. */
    Result kill(KillPoint point) {
        Scenario scenario = scenario();
        KillPoints kills = new KillPoints(seams, point.number());
        Performance performance = new Performance(scenario, kills);
        kills.watch(performance);
        kills.whenKilled(controller -> performance.region().agenda().after(successor.pause, () -> {
            performance.stage().tell("umha on " + controller + " is started again");
            performance.region().processor(controller).start();
        }));
        performance.play();
        boolean compared = scenario.decidedByTiming().isEmpty();
        Instant latest = performance.region().agenda().instant().plus(AFTERMATH).plus(PATIENCE);
        List<String> differences = differences(scenario, performance, kills);
        while (!isDone(performance, kills, compared ? differences : List.of())
                && performance.region().agenda().instant().isBefore(latest)) {
            performance.playFor(LOOK);
            differences = differences(scenario, performance, kills);
        }
        List<String> wrong = new ArrayList<>(compared ? differences : List.of());
        if (kills.killedAt().filter(point::equals).isEmpty()) {
            wrong.add("killed at " + kills.killedAt() + " instead: a performance is not the same each time");
        }
        if (endsAtRest && !FinalChecks.isAtRest(performance.region())) {
            wrong.add("it does not come to rest");
        }
        wrong.addAll(performance.brokenRules());
        List<AcceptedDifference> accepted = scenario.acceptedAfterKill().stream()
                .filter(each -> each.applies(point) && wrong.contains(each.difference()))
                .toList();
        accepted.forEach(each -> wrong.remove(each.difference()));
        return new Result(point, wrong, accepted, wrong.isEmpty() ? "" : performance.story());
    }

    private List<String> differences(Scenario scenario, Performance performance, KillPoints kills) {
        return Outcome.of(scenario, performance.region(), kills.cuts())
                .differencesFrom(undisturbed, kills.interrupted());
    }

    private boolean isDone(Performance performance, KillPoints kills, List<String> differences) {
        SimulatedRegion region = performance.region();
        Instant now = region.agenda().instant();
        return differences.isEmpty()
                && !now.isBefore(kills.killedWhen().plus(successor.pause).plus(WATCH))
                && (!endsLed
                        || (isLed(region) && !now.isBefore(lastTaken(region).plus(WATCH))))
                && (!endsAtRest || FinalChecks.isAtRest(region));
    }

    private static boolean isLed(SimulatedRegion region) {
        return region.processors().stream().map(SimulatedProcessor::epoch).anyMatch(epoch -> epoch.isPresent());
    }

    /** When the lease was taken the last time. */
    private static Instant lastTaken(SimulatedRegion region) {
        List<LeaseChange> changes = region.database().leaseChanges();
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (changes.get(i).row().counter() == 0) {
                return changes.get(i).at();
            }
        }
        return SimulatedRegion.START;
    }
}
