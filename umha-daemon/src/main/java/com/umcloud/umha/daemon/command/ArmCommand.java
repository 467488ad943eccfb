package com.umcloud.umha.daemon.command;

import com.umcloud.umha.core.safety.Arming;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code umha arm}. */
@Command(name = "arm", mixinStandardHelpOptions = true, description = "Lets UMHA act again after umha disarm.")
public final class ArmCommand implements Callable<Integer> {
    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, in one line.")
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
            Arming before = ground.stores().operators().standingOrders().arming();
            Arming arming = new Arming(true, false, operator.name(), reason, ground.now());
            if (!before.armed()) {
                ground.stores()
                        .operators()
                        .arm(
                                arming,
                                ground.telling(
                                        "umha.armed",
                                        Optional.empty(),
                                        "UMHA is armed again",
                                        arming.text() + ". Before, " + before.text()
                                                + ". Hosts that were held only by that are fenced now."));
            }
            spec.commandLine()
                    .getOut()
                    .println(json ? JsonText.of(arming) : before.armed() ? "UMHA was armed already" : arming.text());
            return ExitCodes.OK;
        }
    }
}
