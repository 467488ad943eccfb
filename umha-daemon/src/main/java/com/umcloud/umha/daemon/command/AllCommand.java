package com.umcloud.umha.daemon.command;

import com.umcloud.umha.daemon.program.ControllerProgram;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code umha all}. */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        description = "Collector and processing in one process: the usual way on a controller.")
public final class AllCommand implements Callable<Integer> {
    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Override
    public Integer call() throws InterruptedException {
        return DaemonRun.untilStopped(
                files,
                loaded -> new ControllerProgram(loaded, ControllerProgram.Role.ALL, (incident, announcement) -> {}));
    }
}
