package com.umcloud.umha.daemon.command;

import com.umcloud.umha.core.config.EffectiveConfiguration;
import com.umcloud.umha.daemon.program.LoadedProgram;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code umha config}. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
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
            PrintWriter out = spec.commandLine().getOut();
            List<CheckedFile> all = files.files().stream().map(CheckedFile::of).toList();
            List<Path> configurations = all.stream()
                    .filter(f -> f.kind() == CheckedFile.Kind.CONFIGURATION)
                    .map(CheckedFile::path)
                    .toList();
            if (json && configurations.size() < all.size()) {
                throw new ParameterException(
                        spec.commandLine(), "--json is for configuration files, not for pipelines and lists");
            }
            if (all.isEmpty() || !configurations.isEmpty()) {
                try (LoadedProgram program = LoadedProgram.load(configurations)) {
                    EffectiveConfiguration effective = program.configuration().effective();
                    out.print(json ? JsonText.of(effective) + "\n" : effective.text());
                }
            }
            all.stream()
                    .filter(f -> f.kind() != CheckedFile.Kind.CONFIGURATION)
                    .flatMap(f -> f.lines().stream())
                    .forEach(out::println);
            out.flush();
            return ExitCodes.OK;
        }
    }
}
