package com.umcloud.umha.api.evacuate;

/** What came of telling the cloud that a host is dead. */
public sealed interface IsolationResult {
    /** The cloud treats the host as down: evacuations are accepted and nothing new is scheduled there. */
    record Isolated() implements IsolationResult {}

    /** The cloud is too old to be told; it will find out by itself. Ask again until it is isolated. */
    record Waiting(String detail) implements IsolationResult {}

    /** The cloud did not do it; ask again later. */
    record Refused(String detail) implements IsolationResult {}
}
