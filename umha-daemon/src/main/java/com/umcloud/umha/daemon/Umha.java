package com.umcloud.umha.daemon;

import com.umcloud.umha.daemon.command.AckCommand;
import com.umcloud.umha.daemon.command.AgentCommand;
import com.umcloud.umha.daemon.command.AllCommand;
import com.umcloud.umha.daemon.command.ArmCommand;
import com.umcloud.umha.daemon.command.CancelCommand;
import com.umcloud.umha.daemon.command.CollectorCommand;
import com.umcloud.umha.daemon.command.ConfigCommand;
import com.umcloud.umha.daemon.command.ConfirmOffCommand;
import com.umcloud.umha.daemon.command.DatabaseCommand;
import com.umcloud.umha.daemon.command.DemoCommand;
import com.umcloud.umha.daemon.command.DisarmCommand;
import com.umcloud.umha.daemon.command.ExitCodes;
import com.umcloud.umha.daemon.command.ExplainCommand;
import com.umcloud.umha.daemon.command.FailureReport;
import com.umcloud.umha.daemon.command.HostsCommand;
import com.umcloud.umha.daemon.command.IncidentsCommand;
import com.umcloud.umha.daemon.command.LoadCommand;
import com.umcloud.umha.daemon.command.MaintenanceCommand;
import com.umcloud.umha.daemon.command.ProcessingCommand;
import com.umcloud.umha.daemon.command.ReleaseCommand;
import com.umcloud.umha.daemon.command.SimulateCommand;
import com.umcloud.umha.daemon.command.VersionText;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code umha} program. */
@Command(
        name = "umha",
        description = "Keeps the instances of an OpenStack cloud running when a compute host dies.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AgentCommand.class,
            CollectorCommand.class,
            ProcessingCommand.class,
            AllCommand.class,
            DatabaseCommand.class,
            LoadCommand.class,
            ConfigCommand.class,
            IncidentsCommand.class,
            HostsCommand.class,
            ExplainCommand.class,
            MaintenanceCommand.class,
            AckCommand.class,
            ConfirmOffCommand.class,
            CancelCommand.class,
            ReleaseCommand.class,
            ArmCommand.class,
            DisarmCommand.class,
            DemoCommand.class,
            SimulateCommand.class,
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:it could not be done; the text says why",
            "2:the command line is wrong",
            "3:the configuration or a file is wrong",
        })
public final class Umha {
    private Umha() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs one command in this process and returns its exit code. */
    public static int run(String... arguments) {
        return run(commandLine(), arguments);
    }

    static int run(CommandLine line, String... arguments) {
        if (arguments.length == 0) {
            line.usage(line.getErr());
            return ExitCodes.USAGE;
        }
        return line.execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Umha());
        line.setExecutionExceptionHandler(new FailureReport());
        line.setUsageHelpAutoWidth(true);
        return line;
    }
}
