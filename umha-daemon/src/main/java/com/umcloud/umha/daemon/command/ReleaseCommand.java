package com.umcloud.umha.daemon.command;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.engine.IncidentJson;
import com.umcloud.umha.core.incident.InstanceRecovery;
import com.umcloud.umha.core.incident.InstanceState;
import com.umcloud.umha.core.store.OperatorWord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umha release}. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Has an instance evacuated that is held: by a live migration out of the dead host that Nova never ends, or"
                    + " because its incident was cancelled.",
            "If it runs on the migration's destination it will run twice and its disk be destroyed: look there first."
        })
public final class ReleaseCommand implements Callable<Integer> {
    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Parameters(index = "0", paramLabel = "INSTANCE", description = "Its id in Nova, or its name if only one has it.")
    private String instance = "";

    @Option(names = "--operator", paramLabel = "NAME", required = true, description = "Who says so.")
    private String operator = "";

    @Option(
            names = "--destination-checked",
            description = "You have looked on the migration's destination: the instance does not run there.")
    private boolean destinationChecked;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, in one line.")
    private String reason = "";

    @Mixin
    private SpokenWord word = new SpokenWord();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (OperatorGround ground = OperatorGround.open(files)) {
            return word.say(
                    ground,
                    spec.commandLine().getOut(),
                    OperatorWord.Kind.RELEASE_INSTANCE,
                    idOf(ground),
                    Optional.empty(),
                    operator,
                    reason,
                    destinationChecked);
        }
    }

    private String idOf(OperatorGround ground) {
        List<InstanceRecovery> known = ground.stores().incidents().openIncidents().stream()
                .flatMap(row -> IncidentJson.read(row.id(), row.document()).instances().stream())
                .toList();
        List<String> ids = known.stream()
                .filter(i -> i.id().equals(instance) || i.name().equals(instance))
                .map(InstanceRecovery::id)
                .distinct()
                .toList();
        if (ids.size() == 1) {
            return ids.get(0);
        }
        if (ids.isEmpty()) {
            String held = known.stream()
                    .filter(i -> i.state() == InstanceState.HELD)
                    .map(i -> i.name() + " (" + i.id() + ")")
                    .collect(Collectors.joining(", "));
            throw new UmhaException(
                    FailureType.EXTERNAL,
                    "no open incident has an instance " + instance
                            + OperatorGround.didYouMean(
                                    instance,
                                    known.stream()
                                            .flatMap(i -> Stream.of(i.id(), i.name()))
                                            .toList())
                            + (held.isEmpty() ? "; none is held" : "; held are " + held));
        }
        throw new UmhaException(
                FailureType.EXTERNAL,
                ids.size() + " instances are called " + instance + ": say the id, one of " + String.join(", ", ids));
    }
}
