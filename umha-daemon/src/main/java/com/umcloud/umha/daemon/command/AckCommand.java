package com.umcloud.umha.daemon.command;

import com.umcloud.umha.core.store.OperatorWord;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umha ack}. */
@Command(
        name = "ack",
        mixinStandardHelpOptions = true,
        description = {
            "Acknowledges what holds UMHA back.",
            "umha ack HOST: its last automatic fencing is known; it may be fenced again within block_period.",
            "umha ack --breaker: hosts that the breaker holds go on within the budget until it is calm."
        })
public final class AckCommand implements Callable<Integer> {
    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Parameters(index = "0", arity = "0..1", paramLabel = "HOST", description = "The host as Nova lists it.")
    private @Nullable String host;

    @Option(names = "--breaker", description = "The mass failure is real, or does not matter.")
    private boolean breaker;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, in one line.")
    private String reason = "";

    @Mixin
    private OperatorName operator = new OperatorName();

    @Mixin
    private SpokenWord word = new SpokenWord();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if ((host == null) != breaker) {
            throw new ParameterException(spec.commandLine(), "say either a HOST or --breaker");
        }
        try (OperatorGround ground = OperatorGround.open(files)) {
            if (host != null) {
                ground.requireHost(host);
            }
            return word.say(
                    ground,
                    spec.commandLine().getOut(),
                    breaker ? OperatorWord.Kind.ALLOW_BREAKER : OperatorWord.Kind.ACKNOWLEDGE_HOST,
                    host == null ? "" : host,
                    Optional.empty(),
                    operator.name(),
                    reason,
                    false);
        }
    }
}
