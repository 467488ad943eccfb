package com.umcloud.umha.it.openstack.bench;

import com.umcloud.umha.it.openstack.RealCloud;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The program behind {@code bench/evacuation}. */
@CommandLine.Command(
        name = "bench/evacuation",
        description =
                "UMHA's recovery of a host against direct calls of Nova, on the cloud that it/openstack/up.sh started.",
        mixinStandardHelpOptions = true)
public final class EvacuationBenchmark implements Callable<Integer> {
    @CommandLine.Option(
            names = "--pairs",
            paramLabel = "N",
            description = "how often each is run (default: ${DEFAULT-VALUE})")
    private int pairs = 7;

    @CommandLine.Option(
            names = "--instances",
            paramLabel = "N",
            split = ",",
            description = "numbers of instances on the failed host (default: 10,50)")
    private List<Integer> instances = List.of(10, 50);

    @CommandLine.Option(
            names = "--against",
            paramLabel = "KIND",
            split = ",",
            description = "named, unnamed: whether the direct calls name a destination (default: named,unnamed)")
    private List<String> against = List.of("named", "unnamed");

    @CommandLine.Option(
            names = "--threads",
            paramLabel = "N",
            description = "direct calls under way at a time (default: ${DEFAULT-VALUE})")
    private int threads = 16;

    @CommandLine.Option(
            names = "--sample-interval",
            paramLabel = "SECONDS",
            description = "UMHA's sample_interval (default: ${DEFAULT-VALUE})")
    private int sampleInterval = 5;

    @CommandLine.Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "instances of the runs before the first that counts; 0 for none (default: ${DEFAULT-VALUE})")
    private int warmUp = 10;

    @CommandLine.Option(names = "--json", paramLabel = "FILE", description = "write everything there as well")
    private @Nullable Path json;

    private final List<RunResult> results = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final long start = System.nanoTime();
    private final Report report = new Report(new PrintStream(System.out, true, StandardCharsets.UTF_8));

    /** Exit code 0 when all runs came to their end, 1 otherwise. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EvacuationBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        List<Kind> kinds = against.stream().map(Kind::direct).toList();
        try (RealCloud cloud = RealCloud.open()) {
            cloud.clean();
            try (CpuSampler cpu = new CpuSampler(cloud.properties().directory());
                    Stage stage = new Stage(cloud, cloud.hosts().get(0))) {
                Bench bench = new Bench(stage, cpu, threads, sampleInterval, this::say);
                if (warmUp > 0) {
                    say("warming up");
                    bench.run(Kind.NAMED, warmUp, -1);
                    bench.run(Kind.UMHA, warmUp, -1);
                }
                report.head();
                for (int number : instances) {
                    measure(bench, number, kinds);
                }
            }
        }
        conclude(kinds);
        return failures.isEmpty() ? 0 : 1;
    }

    private void measure(Bench bench, int number, List<Kind> kinds) {
        for (int block = 0; block < pairs; block++) {
            for (Kind kind : Schedule.block(block, kinds)) {
                double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
                try {
                    RunResult run = bench.run(kind, number, block);
                    results.add(run);
                    report.run(run, load);
                } catch (RuntimeException | AssertionError e) {
                    failures.add(kind.label() + ", " + number + " instances, block " + (block + 1) + ": " + e);
                    report.line("%s", failures.get(failures.size() - 1));
                }
            }
        }
    }

    private void conclude(List<Kind> kinds) throws IOException {
        instances.forEach(number -> report.summary(results, number, kinds));
        report.line("");
        report.line("%d runs in %.0f minutes, %d failed", results.size(), elapsed() / 60, failures.size());
        if (json != null) {
            JsonReport.write(json, new JsonReport.Settings(pairs, threads, sampleInterval), results, failures, kinds);
        }
    }

    private double elapsed() {
        return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    }

    private void say(String text) {
        System.err.println(String.format(Locale.ROOT, "%7.1f s  %s", elapsed(), text));
    }
}
