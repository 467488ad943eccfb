package com.umcloud.umha.it.openstack.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The benchmark's own threads: their CPU time is not UMHA's. */
final class BenchThreads {
    private static final String PREFIX = "bench-";
    private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();

    /** By thread, the CPU time that it was last seen to have used, in nanoseconds. */
    private static final Map<Long, Long> USED = new ConcurrentHashMap<>();

    private BenchThreads() {}

    /** A thread that is not started and does not keep the program from ending. */
    static Thread make(String name, Runnable task) {
        Thread thread = new Thread(task, PREFIX + name);
        thread.setDaemon(true);
        USED.put(thread.getId(), 0L);
        return thread;
    }

    static ExecutorService pool(String name, int size) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(size, task -> make(name + "-" + number.incrementAndGet(), task));
    }

    /** What all of them have used so far, in nanoseconds. A thread that has ended counts as it was last seen. */
    static long cpuNanos() {
        List<Long> ids = new ArrayList<>(USED.keySet());
        long sum = 0;
        for (long id : ids) {
            sum += USED.merge(id, TIMES.getThreadCpuTime(id), Math::max);
        }
        return sum;
    }
}
