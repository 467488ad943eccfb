package com.umcloud.umha.daemon.command;

import com.umcloud.umha.daemon.explain.HostFacts;
import com.umcloud.umha.daemon.explain.HostText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umha explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Tells of a host what was seen, which gate says what and since when, what comes next and what you"
                + " can do. Reads the database.")
public final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Parameters(index = "0", paramLabel = "HOST", description = "The host as Nova lists it.")
    private String host = "";

    @Option(names = "--json", description = "One JSON document instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (OperatorGround ground = OperatorGround.open(files)) {
            ground.requireHost(host);
            HostFacts facts = HostFacts.read(
                    ground.stores(), host, ground.configuration().safety().blockPeriod(), ground.now());
            if (json) {
                spec.commandLine().getOut().println(JsonText.of(facts));
            } else {
                spec.commandLine().getOut().print(HostText.of(facts));
                spec.commandLine().getOut().flush();
            }
            return ExitCodes.OK;
        }
    }
}
