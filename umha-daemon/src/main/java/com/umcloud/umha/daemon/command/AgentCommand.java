package com.umcloud.umha.daemon.command;

import com.umcloud.umha.daemon.program.AgentProgram;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code umha agent}. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = "Runs on a compute host: measures and publishes.")
public final class AgentCommand implements Callable<Integer> {
    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Override
    public Integer call() throws InterruptedException {
        return DaemonRun.untilStopped(files, AgentProgram::new);
    }
}
