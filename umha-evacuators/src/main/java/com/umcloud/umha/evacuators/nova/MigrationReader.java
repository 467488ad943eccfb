package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads migrations (Compute API, "Migrations"). Few records of a host are read in one call. Of many, all are read once; from
 * then on only what can be new: the newest by their creation, because Nova's filter {@code changes-since} leaves out records
 * that have not changed since they were made; those that have changed since; and what was unfinished before, by its instance.
 * What is remembered says only where to look; every record in an answer has just been read. Safe for use by several threads.
 */
final class MigrationReader {
    /** From here on records have a UUID and come in pages. */
    private static final int IN_PAGES = 59;

    private static final int PAGE = 1000;
    private static final int RECENT_PAGE = 200;
    private static final Duration KEPT = Duration.ofDays(1);
    /** How far apart the clocks of Nova's machines, and the writing of a time and its commit, may be. */
    private static final Duration MARGIN = Duration.ofHours(1);

    /**
     * Of the last complete view of a host's records.
     *
     * @param until the newest time in them, by Nova's clock: nothing older can appear any more, but for the margin
     * @param unfinished by id, the instance of each that was not over
     */
    private record Known(Instant until, Map<String, String> unfinished) {}

    private final ComputeGateway gateway;
    private final ServiceReader services;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    MigrationReader(ComputeGateway gateway, ServiceReader services, InstantSource clock) {
        this.gateway = gateway;
        this.services = services;
        this.clock = clock;
    }

    List<Migration> of(String host, Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(IN_PAGES);
        Map<String, Migration> found = new LinkedHashMap<>();
        if (version.isAtLeast(IN_PAGES)) {
            readNews(host, found, version, deadline);
        } else {
            readPages("/os-migrations?host=" + ServiceReader.encode(host), Instant.MIN, found, version, deadline);
        }
        if (found.isEmpty()) {
            // a cell that does not answer is left out of the list; its services tell
            services.service(host, deadline);
        }
        List<Migration> all = new ArrayList<>(found.values());
        all.removeIf(migration ->
                !migration.source().equals(host) && !migration.destination().equals(Optional.of(host)));
        if (version.isAtLeast(IN_PAGES)) {
            // pages begin with the newest, and of two in one second only their sequence tells which is newer
            Collections.reverse(all);
        }
        remember(host, all);
        Instant oldest = clock.instant().minus(KEPT);
        return all.stream()
                .filter(migration -> migration.state() == MigrationState.UNFINISHED
                        || !migration.updatedAt().isBefore(oldest))
                .sorted(Comparator.comparing(Migration::createdAt))
                .toList();
    }

    private void readNews(String host, Map<String, Migration> found, Microversion version, Deadline deadline)
            throws InterruptedException {
        String path = "/os-migrations?host=" + ServiceReader.encode(host);
        Known before = known.get(host);
        if (before == null) {
            readPages(path + "&limit=" + PAGE, Instant.MIN, found, version, deadline);
            return;
        }
        Instant since = clock.instant().minus(KEPT);
        if (before.until().minus(MARGIN).isBefore(since)) {
            since = before.until().minus(MARGIN);
        }
        boolean all = readPages(path + "&limit=" + RECENT_PAGE, since, found, version, deadline);
        if (all) {
            return;
        }
        String changes = "&changes-since=" + since.truncatedTo(ChronoUnit.SECONDS);
        readPages(path + "&limit=" + PAGE + changes, Instant.MIN, found, version, deadline);
        List<String> instances = before.unfinished().entrySet().stream()
                .filter(entry -> !found.containsKey(entry.getKey()))
                .map(entry -> path + "&instance_uuid=" + ServiceReader.encode(entry.getValue()))
                .distinct()
                .toList();
        for (HttpReply reply : gateway.readAll(instances, version, deadline)) {
            new AnswerFields(reply.request(), ComputeGateway.checked(reply))
                    .list("migrations").stream()
                            .map(MigrationReader::migration)
                            .forEach(migration -> found.put(migration.id(), migration));
        }
    }

    /**
     * Reads pages, newest first, as far back as {@code since}; one that is not the last says so.
     *
     * @return whether that was all there is
     */
    private boolean readPages(
            String query, Instant since, Map<String, Migration> found, Microversion version, Deadline deadline)
            throws InterruptedException {
        String marker = "";
        while (true) {
            String path = query + marker;
            AnswerFields answer = new AnswerFields("GET " + path, gateway.read(path, version, deadline));
            List<AnswerFields> page = answer.list("migrations");
            List<Migration> migrations =
                    page.stream().map(MigrationReader::migration).toList();
            migrations.forEach(migration -> found.put(migration.id(), migration));
            if (page.isEmpty() || !answer.hasNext("migrations_links")) {
                return true;
            }
            if (migrations.get(migrations.size() - 1).createdAt().isBefore(since)) {
                return false;
            }
            String next = "&marker=" + page.get(page.size() - 1).text("uuid");
            if (next.equals(marker)) {
                throw page.get(0).wrong("repeats a page");
            }
            marker = next;
        }
    }

    /** Times that lie ahead, by a clock that is wrong, must not hide what comes before them. */
    private void remember(String host, List<Migration> all) {
        Instant now = clock.instant();
        Map<String, String> unfinished = all.stream()
                .filter(migration -> migration.state() == MigrationState.UNFINISHED)
                .collect(Collectors.toUnmodifiableMap(Migration::id, Migration::instanceId));
        Optional<Instant> newest = all.stream()
                .map(Migration::updatedAt)
                .filter(time -> !time.isAfter(now))
                .max(Comparator.naturalOrder());
        newest.ifPresentOrElse(time -> known.put(host, new Known(time, unfinished)), () -> known.remove(host));
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
