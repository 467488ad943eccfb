package com.umcloud.umha.it.openstack.bench;

import com.umcloud.umha.core.store.HistoryRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does single runs, each from a clean cloud to a clean cloud. */
final class Bench {
    /** {@code [recovery] concurrent_evacuations} as shipped. */
    static final int SLOTS = 16;

    private static final Duration LIMIT = Duration.ofMinutes(6);

    /** After the power was cut; UMHA takes longer than this to notice. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private final Stage stage;
    private final CpuSampler cpu;
    private final int threads;
    private final int sampleInterval;
    private final Consumer<String> progress;

    /**
     * @param threads calls of the direct caller that are under way at a time
     * @param sampleInterval UMHA's, in seconds
     * @param progress told what is being done
     */
    Bench(Stage stage, CpuSampler cpu, int threads, int sampleInterval, Consumer<String> progress) {
        this.stage = stage;
        this.cpu = cpu;
        this.threads = threads;
        this.sampleInterval = sampleInterval;
        this.progress = progress;
    }

    /**
     * One run.
     *
     * @throws RuntimeException if it did not come to its end; the cloud is clean nevertheless
     */
    RunResult run(Kind kind, int instances, int block) {
        try {
            return kind == Kind.UMHA ? umha(instances, block) : direct(kind, instances, block);
        } finally {
            stage.restore();
        }
    }

    private RunResult umha(int instances, int block) {
        progress.accept("UMHA and " + instances + " instances start");
        CompletableFuture<UmhaRun> starting = CompletableFuture.supplyAsync(() -> UmhaRun.start(stage, sampleInterval));
        List<String> ids = stage.boot(instances);
        try (UmhaRun umha = starting.join();
                InstanceWatcher watcher = new InstanceWatcher(stage.cloud(), stage.source(), ids)) {
            Instant cut = Instant.now();
            stage.cutPower();
            progress.accept(stage.source() + " is off");
            UmhaRun.Written written = umha.awaitRecovered(LIMIT);
            watcher.await(Duration.ofSeconds(10));
            return umhaResult(block, cut, written, watcher);
        }
    }

    private RunResult umhaResult(int block, Instant cut, UmhaRun.Written written, InstanceWatcher watcher) {
        Map<String, Instant> active = watcher.active();
        Map<String, Instant> noticed = new HashMap<>();
        for (HistoryRow row : written.history()) {
            row.finishedAt().ifPresent(at -> noticed.put(row.instanceId(), at));
        }
        List<Slots.Use> uses = written.history().stream()
                .map(row -> new Slots.Use(row.startedAt(), active.get(row.instanceId())))
                .toList();
        Instant firstCall = earliest(uses.stream().map(Slots.Use::asked).toList());
        return result(
                Kind.UMHA,
                block,
                written.provenAt(),
                firstCall,
                noticed,
                Slots.of(uses, SLOTS),
                watcher,
                seconds(cut, written.provenAt()));
    }

    private RunResult direct(Kind kind, int instances, int block) {
        progress.accept(instances + " instances start");
        List<String> ids = stage.boot(instances);
        try (InstanceWatcher watcher = new InstanceWatcher(stage.cloud(), stage.source(), ids)) {
            stage.cutPower();
            progress.accept(stage.source() + " is off");
            settle();
            DirectRun.Called called = new DirectRun(stage, kind == Kind.NAMED, threads).run(ids, LIMIT);
            watcher.await(Duration.ofSeconds(10));
            return result(
                    kind, block, called.beganAt(), called.firstCall(), called.noticed(), new Slots(0, 0), watcher, 0);
        }
    }

    private RunResult result(
            Kind kind,
            int block,
            Instant beganAt,
            Instant firstCall,
            Map<String, Instant> noticed,
            Slots slots,
            InstanceWatcher watcher,
            double detection) {
        Map<String, Instant> active = watcher.active();
        Instant last = active.values().stream().max(Comparator.naturalOrder()).orElseThrow();
        List<Double> delays = active.entrySet().stream()
                .filter(entry -> noticed.containsKey(entry.getKey()))
                .map(entry -> seconds(entry.getValue(), noticed.get(entry.getKey())))
                .toList();
        Map<String, Instant> recorded = watcher.recorded();
        List<Double> afterRecord = noticed.entrySet().stream()
                .filter(entry -> recorded.containsKey(entry.getKey()) && active.containsKey(entry.getKey()))
                .map(entry ->
                        seconds(later(recorded.get(entry.getKey()), active.get(entry.getKey())), entry.getValue()))
                .toList();
        return new RunResult(
                kind,
                active.size(),
                block,
                beganAt,
                seconds(beganAt, last),
                seconds(beganAt, firstCall),
                seconds(beganAt, watcher.firstTask().orElse(last)),
                slots,
                Numbers.median(delays),
                Numbers.maximum(delays),
                Numbers.maximum(afterRecord),
                cpu.between(beganAt, last),
                watcher.perDestination(),
                detection);
    }

    private static Instant earliest(Collection<Instant> times) {
        return times.stream().min(Comparator.naturalOrder()).orElseThrow();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    private static void settle() {
        try {
            TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
