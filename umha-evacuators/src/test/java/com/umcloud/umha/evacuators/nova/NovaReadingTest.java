package com.umcloud.umha.evacuators.nova;

import static com.umcloud.umha.evacuators.nova.CloudFixture.LIMIT;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_1;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.Flavor;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.testkit.openstack.http.Fault;
import com.umcloud.umha.testkit.openstack.http.Reply;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NovaReadingTest {
    @ParameterizedTest
    @ValueSource(ints = {93, 60, 12, 11})
    void hostsShowWhatNovaKnows(int microversion) throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(microversion))) {
            fixture.clock.advance(Duration.ofSeconds(25));

            List<ComputeHost> hosts = fixture.evacuator.hosts(LIMIT);

            assertThat(hosts).extracting(ComputeHost::name).containsExactly(NODE_1, NODE_2, "node-3.domain.tld");
            assertThat(hosts.get(0))
                    .isEqualTo(new ComputeHost(
                            NODE_1,
                            true,
                            true,
                            "",
                            false,
                            Optional.of(Instant.parse("2026-11-01T12:00:20Z")),
                            "nova",
                            Set.of(new Aggregate("shared", Map.of()))));
        }
    }

    @Test
    void anObservationIsTwoCallsAtTheSameTimeAndAListOfInstancesIsOne() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings, cloud -> cloud.instancesPerHost(40))) {
            fixture.evacuator.hosts(LIMIT);
            int before = fixture.calls();
            fixture.cloud.openStack().faults().next(2, "GET", "/os-", new Fault.Delay(Duration.ofMillis(700)));
            long start = System.nanoTime();

            fixture.evacuator.hosts(LIMIT);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1400));
            assertThat(fixture.requestsSince(before)).hasSize(2);
            assertThat(fixture.evacuator.instancesOn(NODE_1, LIMIT)).hasSize(40);
            assertThat(fixture.requestsSince(before)).hasSize(3);
        }
    }

    @Test
    void aDeadHostGoesDownWhenItsReportsAreOld() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.cloud.host(NODE_1).losePower();
            fixture.clock.advance(Duration.ofSeconds(60));
            assertThat(host(fixture, NODE_1).serviceUp()).isTrue();
            fixture.clock.advance(Duration.ofSeconds(1));

            ComputeHost dead = host(fixture, NODE_1);

            assertThat(dead.serviceUp()).isFalse();
            assertThat(dead.lastReport()).contains(Instant.parse("2026-11-01T12:00:00Z"));
            assertThat(host(fixture, NODE_2).serviceUp()).isTrue();
        }
    }

    @Test
    void instancesOfAHostAreMapped() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            String id = UUID.randomUUID().toString();
            fixture.cloud
                    .openStack()
                    .nova()
                    .addInstance(SimulatedInstance.active(id, "数据库", NODE_2)
                            .withVolume()
                            .withLock()
                            .withStatus("SHUTOFF")
                            .withMetadata(Map.of("HA", "no")));

            List<Instance> instances = fixture.evacuator.instancesOn(NODE_2, LIMIT);

            assertThat(instances)
                    .hasSize(3)
                    .allMatch(instance -> instance.host().equals(Optional.of(NODE_2)));
            assertThat(instances.get(0))
                    .isEqualTo(new Instance(
                            id,
                            "数据库",
                            Optional.of(NODE_2),
                            InstanceStatus.SHUTOFF,
                            Optional.empty(),
                            InstanceDisk.VOLUME,
                            true,
                            Map.of("HA", "no"),
                            new Flavor("tiny", new Resources(1, 512, 0), Map.of()),
                            Map.of(),
                            "5f8e6b2f0c1d4b7a9e3c2d1f0a9b8c7d"));
            assertThat(instances.get(1).disk()).isEqualTo(InstanceDisk.IMAGE);
            assertThat(instances.get(1).status()).isEqualTo(InstanceStatus.ACTIVE);
            assertThat(instances.get(1).locked()).isFalse();
        }
    }

    @Test
    void allPagesAreReadAlsoWhenNovaGivesFewerThanAsked() throws Exception {
        try (CloudFixture fixture =
                new CloudFixture(settings -> settings.maximumLimit(3), cloud -> cloud.instancesPerHost(7))) {
            assertThat(fixture.evacuator.instancesOn(NODE_2, LIMIT))
                    .extracting(Instance::id)
                    .hasSize(7)
                    .doesNotHaveDuplicates();
            assertThat(fixture.novaCallsSince(0))
                    .filteredOn(call -> call.contains("servers/detail"))
                    .hasSize(3);
        }
    }

    @Test
    void noNameMatchesByItsBeginning() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            assertThat(fixture.evacuator.instancesOn("node-1", LIMIT)).isEmpty();
        }
    }

    @Test
    void instancesAreFoundWhereverTheyAreAndDeletedOnesAreMissing() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings, cloud -> cloud.instancesPerHost(8))) {
            List<String> ids = fixture.cloud.openStack().nova().instances().stream()
                    .map(SimulatedInstance::id)
                    .toList();
            fixture.cloud.openStack().nova().deleteInstance(ids.get(3));

            List<Instance> first = fixture.evacuator.instances(ids, LIMIT);
            int before = fixture.calls();
            List<Instance> again = fixture.evacuator.instances(ids.subList(4, 8), LIMIT);
            List<Instance> many = fixture.evacuator.instances(ids, LIMIT);

            assertThat(first).hasSize(23).extracting(Instance::id).doesNotContain(ids.get(3));
            assertThat(again).extracting(Instance::id).containsExactlyInAnyOrderElementsOf(ids.subList(4, 8));
            assertThat(many).containsExactlyInAnyOrderElementsOf(first);
            // four one by one; then a list for each of three hosts, and the deleted one by itself
            assertThat(fixture.novaCallsSince(before)).hasSize(4 + 3 + 1);
            assertThat(fixture.evacuator.instances(List.of(), LIMIT)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "evacuation, accepted, EVACUATION, UNFINISHED",
        "evacuation, pre-migrating, EVACUATION, UNFINISHED",
        "evacuation, done, EVACUATION, DONE",
        "evacuation, completed, EVACUATION, DONE",
        "evacuation, failed, EVACUATION, FAILED",
        "evacuation, error, EVACUATION, FAILED",
        "live-migration, queued, LIVE_MIGRATION, UNFINISHED",
        "live-migration, preparing, LIVE_MIGRATION, UNFINISHED",
        "live-migration, running, LIVE_MIGRATION, UNFINISHED",
        "live-migration, post-migrating, LIVE_MIGRATION, UNFINISHED",
        "live-migration, cancelled, LIVE_MIGRATION, FAILED",
        "migration, migrating, MIGRATION, UNFINISHED",
        "resize, finished, RESIZE, UNFINISHED",
        "resize, confirmed, RESIZE, DONE",
        "resize, reverted, RESIZE, DONE",
        "resize, a-word-of-the-future, RESIZE, UNFINISHED",
    })
    void migrationsAreMapped(String type, String status, MigrationType wantedType, MigrationState wantedState)
            throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            Instant at = fixture.clock.instant().minusSeconds(3600);
            var record =
                    fixture.cloud.openStack().nova().addMigration("i-1", type, status, NODE_1, Optional.of(NODE_2), at);

            List<Migration> migrations = fixture.evacuator.migrationsOf(NODE_1, LIMIT);

            assertThat(migrations)
                    .containsExactly(new Migration(
                            record.uuid(),
                            "i-1",
                            wantedType,
                            wantedState,
                            status,
                            NODE_1,
                            Optional.of(NODE_2),
                            at,
                            at));
            assertThat(fixture.evacuator.migrationsOf(NODE_2, LIMIT)).isEqualTo(migrations);
            assertThat(fixture.evacuator.migrationsOf("node-3.domain.tld", LIMIT))
                    .isEmpty();
        }
    }

    @Test
    void oldMigrationsAreLeftOutUnlessTheyAreUnfinished() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.maximumLimit(2))) {
            Instant now = fixture.clock.instant();
            var nova = fixture.cloud.openStack().nova();
            nova.addMigration("stuck", "evacuation", "accepted", NODE_1, Optional.empty(), now.minusSeconds(900_000));
            nova.addMigration("old", "evacuation", "done", NODE_1, Optional.of(NODE_2), now.minusSeconds(90_000));
            nova.addMigration("new", "evacuation", "done", NODE_1, Optional.of(NODE_2), now.minusSeconds(80_000));
            nova.addMigration("newer", "resize", "error", NODE_2, Optional.of(NODE_1), now.minusSeconds(9));

            assertThat(fixture.evacuator.migrationsOf(NODE_1, LIMIT))
                    .extracting(Migration::instanceId)
                    .containsExactly("stuck", "new", "newer");
        }
    }

    @ParameterizedTest
    @CsvSource({"resize, RESIZE", "live-migration, MIGRATION"})
    void anOldNovaTellsAResizeByItsFlavors(String type, MigrationType expected) throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(12))) {
            fixture.cloud
                    .openStack()
                    .nova()
                    .addMigration("i-1", type, "migrating", NODE_1, Optional.of(NODE_2), fixture.clock.instant());

            Migration migration = fixture.evacuator.migrationsOf(NODE_1, LIMIT).get(0);

            assertThat(migration.type()).isEqualTo(expected);
            assertThat(migration.id()).isEqualTo("1");
        }
    }

    static Stream<Fault> nonsense() {
        return Stream.of(
                new Fault.Answer(Reply.html(200, "Log in to the network")),
                new Fault.Garble("application/json", ""),
                new Fault.Garble("application/json", "[]"),
                new Fault.Garble("application/json", "{\"servers\": null, \"services\": 3, \"migrations\": {}}"),
                new Fault.Garble("application/json", "{\"servers\": [1], \"services\": [{}], \"migrations\": [{}]}"),
                new Fault.Garble(
                        "application/json",
                        "{\"servers\": [{\"id\": \"1\", \"status\": \"ACTIVE\", \"image\": \"\"}],"
                                + " \"services\": [{\"host\": \"node-1\", \"status\": \"UNKNOWN\"}],"
                                + " \"migrations\": [{\"uuid\": \"1\", \"status\": \"done\", \"created_at\": \"today\"}]}"),
                new Fault.Answer(Reply.empty(204)),
                new Fault.Answer(Reply.html(404, "Not Found")),
                Fault.status(403),
                Fault.status(404),
                Fault.status(409),
                Fault.status(500),
                Fault.status(503),
                new Fault.Answer(Reply.empty(302).withHeader("Location", "http://127.0.0.1:1/")));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void whatIsNoAnswerOfNovaIsNeverAnEmptyList(Fault fault) throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.evacuator.hosts(LIMIT);
            var faults = fixture.cloud.openStack().faults();

            faults.next(1, "GET", "/os-services", fault);
            assertThatThrownBy(() -> fixture.evacuator.hosts(LIMIT))
                    .satisfies(error -> external(error, "/os-services"));
            faults.next(1, "GET", "/servers/detail", fault);
            assertThatThrownBy(() -> fixture.evacuator.instancesOn(NODE_1, LIMIT))
                    .satisfies(error -> external(error, "/servers/detail"));
            faults.next(1, "GET", "/os-migrations", fault);
            fixture.cloud
                    .openStack()
                    .nova()
                    .addMigration("i-1", "evacuation", "done", NODE_1, Optional.empty(), fixture.clock.instant());
            assertThatThrownBy(() -> fixture.evacuator.migrationsOf(NODE_1, LIMIT))
                    .satisfies(error -> external(error, "/os-migrations"));
            assertThat(fixture.evacuator.hosts(LIMIT)).hasSize(3);
        }
    }

    @Test
    void aSecondPageThatFailsFailsTheWholeRead() throws Exception {
        try (CloudFixture fixture =
                new CloudFixture(settings -> settings.maximumLimit(1), cloud -> cloud.instancesPerHost(2))) {
            var faults = fixture.cloud.openStack().faults();
            faults.next(1, "GET", "/servers/detail", new Fault.Delay(Duration.ZERO));
            faults.next(1, "GET", "/servers/detail", Fault.status(500));

            assertThatThrownBy(() -> fixture.evacuator.instancesOn(NODE_1, LIMIT))
                    .satisfies(error -> external(error, "/servers/detail"));
        }
    }

    @Test
    void aReadThatIsNotAnsweredInTimeIsATimeout() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.evacuator.hosts(LIMIT);
            fixture.cloud.openStack().faults().next(1, "GET", "/os-services", new Fault.Delay(Duration.ofSeconds(5)));
            long start = System.nanoTime();

            assertThatThrownBy(() -> fixture.evacuator.hosts(Duration.ofMillis(200)))
                    .isInstanceOfSatisfying(
                            UmhaException.class,
                            error -> assertThat(error.type()).isEqualTo(FailureType.TIMEOUT));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void aLostConnectionIsAFailedReadOrReadAgain() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.evacuator.hosts(LIMIT);
            fixture.cloud.openStack().faults().next(20, "GET", "/os-services", new Fault.DropBeforeEffect());

            assertThatThrownBy(() -> fixture.evacuator.hosts(LIMIT))
                    .satisfies(error -> external(error, "/os-services"));
        }
    }

    @Test
    void anAccountWithoutTheRoleIsNotTakenForAnEmptyCloud() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.administrator(false))) {
            assertThatThrownBy(() -> fixture.evacuator.hosts(LIMIT)).satisfies(error -> {
                external(error, "/os-services");
                assertThat(error).hasMessageContaining("403").hasMessageContaining("role admin");
            });
            assertThatThrownBy(() -> fixture.evacuator.instancesOn(NODE_1, LIMIT))
                    .satisfies(error -> external(error, "/servers/detail"));
        }
    }

    @Test
    void manyInstancesAreReadInOneGo() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings, cloud -> cloud.instancesPerHost(100))) {
            List<String> ids = IntStream.range(0, 200)
                    .mapToObj(i ->
                            fixture.cloud.openStack().nova().instances().get(i).id())
                    .toList();
            assertThat(fixture.evacuator.instances(ids, LIMIT)).hasSize(200);
        }
    }

    private static ComputeHost host(CloudFixture fixture, String name) throws InterruptedException {
        return fixture.evacuator.hosts(LIMIT).stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void external(Throwable error, String path) {
        assertThat(error).isInstanceOf(UmhaException.class).hasMessageContaining(path);
        assertThat(((UmhaException) error).type()).isEqualTo(FailureType.EXTERNAL);
    }
}
