package com.umcloud.umha.daemon.command;

import com.umcloud.umha.daemon.program.LogOutput;
import com.umcloud.umha.testkit.simulation.disaster.DisasterOptions;
import com.umcloud.umha.testkit.simulation.disaster.DisasterResult;
import com.umcloud.umha.testkit.simulation.disaster.FaultCatalogue;
import com.umcloud.umha.testkit.simulation.disaster.Mutation;
import com.umcloud.umha.testkit.simulation.disaster.Simulator;
import com.umcloud.umha.testkit.simulation.disaster.Trouble;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code umha simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Draws disasters from seeds and lets UMHA's own decisions meet them in virtual time; every step is checked"
                        + " against what is really so. A seed that fails prints its story.")
public final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_FAILURES = 5;
    private static final int PROGRESS = 1000;

    @Option(names = "--seeds", defaultValue = "1000", description = "How many; default ${DEFAULT-VALUE}.")
    private long seeds;

    @Option(names = "--from", defaultValue = "1", description = "The first seed; default ${DEFAULT-VALUE}.")
    private long from;

    @Option(names = "--hosts", defaultValue = "0", description = "Hosts of each region; drawn from 4 to 8 if not said.")
    private int hosts;

    @Option(
            names = "--faults",
            split = ",",
            description = "Only these troubles, such as power-lost,nova-late; all if not said.")
    private @Nullable List<String> faults;

    @Option(names = "--forced", description = "With force_evacuate_when_ipmi_unknown = true.")
    private boolean forced;

    @Option(
            names = "--mutate",
            description = "Switches a rule off, to see that it is noticed: skip-proof, ignore-lease, ...")
    private @Nullable String mutation;

    @Option(names = "--story", description = "Prints what happened in each seed, also where all is well.")
    private boolean story;

    @Option(names = "--threads", defaultValue = "0", description = "As many as there are processors if not said.")
    private int threads;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        LogOutput.silence();
        DisasterOptions options = options();
        PrintWriter out = spec.commandLine().getOut();
        int parallel = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        long began = System.nanoTime();
        long[] done = new long[1];
        Simulator.Outcome outcome = new Simulator(options, parallel).run(from, seeds, MOST_FAILURES, result -> {
            done[0]++;
            if (story || !result.isWell()) {
                tell(out, result);
            }
            if (done[0] % PROGRESS == 0) {
                out.println(done[0] + " seeds");
                out.flush();
            }
        });
        double seconds = (System.nanoTime() - began) / 1e9;
        summarise(out, outcome, seconds);
        return outcome.failed().isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private DisasterOptions options() {
        if (seeds < 1 || hosts < 0 || hosts == 1 || hosts > 1000) {
            throw new ParameterException(spec.commandLine(), "at least one seed, and 2 to 1000 hosts");
        }
        DisasterOptions options =
                DisasterOptions.usual().withHosts(hosts).withForced(forced).withTroubles(troubles());
        String label = mutation;
        if (label == null) {
            return options;
        }
        return options.withSeams(Mutation.of(label).orElseThrow(() -> unknown("mutation", label, labels())));
    }

    private static List<String> labels() {
        return Arrays.stream(Mutation.values()).map(Mutation::label).toList();
    }

    private Set<Trouble> troubles() {
        if (faults == null) {
            return EnumSet.allOf(Trouble.class);
        }
        Map<String, Trouble> known =
                Arrays.stream(Trouble.values()).collect(Collectors.toMap(Trouble::label, trouble -> trouble));
        Set<Trouble> chosen = EnumSet.noneOf(Trouble.class);
        for (String fault : faults) {
            Trouble trouble = known.get(fault);
            if (trouble == null) {
                throw unknown(
                        "fault",
                        fault,
                        Arrays.stream(Trouble.values()).map(Trouble::label).toList());
            }
            chosen.add(trouble);
        }
        return chosen;
    }

    private ParameterException unknown(String what, String name, List<String> known) {
        return new ParameterException(
                spec.commandLine(), "there is no " + what + " " + name + "; there are " + String.join(", ", known));
    }

    private static void tell(PrintWriter out, DisasterResult result) {
        out.println("seed " + result.seed() + ":");
        result.story().forEach(line -> out.println("  " + line));
        result.violations().forEach(line -> out.println("  VIOLATION " + line));
        out.flush();
    }

    private void summarise(PrintWriter out, Simulator.Outcome outcome, double seconds) {
        catalogue(out, outcome);
        table(out, "told to operators", outcome.coverage().told());
        table(out, "states of incidents", outcome.coverage().states());
        table(out, "transitions of incidents", outcome.coverage().transitions());
        table(out, "states of instances", outcome.coverage().instanceStates());
        table(out, "transitions of instances", outcome.coverage().instanceTransitions());
        table(out, "gates, of hosts with a confirmed fault", outcome.coverage().gates());
        table(out, "outcomes of instances", outcome.coverage().outcomes());
        outcome.coverage().neverReached().forEach(what -> out.println("never reached: " + what));
        out.printf(
                "%d seeds in %.1f s: %.1f seeds/s, %.0f steps/s, %d evacuations%n",
                outcome.seeds(),
                seconds,
                outcome.seeds() / seconds,
                outcome.coverage().steps() / seconds,
                outcome.coverage().evacuations());
        int violations = outcome.failed().stream()
                .mapToInt(result -> result.violations().size())
                .sum();
        if (!outcome.failed().isEmpty()) {
            out.println("failed seeds: "
                    + outcome.failed().stream()
                            .map(result -> String.valueOf(result.seed()))
                            .collect(Collectors.joining(", "))
                    + "; one of them again: umha simulate --seeds 1 --from SEED --story");
        }
        out.println(violations + " violations");
        out.flush();
    }

    /** Every kind of fault, also those that were not met. */
    private void catalogue(PrintWriter out, Simulator.Outcome outcome) {
        for (FaultCatalogue.Group group : FaultCatalogue.Group.values()) {
            out.println(
                    group.title().toLowerCase(Locale.ROOT) + ", per " + FaultCatalogue.SEEDS + " seeds (at least):");
            FaultCatalogue.kinds().stream()
                    .filter(kind -> kind.group() == group)
                    .forEach(kind -> out.printf(
                            Locale.ROOT,
                            "  %-44s %10.1f  (%d)%n",
                            kind.name(),
                            kind.hits(outcome.coverage(), outcome.seeds()),
                            kind.minimum()));
        }
        boolean usual = faults == null
                && !forced
                && mutation == null
                && outcome.failed().isEmpty();
        if (usual && outcome.seeds() >= FaultCatalogue.SEEDS) {
            List<FaultCatalogue.Kind> below = FaultCatalogue.below(outcome.coverage(), outcome.seeds());
            out.println(
                    below.isEmpty()
                            ? "every kind of fault was met as often as it has to be"
                            : "below the minimum: "
                                    + below.stream()
                                            .map(FaultCatalogue.Kind::key)
                                            .collect(Collectors.joining(", ")));
        }
    }

    private static void table(PrintWriter out, String title, Map<String, Integer> counts) {
        out.println(title + ":");
        counts.forEach((name, count) -> out.printf("  %-44s %8d%n", name, count));
    }
}
