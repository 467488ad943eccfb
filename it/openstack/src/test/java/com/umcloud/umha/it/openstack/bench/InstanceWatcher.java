package com.umcloud.umha.it.openstack.bench;

import com.umcloud.umha.it.openstack.RealCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The same judge for every run: looks ten times a second into the cell's database until all instances are ACTIVE on another
 * host. A time is the beginning of the question whose answer showed it first, so it is at most one period early.
 */
final class InstanceWatcher implements AutoCloseable {
    /** How often it looks. */
    static final Duration PERIOD = Duration.ofMillis(100);

    private final NovaDatabase database;
    private final String source;
    private final Set<String> waiting;
    private final Map<String, Instant> taskSeen = new LinkedHashMap<>();
    private final Map<String, Instant> active = new LinkedHashMap<>();
    private final Map<String, Instant> recorded = new LinkedHashMap<>();
    private final Map<String, String> destinations = new TreeMap<>();
    private final String select;
    private final String selectRecords;
    private final int number;
    private final Thread thread;
    private volatile boolean closing;
    private @Nullable RuntimeException failure;

    /**
     * Begins to look.
     *
     * @param source the host that is evacuated
     */
    InstanceWatcher(RealCloud cloud, String source, List<String> ids) {
        this.database = new NovaDatabase(cloud.properties().directory());
        this.source = source;
        this.waiting = new HashSet<>(ids);
        String quoted = ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        this.select = "SELECT uuid, host, vm_state, task_state FROM instances WHERE uuid IN (" + quoted + ")";
        this.selectRecords = "SELECT DISTINCT instance_uuid FROM migrations WHERE migration_type = 'evacuation'"
                + " AND status = 'done' AND source_compute = '" + source + "' AND instance_uuid IN (" + quoted + ")";
        this.number = ids.size();
        this.thread = BenchThreads.make("watcher", this::watch);
        this.thread.start();
    }

    private void watch() {
        try {
            long next = System.nanoTime();
            while (!closing && !look()) {
                next = Math.max(next + PERIOD.toNanos(), System.nanoTime());
                while (!closing && next - System.nanoTime() > 0) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            }
        } catch (RuntimeException e) {
            synchronized (this) {
                failure = e;
                notifyAll();
            }
        }
    }

    /** Looks once; true when nothing is left to look for. */
    private boolean look() {
        Instant now = Instant.now();
        List<List<String>> rows = database.rows(select);
        List<List<String>> records = database.rows(selectRecords);
        synchronized (this) {
            rows.forEach(row -> note(now, row.get(0), row.get(1), row.get(2), row.get(3)));
            records.forEach(row -> recorded.putIfAbsent(row.get(0), now));
            if (waiting.isEmpty()) {
                notifyAll();
            }
            return waiting.isEmpty() && recorded.size() == number;
        }
    }

    private void note(Instant now, String id, String host, String state, String task) {
        boolean idle = task.equals("NULL");
        if (!idle) {
            taskSeen.putIfAbsent(id, now);
        }
        if (idle && state.equals("active") && !host.equals(source) && waiting.remove(id)) {
            active.put(id, now);
            destinations.put(id, host);
        }
    }

    /**
     * Waits until all are ACTIVE elsewhere.
     *
     * @throws IllegalStateException if they are not within the limit
     */
    synchronized void await(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!waiting.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (failure != null) {
                throw failure;
            }
            if (left <= 0) {
                throw new IllegalStateException("after " + limit.toSeconds() + " s not ACTIVE elsewhere: " + waiting);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    /** When each instance was ACTIVE elsewhere. */
    synchronized Map<String, Instant> active() {
        return Map.copyOf(active);
    }

    /** When Nova's record of each evacuation was first seen to be done: a little after the instance is ACTIVE. */
    synchronized Map<String, Instant> recorded() {
        return Map.copyOf(recorded);
    }

    /** When Nova was first seen at work on one of the instances. */
    synchronized Optional<Instant> firstTask() {
        return taskSeen.values().stream().min(Instant::compareTo);
    }

    /** How many instances each host got. */
    synchronized Map<String, Long> perDestination() {
        return new TreeMap<>(
                destinations.values().stream().collect(Collectors.groupingBy(host -> host, Collectors.counting())));
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }
}
