package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.incident.Command;
import com.umcloud.umha.core.incident.IncidentEvent;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Lets evacuations wait while the cloud's scheduler might send them to a host that is about to be found dead; runs the rest at
 * once. Where the destination is named the cloud's record tells it from the beginning: should that host die, it is known what
 * was on its way to it.
 */
final class PatientCommandRunner implements CommandRunner {
    private final CommandRunner runner;
    private final Function<String, Optional<String>> reasonToWait;
    private final BiConsumer<String, IncidentEvent.Answer> answers;

    /**
     * Before another runner.
     *
     * @param reasonToWait what evacuations of a host have to wait for; empty if for nothing
     */
    PatientCommandRunner(
            CommandRunner runner,
            Function<String, Optional<String>> reasonToWait,
            BiConsumer<String, IncidentEvent.Answer> answers) {
        this.runner = runner;
        this.reasonToWait = reasonToWait;
        this.answers = answers;
    }

    @Override
    public void run(String host, Command command) {
        Optional<String> why = command instanceof Command.Evacuate evacuate
                        && evacuate.request().destination().isEmpty()
                ? reasonToWait.apply(host)
                : Optional.empty();
        if (why.isPresent()) {
            answers.accept(host, new IncidentEvent.NotRun(command.id(), why.get()));
        } else {
            runner.run(host, command);
        }
    }
}
