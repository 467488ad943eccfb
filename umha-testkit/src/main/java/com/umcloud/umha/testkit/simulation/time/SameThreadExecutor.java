package com.umcloud.umha.testkit.simulation.time;

/** Runs what it is given at once, on the thread that gives it. */
public final class SameThreadExecutor extends StoppableExecutor {
    @Override
    public void execute(Runnable task) {
        task.run();
    }
}
