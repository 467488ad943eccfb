package com.umcloud.umha.daemon.program;

/** Something that runs until it is closed. */
public interface Program extends AutoCloseable {
    /** Starts its threads and returns; what is missing outside the process is told and tried again. */
    void start();

    /** Stops: finishes or parks what is in flight. Called once. */
    @Override
    void close();
}
