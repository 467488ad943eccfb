package com.umcloud.umha.testkit.openstack.nova;

import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Reply;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Migrations (nova/api/openstack/compute/migrations.py); called with the state's lock held. */
final class MigrationRoutes {
    private final NovaState state;

    MigrationRoutes(NovaState state) {
        this.state = state;
    }

    /** Up to 2.58 all that match; from 2.59 on in pages, newest first. */
    Reply list(Call call, int minor) {
        Optional<String> host = call.parameter("host");
        Optional<String> instance = call.parameter("instance_uuid");
        List<SimulatedMigration> matching = state.migrations().stream()
                .filter(migration -> host.isEmpty()
                        || migration.source().equals(host.get())
                        || migration.destination().equals(host))
                .filter(migration -> instance.isEmpty() || instance.get().equals(migration.instanceId()))
                .toList();
        List<SimulatedMigration> page = minor >= 59 ? page(changed(matching, call), call) : matching;
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "migrations",
                page.stream().map(migration -> view(migration, minor)).toList());
        if (minor >= 59) {
            new Paging(state.settings().maximumLimit())
                    .next(call, page.stream().map(SimulatedMigration::uuid).toList(), "/os-migrations")
                    .ifPresent(links -> answer.put("migrations_links", links));
        }
        return Reply.json(200, answer);
    }

    /** Nova compares with {@code updated_at}, so that records that never changed are left out. */
    private static List<SimulatedMigration> changed(List<SimulatedMigration> migrations, Call call) {
        Optional<Instant> since = call.parameter("changes-since").map(Instant::parse);
        return migrations.stream()
                .filter(migration -> since.isEmpty()
                        || migration
                                .updatedAt()
                                .filter(at ->
                                        !at.truncatedTo(ChronoUnit.SECONDS).isBefore(since.get()))
                                .isPresent())
                .toList();
    }

    private List<SimulatedMigration> page(List<SimulatedMigration> matching, Call call) {
        List<SimulatedMigration> newestFirst = matching.stream()
                .sorted(Comparator.comparing(SimulatedMigration::createdAt)
                        .thenComparing(SimulatedMigration::number)
                        .reversed())
                .toList();
        int limit = new Paging(state.settings().maximumLimit()).size(call);
        int from = 0;
        Optional<String> marker = call.parameter("marker");
        if (marker.isPresent()) {
            List<String> uuids =
                    newestFirst.stream().map(SimulatedMigration::uuid).toList();
            from = uuids.indexOf(marker.get()) + 1;
            if (from == 0) {
                throw new NovaFault(400, "Marker " + marker.get() + " could not be found.");
            }
        }
        return newestFirst.stream().skip(from).limit(limit).toList();
    }

    private static Map<String, Object> view(SimulatedMigration migration, int minor) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", migration.number());
        view.put("instance_uuid", migration.instanceId());
        view.put("status", migration.status());
        view.put("source_compute", migration.source());
        view.put("source_node", migration.source());
        view.put("dest_compute", migration.destination().orElse(null));
        view.put("dest_node", migration.destination().orElse(null));
        view.put("dest_host", null);
        view.put("old_instance_type_id", 1);
        view.put("new_instance_type_id", migration.type().equals("resize") ? 2 : 1);
        view.put("created_at", NovaTimes.long8601(migration.createdAt()));
        view.put("updated_at", migration.updatedAt().map(NovaTimes::long8601).orElse(null));
        if (minor >= 23) {
            view.put("migration_type", migration.type());
        }
        if (minor >= 59) {
            view.put("uuid", migration.uuid());
        }
        return view;
    }
}
