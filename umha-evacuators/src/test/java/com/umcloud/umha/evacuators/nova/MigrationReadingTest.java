package com.umcloud.umha.evacuators.nova;

import static com.umcloud.umha.evacuators.nova.CloudFixture.LIMIT;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_1;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.testkit.openstack.http.Fault;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import com.umcloud.umha.testkit.openstack.nova.SimulatedMigration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MigrationReadingTest {
    @Test
    void fewRecordsAreOneCall() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            add(fixture, "i-1", "done", Duration.ofHours(1));
            fixture.evacuator.hosts(LIMIT);
            for (int i = 0; i < 3; i++) {
                int before = fixture.calls();
                assertThat(fixture.evacuator.migrationsOf(NODE_1, LIMIT)).hasSize(1);
                assertThat(fixture.requestsSince(before)).hasSize(1);
            }
        }
    }

    @Test
    void ofManyRecordsOnlyTheNewsAreReadAgainAndNothingIsMissed() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.evacuator.hosts(LIMIT);
            add(fixture, "stuck", "running", Duration.ofDays(400));
            for (int i = 0; i < 3500; i++) {
                add(fixture, "old-" + i, "done", Duration.ofDays(300).minusMinutes(i));
            }
            add(fixture, "recent", "done", Duration.ofHours(20));

            assertThat(reading(fixture, 4)).containsExactly("stuck", "recent");
            assertThat(reading(fixture, 3)).containsExactly("stuck", "recent");

            add(fixture, "fresh", "accepted", Duration.ZERO);
            assertThat(reading(fixture, 3)).containsExactly("stuck", "recent", "fresh");
            fixture.clock.advance(Duration.ofDays(3));
            SimulatedMigration late = find(fixture, "old-7");
            fixture.cloud.openStack().nova().changeMigration(late.number(), "completed");
            // nobody has looked for three days: the change is found, and what is unfinished still is
            assertThat(reading(fixture, 3)).containsExactly("stuck", "old-7", "fresh");
            fixture.cloud
                    .openStack()
                    .nova()
                    .changeMigration(find(fixture, "stuck").number(), "error");
            assertThat(reading(fixture, 2)).containsExactly("stuck", "old-7", "fresh");
            assertThat(reading(fixture, 2)).containsExactly("stuck", "old-7", "fresh");
        }
    }

    @Test
    void aRecordThatWasRemovedIsNoLongerReported() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.maximumLimit(2))) {
            add(fixture, "stuck", "running", Duration.ofDays(40));
            for (int i = 0; i < 9; i++) {
                add(fixture, "old-" + i, "done", Duration.ofDays(30));
            }
            add(fixture, "new", "done", Duration.ofHours(3));
            assertThat(fixture.evacuator.migrationsOf(NODE_1, LIMIT)).hasSize(2);
            fixture.cloud
                    .openStack()
                    .nova()
                    .removeMigration(find(fixture, "stuck").number());

            assertThat(fixture.evacuator.migrationsOf(NODE_1, LIMIT))
                    .extracting(Migration::instanceId)
                    .containsExactly("new");
        }
    }

    /** Whatever happens between two reads, one who has looked all the time sees what one sees who looks anew. */
    @Test
    void whoRemembersSeesTheSameAsWhoDoesNot() throws Exception {
        for (long seed = 1; seed <= 8; seed++) {
            Random random = new Random(seed);
            try (CloudFixture fixture = new CloudFixture(settings -> settings.maximumLimit(7))) {
                NovaState nova = fixture.cloud.openStack().nova();
                List<String> words = List.of("accepted", "running", "done", "completed", "error", "a-new-word");
                for (int step = 0; step < 12; step++) {
                    for (int i = 0; i < 8; i++) {
                        Instant at = fixture.clock.instant().minusSeconds(step == 0 ? random.nextInt(900_000) : 0);
                        int number = nova.addMigration(
                                        "i-" + random.nextInt(30),
                                        "evacuation",
                                        words.get(random.nextInt(words.size())),
                                        random.nextBoolean() ? NODE_1 : NODE_2,
                                        random.nextBoolean() ? Optional.of(NODE_1) : Optional.empty(),
                                        at)
                                .number();
                        nova.changeMigration(1 + random.nextInt(number), words.get(random.nextInt(words.size())));
                        fixture.clock.advance(Duration.ofMinutes(random.nextInt(600)));
                    }
                    List<Migration> remembering = fixture.evacuator.migrationsOf(NODE_1, LIMIT);
                    try (Evacuator anew = fixture.evacuator(Map.of())) {
                        assertThat(remembering)
                                .describedAs("seed %d, step %d", seed, step)
                                .containsExactlyInAnyOrderElementsOf(anew.migrationsOf(NODE_1, LIMIT));
                    }
                }
            }
        }
    }

    @Test
    void aPageThatFailsFailsTheRead() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.maximumLimit(2))) {
            for (int i = 0; i < 5; i++) {
                add(fixture, "i-" + i, "running", Duration.ofDays(30));
            }
            add(fixture, "new", "done", Duration.ofHours(3));
            fixture.evacuator.migrationsOf(NODE_1, LIMIT);
            for (int good = 0; good < 3; good++) {
                if (good > 0) {
                    fixture.cloud
                            .openStack()
                            .faults()
                            .next(good, "GET", "/os-migrations", new Fault.Delay(Duration.ZERO));
                }
                fixture.cloud.openStack().faults().next(1, "GET", "/os-migrations", Fault.status(500));
                assertThatThrownBy(() -> fixture.evacuator.migrationsOf(NODE_1, LIMIT))
                        .isInstanceOf(UmhaException.class)
                        .hasMessageContaining("/os-migrations");
            }
            assertThat(fixture.evacuator.migrationsOf(NODE_1, LIMIT)).hasSize(6);
        }
    }

    private static List<String> reading(CloudFixture fixture, int calls) throws InterruptedException {
        int before = fixture.calls();
        List<String> instances = new ArrayList<>();
        for (Migration migration : fixture.evacuator.migrationsOf(NODE_1, LIMIT)) {
            instances.add(migration.instanceId());
        }
        assertThat(fixture.requestsSince(before))
                .filteredOn(call -> call.contains("/os-migrations"))
                .hasSize(calls);
        return instances;
    }

    private static void add(CloudFixture fixture, String instance, String status, Duration ago) {
        fixture.cloud
                .openStack()
                .nova()
                .addMigration(
                        instance,
                        "evacuation",
                        status,
                        NODE_1,
                        Optional.of(NODE_2),
                        fixture.clock.instant().minus(ago));
    }

    private static SimulatedMigration find(CloudFixture fixture, String instance) {
        return fixture.cloud.openStack().nova().migrations().stream()
                .filter(migration -> migration.instanceId().equals(instance))
                .findFirst()
                .orElseThrow();
    }
}
