package com.umcloud.umha.daemon.command;

import com.umcloud.umha.core.safety.Arming;
import com.umcloud.umha.daemon.explain.HostLine;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code umha hosts}. */
@Command(
        name = "hosts",
        mixinStandardHelpOptions = true,
        description = "Lists the hosts: state, power, when last heard, and the gates that would not let it be fenced."
                + " Reads the database; umha explain HOST says more.")
public final class HostsCommand implements Callable<Integer> {
    private static final Duration STALE = Duration.ofMinutes(3);

    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Option(names = "--json", description = "One JSON document instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (OperatorGround ground = OperatorGround.open(files)) {
            List<HostLine> lines = HostLine.read(ground.stores(), ground.hosts(), ground.now());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(JsonText.of(lines));
                return ExitCodes.OK;
            }
            if (lines.isEmpty()) {
                out.println("No hosts are known: run umha load node-storage-ip, and start umha processing.");
                return ExitCodes.OK;
            }
            print(out, lines, ground);
            return ExitCodes.OK;
        }
    }

    private static void print(PrintWriter out, List<HostLine> lines, OperatorGround ground) {
        int width = lines.stream().mapToInt(l -> l.host().length()).max().orElse(4);
        String form = "%-" + Math.max(width, 4) + "s  %-12s %-11s %-28s %s%n";
        out.printf(form, "HOST", "STATE", "POWER", "LAST HEARD", "GATES");
        lines.forEach(l -> out.printf(
                form,
                l.host(),
                l.state(),
                l.power(),
                l.lastHeard().map(Instant::toString).orElse("never"),
                String.join(", ", l.gates())));
        Arming arming = ground.stores().operators().standingOrders().arming();
        if (!arming.armed()) {
            out.println(arming.text());
        }
        Optional<Instant> newest =
                lines.stream().flatMap(l -> l.judgedAt().stream()).max(Comparator.naturalOrder());
        if (newest.filter(at -> at.plus(STALE).isAfter(ground.now())).isEmpty()) {
            out.println("OUT OF DATE: no processor has judged since "
                    + newest.map(Instant::toString).orElse("ever") + "; is one running?");
        }
    }
}
