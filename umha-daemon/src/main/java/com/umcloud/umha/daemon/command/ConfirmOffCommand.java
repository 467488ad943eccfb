package com.umcloud.umha.daemon.command;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.OperatorWord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umha confirm-off}. */
@Command(
        name = "confirm-off",
        mixinStandardHelpOptions = true,
        description = {
            "Vouches that a failed host is off, where its fence device cannot prove it.",
            "Its instances are evacuated on your word, if the host is silent as well. If it runs, they run twice"
                    + " and their disks are destroyed: cut its power first, and go and look."
        })
public final class ConfirmOffCommand implements Callable<Integer> {
    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Parameters(index = "0", paramLabel = "HOST", description = "The host as Nova lists it.")
    private String host = "";

    @Option(names = "--operator", paramLabel = "NAME", required = true, description = "Who has seen it off.")
    private String operator = "";

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "How it is known.")
    private String reason = "";

    @Option(names = "--yes", description = "Do not ask for the host's name once more.")
    private boolean yes;

    @Mixin
    private SpokenWord word = new SpokenWord();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (OperatorGround ground = OperatorGround.open(files)) {
            ground.requireHost(host);
            String incident = ground.stores().incidents().openIncidents().stream()
                    .filter(i -> i.host().equals(host))
                    .map(IncidentRow::id)
                    .reduce((first, second) -> second)
                    .orElseThrow(() -> new UmhaException(
                            FailureType.EXTERNAL,
                            "host " + host + " has no open incident: nothing waits for that word"));
            if (!yes && !isTyped()) {
                spec.commandLine().getErr().println("That is not its name: nothing was said.");
                return ExitCodes.FAILED;
            }
            return word.say(
                    ground,
                    spec.commandLine().getOut(),
                    OperatorWord.Kind.CONFIRM_OFF,
                    host,
                    Optional.of(incident),
                    operator,
                    reason,
                    false);
        }
    }

    private boolean isTyped() {
        PrintWriter out = spec.commandLine().getErr();
        out.println("If " + host + " runs, its instances will run twice and their disks be destroyed.");
        out.print("Type the host's name if you have seen it off: ");
        out.flush();
        try {
            // the terminal's own encoding; the stream stays open for whoever called
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            String typed = in.readLine();
            return typed != null && typed.trim().equals(host);
        } catch (IOException e) {
            throw new UmhaException(FailureType.EXTERNAL, "the answer could not be read: " + e.getMessage(), e);
        }
    }
}
