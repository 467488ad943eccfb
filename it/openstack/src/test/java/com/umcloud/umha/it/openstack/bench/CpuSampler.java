package com.umcloud.umha.it.openstack.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/** Takes note twice a second of the CPU time that UMHA, the cloud and everything else have used. */
final class CpuSampler implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(500);
    /** Linux shows all times to programs in hundredths of a second. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Path PROC = Path.of("/proc");

    private final Path processes;
    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<String, Long> lastTicks = new HashMap<>();
    private final NavigableMap<Instant, CpuTimes> series = new ConcurrentSkipListMap<>();
    private final Thread thread;
    private final Map<String, Double> services = new TreeMap<>();
    private volatile boolean closing;

    /** @param stateDirectory of the running cloud */
    CpuSampler(Path stateDirectory) {
        processes = stateDirectory.resolve("run");
        thread = BenchThreads.make("cpu", this::sample);
        thread.start();
    }

    private void sample() {
        while (!closing) {
            series.put(Instant.now(), now());
            LockSupport.parkNanos(PERIOD.toNanos());
        }
    }

    /** What was used from one moment to another, both in the past. */
    CpuTimes between(Instant from, Instant to) {
        return at(to).minus(at(from));
    }

    private CpuTimes at(Instant moment) {
        Map.Entry<Instant, CpuTimes> before = series.floorEntry(moment);
        Map.Entry<Instant, CpuTimes> after = series.ceilingEntry(moment);
        if (before == null || after == null) {
            Map.Entry<Instant, CpuTimes> only = before == null ? series.firstEntry() : before;
            return only.getValue();
        }
        double whole = Duration.between(before.getKey(), after.getKey()).toNanos();
        double part = Duration.between(before.getKey(), moment).toNanos();
        return before.getValue().towards(after.getValue(), whole == 0 ? 0 : part / whole);
    }

    private CpuTimes now() {
        try {
            String[] all = Files.readString(PROC.resolve("stat"))
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .split(" +");
            // cpu user nice system idle iowait irq softirq steal
            double busy = seconds(all, 1) + seconds(all, 2) + seconds(all, 3) + seconds(all, 6) + seconds(all, 7);
            addNewTicks();
            double cloud =
                    services.values().stream().mapToDouble(Double::doubleValue).sum();
            double program = (machine.getProcessCpuTime() - BenchThreads.cpuNanos()) / 1e9;
            return new CpuTimes(program, cloud, busy - cloud - program, seconds(all, 8), Map.copyOf(services));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(String[] fields, int index) {
        return Long.parseLong(fields[index]) / TICKS_PER_SECOND;
    }

    private record Running(String id, String parent, String born, long ticks) {}

    /** Adds what the cloud's processes have used since the last time; of those that have ended meanwhile the rest is missed. */
    private void addNewTicks() throws IOException {
        Map<String, List<Running>> children = new HashMap<>();
        Map<String, Running> all = new HashMap<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path directory : directories) {
                running(directory).ifPresent(one -> {
                    all.put(one.id(), one);
                    children.computeIfAbsent(one.parent(), parent -> new ArrayList<>())
                            .add(one);
                });
            }
        }
        Map<String, Long> seen = new HashMap<>();
        for (Map.Entry<String, String> root : roots().entrySet()) {
            Deque<Running> left = new ArrayDeque<>();
            Optional.ofNullable(all.get(root.getValue())).ifPresent(left::add);
            long news = 0;
            while (!left.isEmpty()) {
                Running one = left.removeFirst();
                String key = one.id() + " " + one.born();
                if (seen.put(key, one.ticks()) == null) {
                    news += one.ticks() - lastTicks.getOrDefault(key, lastTicks.isEmpty() ? one.ticks() : 0);
                    left.addAll(children.getOrDefault(one.id(), List.of()));
                }
            }
            services.merge(serviceOf(root.getKey()), news / TICKS_PER_SECOND, Double::sum);
        }
        lastTicks.clear();
        lastTicks.putAll(seen);
    }

    /** All hosts' nova-compute are one service, and so are their BMCs. */
    private static String serviceOf(String process) {
        for (String manyOf : List.of("nova-compute", "bmc")) {
            if (process.startsWith(manyOf)) {
                return manyOf;
            }
        }
        return process;
    }

    /** By name, the process id of each of the cloud's programs. */
    private Map<String, String> roots() throws IOException {
        Map<String, String> roots = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(processes, "*.pid")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                read(file)
                        .ifPresent(text -> roots.put(
                                name.substring(0, name.length() - ".pid".length()),
                                text.strip().split(" ")[0]));
            }
        }
        return roots;
    }

    private static Optional<Running> running(Path directory) {
        return read(directory.resolve("stat")).map(stat -> {
            // the name in parentheses may contain anything
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return new Running(directory.getFileName().toString(), fields[1], fields[19], ticks);
        });
    }

    /** Empty if the process has ended. */
    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file)).filter(text -> !text.isBlank());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
    }
}
