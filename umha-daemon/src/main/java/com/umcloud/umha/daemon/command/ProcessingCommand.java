package com.umcloud.umha.daemon.command;

import com.umcloud.umha.daemon.program.ControllerProgram;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code umha processing}. */
@Command(
        name = "processing",
        mixinStandardHelpOptions = true,
        description = "Decides that a host has failed, fences it and evacuates its instances.")
public final class ProcessingCommand implements Callable<Integer> {
    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Override
    public Integer call() throws InterruptedException {
        return DaemonRun.untilStopped(
                files,
                loaded -> new ControllerProgram(
                        loaded, ControllerProgram.Role.PROCESSING, (incident, announcement) -> {}));
    }
}
