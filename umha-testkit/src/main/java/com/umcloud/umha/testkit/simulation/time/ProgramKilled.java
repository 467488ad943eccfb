package com.umcloud.umha.testkit.simulation.time;

/**
 * A program ends in the middle of a call: thrown through its code, which catches no {@link Error}, to whoever let it run. What
 * it had planned is called off by {@link AgendaExecutor#shutdown}.
 */
public final class ProgramKilled extends Error {
    private static final long serialVersionUID = 1L;

    /** @param where at which moment, for the story: "before a commit" */
    public ProgramKilled(String where) {
        super(where, null, false, false);
    }
}
