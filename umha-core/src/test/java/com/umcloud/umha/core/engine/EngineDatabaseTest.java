package com.umcloud.umha.core.engine;

import static com.umcloud.umha.core.engine.EngineGround.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IncidentStore;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.database.DatabaseUrl;
import com.umcloud.umha.core.store.jdbi.JdbiStores;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineDatabaseTest {
    @Test
    void aRecoveryIsWrittenIntoTheDatabaseAndItsMailsAreDueAtOnce(@TempDir Path directory) {
        try (Database database =
                        Database.open(DatabaseUrl.memory(UUID.randomUUID().toString()));
                EngineGround ground = new EngineGround(4)) {
            database.migrate();
            Stores stores = JdbiStores.of(database, directory.resolve("key"), InstantSource.system());
            stores.leases().take(stores.leases().read(), "me");
            stores.hosts().replaceFenceDevices(ground.world.devices());
            stores.hosts().replaceStorageAddresses(ground.world.addresses());
            ground.incidentStore = stores.incidents();
            ground.hostStore = stores.hosts();
            ground.operators = stores.operators();
            ground.cloud.boot("a", "c-1");
            ground.start();

            ground.world.host("c-1").panicked = true;

            IncidentStore incidents = stores.incidents();
            await().until(() -> incidents.recentIncidents(1).stream()
                    .map(IncidentRow::state)
                    .anyMatch(IncidentState.RECOVERED.name()::equals));
            ground.stop();
            IncidentRow row = incidents.recentIncidents(1).get(0);
            assertThat(incidents.unfinishedIntents()).isEmpty();
            assertThat(incidents.history(row.id()))
                    .extracting(HistoryRow::instanceId, HistoryRow::outcome)
                    .containsExactly(tuple("a", "RECOVERED"));
            List<OutboxRow> due = stores.outbox().due(Instant.now(), 100);
            assertThat(due)
                    .extracting(OutboxRow::notification)
                    .extracting(Notification::kind)
                    .contains("incident.fencing", "incident.proven-off", "incident.recovered");
        }
    }
}
