package com.umcloud.umha.testkit.openstack.nova;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nova's row of one instance; guarded by the lock of {@link NovaState}. */
final class Server {
    private static final String IMAGE = "70a599e0-31e7-49b7-b260-868f441e862b";
    private static final String PROJECT = "5f8e6b2f0c1d4b7a9e3c2d1f0a9b8c7d";

    final String id;
    final String name;
    final boolean volumeBacked;
    final Map<String, String> metadata;
    final SimulatedFlavor flavor;
    final String imageId;
    final String project;
    /** Ids of its volumes in the sequence in which they were attached; that of the root disk first. */
    final List<String> volumes = new ArrayList<>();

    boolean locked;
    final Instant createdAt;
    final boolean launched;
    String host;
    /** Nova's {@code vm_state}. */
    String vmState;

    @Nullable
    String taskState;

    boolean diskLost;
    Instant updatedAt;
    /** Oldest first. */
    final List<InstanceAction> actions = new ArrayList<>();

    Server(SimulatedInstance model, Instant now) {
        id = model.id();
        name = model.name();
        volumeBacked = model.volumeBacked();
        locked = model.locked();
        metadata = model.metadata();
        flavor = model.flavor();
        imageId = model.imageId().isEmpty() ? IMAGE : model.imageId();
        project = model.project().isEmpty() ? PROJECT : model.project();
        if (volumeBacked) {
            volumes.add(NovaState.rootVolumeOf(id));
        }
        host = model.host();
        NovaStates.Meaning meaning = NovaStates.meaning(model.status());
        vmState = meaning.vmState();
        taskState = model.taskState().or(meaning::task).orElse(null);
        createdAt = now;
        launched = !vmState.equals("building");
        updatedAt = now;
    }

    /** Nova's status: what the task makes of the state. */
    String status() {
        return NovaStates.status(vmState, taskState);
    }

    /** An instance that was offloaded is on no host. */
    boolean isOn(String name) {
        return host.equals(name) && !vmState.equals("shelved_offloaded");
    }

    void become(String newState, @Nullable String newTask, Instant now) {
        vmState = newState;
        taskState = newTask;
        updatedAt = now;
    }

    SimulatedInstance snapshot() {
        return new SimulatedInstance(
                id,
                name,
                host,
                status(),
                Optional.ofNullable(taskState),
                volumeBacked,
                locked,
                metadata,
                diskLost,
                flavor,
                imageId,
                project);
    }
}
