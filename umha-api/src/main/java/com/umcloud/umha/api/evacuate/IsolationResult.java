package com.umcloud.umha.api.evacuate;

import java.util.Objects;

/** What came of telling the cloud that a host is dead. */
public sealed interface IsolationResult {
    /**
     * The cloud treats the host as down: evacuations are accepted and nothing new is scheduled there.
     *
     * @param remark what the operator has to know of it, in one line: that something was taken for UMHA's own setting which may
     *     be somebody else's; empty if there is nothing
     */
    record Isolated(String remark) implements IsolationResult {
        public Isolated {
            Objects.requireNonNull(remark, "remark");
        }

        /** Nothing is to be said of it. */
        public Isolated() {
            this("");
        }
    }

    /** The cloud is too old to be told; it will find out by itself. Ask again until it is isolated. */
    record Waiting(String detail) implements IsolationResult {}

    /** The cloud did not do it; ask again later. */
    record Refused(String detail) implements IsolationResult {}
}
