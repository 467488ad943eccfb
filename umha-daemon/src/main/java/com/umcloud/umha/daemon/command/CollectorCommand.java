package com.umcloud.umha.daemon.command;

import com.umcloud.umha.daemon.program.ControllerProgram;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code umha collector}. */
@Command(name = "collector", mixinStandardHelpOptions = true, description = "Receives, verifies and stores samples.")
public final class CollectorCommand implements Callable<Integer> {
    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Override
    public Integer call() throws InterruptedException {
        return DaemonRun.untilStopped(
                files,
                loaded -> new ControllerProgram(
                        loaded, ControllerProgram.Role.COLLECTOR, (incident, announcement) -> {}));
    }
}
