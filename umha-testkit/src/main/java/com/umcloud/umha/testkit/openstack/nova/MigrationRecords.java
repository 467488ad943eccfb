package com.umcloud.umha.testkit.openstack.nova;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Nova's migration records by their numbers; guarded by the lock of {@link NovaState}. */
final class MigrationRecords {
    private final Map<Integer, SimulatedMigration> records = new TreeMap<>();
    private final Supplier<String> ids;
    private int last;

    MigrationRecords(Supplier<String> ids) {
        this.ids = ids;
    }

    Collection<SimulatedMigration> all() {
        return records.values();
    }

    SimulatedMigration add(
            String instanceId, String type, String status, String source, Optional<String> destination, Instant at) {
        SimulatedMigration record = new SimulatedMigration(
                ++last, ids.get(), instanceId, type, status, source, destination, at, Optional.empty());
        records.put(last, record);
        return record;
    }

    /** Nothing happens if there is no such record any more. */
    void change(int number, String status, Instant at) {
        records.computeIfPresent(number, (key, record) -> record.with(status, at));
    }

    /** Nothing happens if there is no such record any more. */
    void change(int number, String status, Optional<String> destination, Instant at) {
        records.computeIfPresent(number, (key, record) -> record.with(status, destination, at));
    }

    void remove(int number) {
        records.remove(number);
    }

    /** The unfinished resize of an instance is confirmed. */
    void confirm(String instanceId, Instant at) {
        records.replaceAll((number, record) ->
                record.instanceId().equals(instanceId) && record.status().equals("finished")
                        ? record.with("confirmed", at)
                        : record);
    }

    /** Whether evacuations out of a host are done that its compute service has not cleaned up after. */
    boolean awaitCleanup(String host) {
        return records.values().stream()
                .anyMatch(record -> record.source().equals(host)
                        && record.type().equals("evacuation")
                        && record.status().equals("done"));
    }
}
