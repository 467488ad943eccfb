package com.umcloud.umha.testkit.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.umcloud.umha.testkit.simulation.disaster.Mutation;
import com.umcloud.umha.testkit.simulation.processor.Seams;
import com.umcloud.umha.testkit.simulation.scenario.CrashTrial.Result;
import com.umcloud.umha.testkit.simulation.scenario.CrashTrial.Successor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
 * same as without. A build takes a share of the points, always the same ones. {@code -Dumha.crash.all} takes all of them, and
 * renewals of the lease; {@code -Dumha.crash.all=12,38a} does so in the scenarios whose numbers begin so; {@code
 * -Dumha.crash.point=01:17} takes the 17th point of scenario 01 only.
 */
class CrashPointTest {
    private static final int THREADS = 2;
    private static final int TOLD = 2;

    /** Of the points at which the same processor is started again, every so manieth is taken in a build. */
    private static final int SHARE_RESTARTED = 13;

    /** Of the points at which a standby takes over, every so manieth is taken in a build. */
    private static final int SHARE_STANDBY = 37;

    /** The scenarios whose points are all taken in a build when the same processor is started again. */
    private static final Set<String> WHOLE = Set.of("01", "02", "03");

    private static final String ALL_OF = System.getProperty("umha.crash.all");
    private static final boolean ALL = ALL_OF != null;
    private static final String ONLY = System.getProperty("umha.crash.point", "");
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("com.umcloud.umha.core");
    private static final Map<Successor, Integer> NUMBERS = new EnumMap<>(Successor.class);

    static Stream<Arguments> scenarios() {
        return Scenarios.all().stream()
                .filter(scenario -> isAskedFor(scenario.number()))
                .map(scenario -> Arguments.of(scenario.number(), scenario.title()));
    }

    private static boolean isAskedFor(String number) {
        if (!ONLY.isEmpty()) {
            return ONLY.startsWith(number + ":");
        }
        return ALL_OF == null
                || Arrays.stream(ALL_OF.split(",", -1))
                        .anyMatch(each -> each.equals("true") || number.startsWith(each));
    }

    private static Scenario scenario(String number) {
        return Scenarios.all().stream()
                .filter(scenario -> scenario.number().equals(number))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("scenarios")
    void endsAsIfNobodyHadBeenKilled(String number, String title) throws InterruptedException {
        Map<Successor, List<Result>> failed = new EnumMap<>(Successor.class);
        Set<AcceptedDifference> notSeen = new LinkedHashSet<>(scenario(number).acceptedAfterKill());
        for (Successor successor : Successor.values()) {
            CrashTrial trial = new CrashTrial(() -> scenario(number), successor, Seams.NONE);
            List<KillPoint> points = trial.points(ALL || !ONLY.isEmpty()).stream()
                    .filter(point -> isTaken(number, point, successor))
                    .toList();
            List<Result> results = run(trial, points);
            NUMBERS.merge(successor, results.size(), Integer::sum);
            results.forEach(result -> result.accepted().forEach(notSeen::remove));
            failed.put(
                    successor,
                    results.stream().filter(result -> !result.wrong().isEmpty()).toList());
        }
        assertThat(failed.values().stream().mapToInt(List::size).sum())
                .as(() -> describe(number, failed))
                .isZero();
        if (ALL) {
            assertThat(notSeen).as("accepted, and never so").isEmpty();
        }
    }

    private static boolean isTaken(String number, KillPoint point, Successor successor) {
        if (!ONLY.isEmpty()) {
            return ONLY.equals(number + ":" + point.number());
        }
        if (ALL || (successor == Successor.RESTARTED && WHOLE.contains(number))) {
            return true;
        }
        int share = successor == Successor.RESTARTED ? SHARE_RESTARTED : SHARE_STANDBY;
        return Math.floorMod(point.number() + number.hashCode(), share) == 0;
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
    private static String describe(String number, Map<Successor, List<Result>> failed) {
        StringBuilder text = new StringBuilder();
        failed.forEach((successor, results) -> results.forEach(result -> text.append("scenario ")
                .append(number)
                .append(", point ")
                .append(result.point())
                .append(", ")
                .append(successor)
                .append("\n    ")
                .append(String.join("\n    ", result.wrong()))
                .append('\n')));
        failed.values().stream()
                .flatMap(List::stream)
                .limit(TOLD)
                .forEach(result -> text.append("\n---- point ")
                        .append(result.point())
                        .append(" ----\n")
                        .append(result.story()));
        return text.toString();
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
