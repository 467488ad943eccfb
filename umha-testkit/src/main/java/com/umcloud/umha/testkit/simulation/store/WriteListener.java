package com.umcloud.umha.testkit.simulation.store;

/**
 * Told of every transaction, by the thread that asks for it. Whatever it throws passes through to the processor, past all that is
 * caught there if it is an {@link Error} such as {@link com.umcloud.umha.testkit.simulation.time.ProgramKilled}: so a processor
 * is killed exactly before or after a write.
 */
public interface WriteListener {
    /** It was asked for; if this throws nothing is written and {@link #after} is not called. */
    default void before(DatabaseWrite write) {}

    /**
     * The answer is on its way, a good or a bad one; if this throws it does not arrive.
     *
     * @param written whether the tables were changed
     */
    default void after(DatabaseWrite write, boolean written) {}

    /** A transaction that was answered by a broken connection has been written now; whoever asked may be dead since. */
    default void landed(DatabaseWrite write) {}
}
