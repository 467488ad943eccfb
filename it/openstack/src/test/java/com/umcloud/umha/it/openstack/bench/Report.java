package com.umcloud.umha.it.openstack.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Prints what was measured. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void head() {
        line(
                "%-8s %3s %5s %8s %8s %8s %6s %8s %8s %7s %7s %7s %6s %7s  %s",
                "kind",
                "n",
                "block",
                "total s",
                "call s",
                "work s",
                "idle %",
                "notice s",
                "max s",
                "UMHA s",
                "cloud s",
                "other s",
                "stolen",
                "load",
                "per destination");
    }

    void run(RunResult run, double load) {
        boolean umha = run.kind() == Kind.UMHA;
        line(
                "%-8s %3d %5d %8.2f %8.3f %8.2f %6s %8.2f %8.2f %7s %7.1f %7.1f %6.1f %7.1f  %s",
                run.kind().label(),
                run.instances(),
                run.block() + 1,
                run.total(),
                run.firstCall(),
                run.firstTask(),
                umha ? String.format(Locale.ROOT, "%.1f", run.slots().idle() * 100) : "-",
                run.noticedMedian(),
                run.noticedMaximum(),
                umha ? String.format(Locale.ROOT, "%.2f", run.cpu().program()) : "-",
                run.cpu().cloud(),
                run.cpu().other(),
                run.cpu().stolen(),
                load,
                destinations(run.perDestination()));
    }

    private static String destinations(Map<String, Long> counts) {
        return counts.values().stream().map(String::valueOf).collect(Collectors.joining("+"));
    }

    /** The ratios and UMHA's own figures for one number of instances. */
    void summary(List<RunResult> results, int instances, List<Kind> against) {
        line("");
        line("%d instances", instances);
        for (Kind kind : against) {
            Summary.of(results, instances, kind).ifPresent(this::ratio);
        }
        List<RunResult> ours = Summary.runs(results, instances, Kind.UMHA);
        if (ours.isEmpty()) {
            return;
        }
        goal(ours, "proof -> first evacuate call, s", RunResult::firstCall, "at most 0.3");
        goal(ours, "slots idle while work remained, %", run -> run.slots().idle() * 100, "at most 5");
        goal(ours, "time with a slot idle, %", run -> run.slots().anyIdle() * 100, "");
        goal(ours, "ACTIVE -> noticed (median of a run), s", RunResult::noticedMedian, "");
        goal(ours, "ACTIVE -> noticed (latest of a run), s", RunResult::noticedMaximum, "at most 1");
        goal(ours, "record done -> noticed (latest), s", RunResult::knownMaximum, "");
        goal(ours, "CPU of UMHA and its agents, s", run -> run.cpu().program(), "");
        goal(ours, "CPU of UMHA and its agents, % of one core", run -> run.cpu().program() / run.total() * 100, "");
        goal(ours, "CPU of the cloud, s", run -> run.cpu().cloud(), "");
        for (Kind kind : against) {
            goal(
                    Summary.runs(results, instances, kind),
                    "CPU of the cloud, " + kind.label() + " calls, s",
                    run -> run.cpu().cloud(),
                    "");
        }
    }

    private void ratio(Summary summary) {
        PairedRatio ratio = summary.ratio();
        line(
                "  UMHA / %-7s %.3f  (95 %%: %.3f to %.3f, %d pairs, median %.3f; goal %s)   medians %.2f s / %.2f s",
                summary.against().label(),
                ratio.mean(),
                ratio.low(),
                ratio.high(),
                ratio.pairs(),
                ratio.median(),
                (summary.against() == Kind.NAMED ? "at most " : "below ") + summary.goal(),
                summary.umha(),
                summary.direct());
    }

    private void goal(List<RunResult> runs, String what, ToDoubleFunction<RunResult> value, String goal) {
        List<Double> values = Summary.values(runs, value);
        line(
                "  %-42s median %8.3f   max %8.3f%s",
                what, Numbers.median(values), Numbers.maximum(values), goal.isEmpty() ? "" : "   (goal: " + goal + ")");
    }

    void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments).stripTrailing());
        out.flush();
    }
}
