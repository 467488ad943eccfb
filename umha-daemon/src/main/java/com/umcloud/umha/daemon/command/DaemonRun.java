package com.umcloud.umha.daemon.command;

import com.umcloud.umha.daemon.program.LoadedProgram;
import com.umcloud.umha.daemon.program.Program;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Runs a program until SIGTERM or SIGINT, then stops it. */
final class DaemonRun {
    private DaemonRun() {}

    static int untilStopped(ConfigFiles files, Function<LoadedProgram, Program> assemble) throws InterruptedException {
        LoadedProgram loaded = files.loadForDaemon();
        Program program;
        try {
            program = assemble.apply(loaded);
        } catch (RuntimeException e) {
            loaded.close();
            throw e;
        }
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        TerminationSignals.handle(stop::countDown);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(stop, stopped), "umha-stop"));
        try {
            program.start();
            stop.await();
        } finally {
            program.close();
            loaded.close();
            stopped.countDown();
        }
        return ExitCodes.OK;
    }

    /** For an end that no signal announced: the process ends when its hooks do, so long the main thread has to stop. */
    private static void awaitEnd(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
