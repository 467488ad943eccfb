package com.umcloud.umha.daemon.command;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.OperatorWord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umha cancel}. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = {
            "Takes an incident no further.",
            "Before the host's power was cut: it is closed, and the host is left alone for block_period.",
            "Afterwards: nothing further is asked for. What is on its way is watched to its end, the other instances"
                    + " are held, and the host stays off and disabled until somebody brings it back."
        })
public final class CancelCommand implements Callable<Integer> {
    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Parameters(index = "0", paramLabel = "INCIDENT", description = "As umha incidents shows it.")
    private String incident = "";

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
        try (OperatorGround ground = OperatorGround.open(files)) {
            List<String> open = ground.stores().incidents().openIncidents().stream()
                    .map(IncidentRow::id)
                    .toList();
            if (!open.contains(incident)) {
                boolean closed = ground.stores().incidents().incident(incident).isPresent();
                throw new UmhaException(
                        FailureType.EXTERNAL,
                        closed
                                ? "incident " + incident + " is closed"
                                : "no incident " + incident + " is known"
                                        + OperatorGround.didYouMean(incident, open)
                                        + (open.isEmpty() ? "; none is open" : ""));
            }
            return word.say(
                    ground,
                    spec.commandLine().getOut(),
                    OperatorWord.Kind.CANCEL_INCIDENT,
                    incident,
                    Optional.of(incident),
                    operator.name(),
                    reason,
                    false);
        }
    }
}
