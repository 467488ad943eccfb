package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads migrations (Compute API, "Migrations"). All of a host are read each time: Nova's filter {@code changes-since}
 * leaves out records that have not changed since they were made, such as an evacuation nobody has taken up yet.
 */
final class MigrationReader {
    /** From here on records have a UUID and come in pages. */
    private static final int IN_PAGES = 59;

    private static final int PAGE = 1000;
    private static final Duration KEPT = Duration.ofDays(1);

    private final ComputeGateway gateway;
    private final ServiceReader services;
    private final InstantSource clock;

    MigrationReader(ComputeGateway gateway, ServiceReader services, InstantSource clock) {
        this.gateway = gateway;
        this.services = services;
        this.clock = clock;
    }

    List<Migration> of(String host, Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(IN_PAGES);
        List<Migration> all =
                version.isAtLeast(IN_PAGES) ? inPages(host, version, deadline) : atOnce(host, version, deadline);
        if (all.isEmpty()) {
            // a cell that does not answer is left out of the list; its services tell
            services.service(host, deadline);
        }
        Instant oldest = clock.instant().minus(KEPT);
        return all.stream()
                .filter(migration -> migration.state() == MigrationState.UNFINISHED
                        || !migration.updatedAt().isBefore(oldest))
                .sorted(Comparator.comparing(Migration::createdAt))
                .toList();
    }

    private List<Migration> atOnce(String host, Microversion version, Deadline deadline) throws InterruptedException {
        String path = "/os-migrations?host=" + ServiceReader.encode(host);
        return new AnswerFields("GET " + path, gateway.read(path, version, deadline))
                .list("migrations").stream().map(MigrationReader::migration).toList();
    }

    private List<Migration> inPages(String host, Microversion version, Deadline deadline) throws InterruptedException {
        List<Migration> all = new ArrayList<>();
        String marker = "";
        while (true) {
            String path = "/os-migrations?host=" + ServiceReader.encode(host) + "&limit=" + PAGE + marker;
            List<AnswerFields> page =
                    new AnswerFields("GET " + path, gateway.read(path, version, deadline)).list("migrations");
            page.stream().map(MigrationReader::migration).forEach(all::add);
            if (page.isEmpty()) {
                // Nova tells the newest first, and of two in one second only their sequence tells which is newer
                Collections.reverse(all);
                return all;
            }
            String next = "&marker=" + page.get(page.size() - 1).text("uuid");
            if (next.equals(marker)) {
                throw page.get(0).wrong("repeats a page");
            }
            marker = next;
        }
    }

    private static Migration migration(AnswerFields migration) {
        String status = migration.text("status");
        Instant createdAt = migration.time("created_at").orElseThrow(() -> migration.wrong("has no 'created_at'"));
        return new Migration(
                migration.optionalText("uuid").orElseGet(() -> migration.text("id")),
                migration.text("instance_uuid"),
                type(migration),
                state(status),
                status,
                migration.text("source_compute"),
                migration.optionalText("dest_compute"),
                createdAt,
                migration.time("updated_at").orElse(createdAt));
    }

    /** Before 2.23 Nova does not tell; a resize shows in the flavors, anything else is called a migration. */
    private static MigrationType type(AnswerFields migration) {
        if (!migration.has("migration_type")) {
            boolean sameFlavor = migration
                    .optionalText("old_instance_type_id")
                    .equals(migration.optionalText("new_instance_type_id"));
            return sameFlavor ? MigrationType.MIGRATION : MigrationType.RESIZE;
        }
        String type = migration.text("migration_type");
        return Stream.of(MigrationType.EVACUATION, MigrationType.LIVE_MIGRATION, MigrationType.RESIZE)
                .filter(known ->
                        type.equals(known.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst()
                .orElse(MigrationType.MIGRATION);
    }

    /** A word that is not known here counts as unfinished, which holds everything else back. */
    private static MigrationState state(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "done", "completed", "confirmed", "reverted" -> MigrationState.DONE;
            case "failed", "error", "cancelled" -> MigrationState.FAILED;
            default -> MigrationState.UNFINISHED;
        };
    }
}
