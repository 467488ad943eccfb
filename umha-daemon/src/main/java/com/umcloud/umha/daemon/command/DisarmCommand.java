package com.umcloud.umha.daemon.command;

import com.umcloud.umha.core.safety.Arming;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code umha disarm}. */
@Command(
        name = "disarm",
        mixinStandardHelpOptions = true,
        description = {
            "UMHA goes on watching, deciding and telling, and begins nothing that changes the world:"
                    + " nobody is fenced, nothing is isolated, evacuated, switched on or given back.",
            "What is on its way in Nova is watched to its end. umha arm ends it."
        })
public final class DisarmCommand implements Callable<Integer> {
    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Option(
            names = "--finish",
            description = "Recoveries that have begun go on to their end; only nobody new is fenced.")
    private boolean finish;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, in one line.")
    private String reason = "";

    @Option(names = "--json", description = "One JSON document instead of text.")
    private boolean json;

    @Mixin
    private OperatorName operator = new OperatorName();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (OperatorGround ground = OperatorGround.open(files)) {
            Arming arming = new Arming(false, finish, operator.name(), reason, ground.now());
            ground.stores()
                    .operators()
                    .arm(
                            arming,
                            ground.telling(
                                    "umha.disarmed",
                                    Optional.empty(),
                                    "UMHA is disarmed: failed hosts are not recovered",
                                    arming.text() + ". "
                                            + (finish
                                                    ? "Recoveries that have begun go on; nobody new is fenced."
                                                    : "Nobody is fenced and nothing is evacuated.")
                                            + " umha arm ends it."));
            spec.commandLine()
                    .getOut()
                    .println(
                            json
                                    ? JsonText.of(arming)
                                    : arming.text() + "; it takes effect with the next observation, within "
                                            + ground.configuration()
                                                    .observation()
                                                    .sampleInterval()
                                                    .toSeconds()
                                            + " s");
            return ExitCodes.OK;
        }
    }
}
