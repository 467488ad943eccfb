package com.umcloud.umha.core.store.database;

import java.util.List;
import java.util.Optional;

/**
 * What {@link Database#migrate} did.
 *
 * @param from the version found; empty if our tables were not there
 * @param to the version now
 * @param applied the migrations that were run, in order, as "version description"; empty if nothing was to do
 */
public record MigrationReport(Optional<String> from, String to, List<String> applied) {
    public MigrationReport {
        applied = List.copyOf(applied);
    }

    public boolean changedNothing() {
        return applied.isEmpty();
    }
}
