package com.umcloud.umha.testkit.simulation.world;

/** A listener on a controller that hears samples until it is closed. */
public interface SampleConnection extends AutoCloseable {
    /** Nothing arrives any more, not even what is on its way. */
    @Override
    void close();
}
