package com.umcloud.umha.testkit.simulation.time;

/**
 * A program ends in the middle of a call: thrown through its code to whoever let it run. What it had planned is called off by
 * {@link AgendaExecutor#shutdown}. Around calls of plugins the program catches every {@link Error}, as theirs must not end it:
 * whoever throws this out of one has to kill the processor before.
 */
public final class ProgramKilled extends Error {
    private static final long serialVersionUID = 1L;

    /** @param where at which moment, for the story: "before a commit" */
    public ProgramKilled(String where) {
        super(where, null, false, false);
    }
}
