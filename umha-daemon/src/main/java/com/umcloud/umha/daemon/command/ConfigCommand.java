package com.umcloud.umha.daemon.command;

import com.umcloud.umha.core.config.EffectiveConfiguration;
import com.umcloud.umha.daemon.program.LoadedProgram;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code umha config}. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Looks at the configuration.",
        subcommands = ConfigCommand.Check.class)
public final class ConfigCommand {
    /** {@code umha config check}. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Prints the effective configuration and where each value comes from, secrets masked;"
                    + " names everything that is wrong.")
    static final class Check implements Callable<Integer> {
        @Mixin
        private ConfigFiles files = new ConfigFiles();

        @Option(names = "--json", description = "One JSON document instead of text.")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            try (LoadedProgram program = LoadedProgram.load(files.files())) {
                EffectiveConfiguration effective = program.configuration().effective();
                spec.commandLine().getOut().print(json ? JsonText.of(effective) + "\n" : effective.text());
                spec.commandLine().getOut().flush();
                return ExitCodes.OK;
            }
        }
    }
}
