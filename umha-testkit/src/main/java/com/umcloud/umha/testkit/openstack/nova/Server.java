package com.umcloud.umha.testkit.openstack.nova;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nova's row of one instance; guarded by the lock of {@link NovaState}. */
final class Server {
    final String id;
    final String name;
    final boolean volumeBacked;
    final boolean locked;
    final Map<String, String> metadata;
    final Instant createdAt;
    String host;
    String state;

    @Nullable
    String taskState;

    boolean diskLost;
    Instant updatedAt;

    Server(SimulatedInstance model, Instant now) {
        id = model.id();
        name = model.name();
        volumeBacked = model.volumeBacked();
        locked = model.locked();
        metadata = model.metadata();
        host = model.host();
        state = model.status();
        taskState = model.taskState().orElse(null);
        createdAt = now;
        updatedAt = now;
    }

    /** Nova's status: what the task makes of the state. */
    String status() {
        return taskState != null && taskState.startsWith("rebuil") ? "REBUILD" : state;
    }

    void become(String newState, @Nullable String newTask, Instant now) {
        state = newState;
        taskState = newTask;
        updatedAt = now;
    }

    SimulatedInstance snapshot() {
        return new SimulatedInstance(
                id, name, host, status(), Optional.ofNullable(taskState), volumeBacked, locked, metadata, diskLost);
    }
}
