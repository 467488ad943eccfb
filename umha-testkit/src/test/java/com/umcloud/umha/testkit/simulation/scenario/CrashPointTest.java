package com.umcloud.umha.testkit.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.umcloud.umha.testkit.simulation.disaster.Mutation;
import com.umcloud.umha.testkit.simulation.processor.Seams;
import com.umcloud.umha.testkit.simulation.scenario.CrashTrial.Result;
import com.umcloud.umha.testkit.simulation.scenario.CrashTrial.Successor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * The processor is killed right before and right after each of its effects and commits, in every scenario, and the outcome is the
 * same as without. {@code -Dumha.crash.all} takes the standby at every point too, and renewals of the lease; {@code
 * -Dumha.crash.point=01:17} takes the 17th point of scenario 01 only.
 */
class CrashPointTest {
    private static final int THREADS = 2;
    private static final int TOLD = 2;

    /** Of the points at which a standby takes over every so manieth is taken. */
    private static final int SHARE = 4;

    /** The scenarios whose points have all been run and end the same. */
    private static final Set<String> PROVEN =
            Set.of("01", "02", "03", "04a", "04b", "05", "06", "07", "08a", "10", "11");

    private static final boolean ALL = System.getProperty("umha.crash.all") != null;
    private static final String ONLY = System.getProperty("umha.crash.point", "");
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("com.umcloud.umha.core");
    private static final Map<Successor, Integer> NUMBERS = new EnumMap<>(Successor.class);

    static Stream<Arguments> scenarios() {
        return Scenarios.all().stream()
                .filter(scenario -> ALL || ONLY.startsWith(scenario.number()) || PROVEN.contains(scenario.number()))
                .flatMap(scenario -> Arrays.stream(Successor.values())
                        .map(successor -> Arguments.of(scenario.number(), scenario.title(), successor)));
    }

    private static Scenario scenario(String number) {
        return Scenarios.all().stream()
                .filter(scenario -> scenario.number().equals(number))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("scenarios")
    void endsAsIfNobodyHadBeenKilled(String number, String title, Successor successor) throws InterruptedException {
        assumeTrue(ONLY.isEmpty() || ONLY.startsWith(number + ":"), "another scenario is asked for");
        CrashTrial trial = new CrashTrial(() -> scenario(number), successor, Seams.NONE);
        List<KillPoint> points = trial.points(ALL || !ONLY.isEmpty()).stream()
                .filter(point -> isTaken(number, point, successor))
                .toList();
        List<Result> results = run(trial, points);
        NUMBERS.merge(successor, results.size(), Integer::sum);
        List<Result> failed =
                results.stream().filter(result -> !result.wrong().isEmpty()).toList();
        assertThat(failed.size()).as(() -> describe(number, failed)).isZero();
    }

    private static boolean isTaken(String number, KillPoint point, Successor successor) {
        if (!ONLY.isEmpty()) {
            return ONLY.equals(number + ":" + point.number());
        }
        return ALL || successor == Successor.RESTARTED || point.number() % SHARE == 0;
    }

    private static List<Result> run(CrashTrial trial, List<KillPoint> points) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Result>> futures = new ArrayList<>();
            for (KillPoint point : points) {
                futures.add(pool.submit(() -> trial.kill(point)));
            }
            List<Result> results = new ArrayList<>();
            for (Future<Result> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a performance broke", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** All points, and the first of their stories. */
    private static String describe(String number, List<Result> failed) {
        String points = failed.stream()
                .map(result -> "scenario " + number + ", point " + result.point() + "\n    "
                        + String.join("\n    ", result.wrong()))
                .collect(Collectors.joining("\n"));
        String stories = failed.stream()
                .limit(TOLD)
                .map(result -> "---- point " + result.point() + " ----\n" + result.story())
                .collect(Collectors.joining("\n"));
        return points + "\n\n" + stories;
    }

    /** A plugin's call out of which a program dies looks to the dying program like one that fails. */
    @BeforeAll
    static void silence() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void tellNumbers() {
        LOGGER.setLevel(null);
        System.out.println("crash points run: " + NUMBERS);
    }

    @Test
    void aProcessorThatForgetsItsIntentsIsNoticed() throws InterruptedException {
        CrashTrial trial = new CrashTrial(() -> scenario("01"), Successor.RESTARTED, Mutation.FORGET_INTENT);
        assertThat(run(trial, trial.points(false)).stream()
                        .filter(result -> !result.wrong().isEmpty()))
                .isNotEmpty();
    }
}
