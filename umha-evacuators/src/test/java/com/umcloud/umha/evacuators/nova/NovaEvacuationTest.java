package com.umcloud.umha.evacuators.nova;

import static com.umcloud.umha.evacuators.nova.CloudFixture.LIMIT;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_1;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_2;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_3;
import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Fault;
import com.umcloud.umha.testkit.openstack.http.Reply;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NovaEvacuationTest {
    @ParameterizedTest
    @EnumSource(DiskHandling.class)
    void anInstanceMovesToAnotherHost(DiskHandling disk) throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            String id = fixture.firstOn(NODE_1);
            fixture.kill(NODE_1);

            assertThat(fixture.evacuate(id, disk)).isEqualTo(new EvacuationResult.Accepted());

            Instance rebuilding =
                    fixture.evacuator.instances(List.of(id), LIMIT).get(0);
            assertThat(rebuilding.status()).isEqualTo(InstanceStatus.REBUILD);
            assertThat(rebuilding.taskState()).contains("rebuilding");
            assertThat(rebuilding.host()).contains(NODE_1);
            assertThat(fixture.evacuator.migrationsOf(NODE_1, LIMIT))
                    .extracting(Migration::state)
                    .containsExactly(MigrationState.UNFINISHED);

            fixture.clock.advance(Duration.ofSeconds(5));

            Instance moved = fixture.evacuator.instances(List.of(id), LIMIT).get(0);
            Migration migration = fixture.evacuator.migrationsOf(NODE_1, LIMIT).get(0);
            assertThat(moved.status()).isEqualTo(InstanceStatus.ACTIVE);
            assertThat(moved.taskState()).isEmpty();
            assertThat(moved.host()).isNotEmpty().isNotEqualTo(Optional.of(NODE_1));
            assertThat(migration.state()).isEqualTo(MigrationState.DONE);
            assertThat(migration.destination()).isEqualTo(moved.host());
            assertThat(fixture.cloud.openStack().placements().get(id))
                    .containsExactly(moved.host().orElseThrow());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "93, KEEP_SHARED, 2.13, '{\"evacuate\":{\"onSharedStorage\":true}}'",
        "93, KEEP_VOLUME, 2.68, '{\"evacuate\":{}}'",
        "93, REBUILD_FROM_IMAGE, 2.68, '{\"evacuate\":{}}'",
        "60, REBUILD_FROM_IMAGE, 2.60, '{\"evacuate\":{}}'",
        "14, KEEP_VOLUME, 2.14, '{\"evacuate\":{}}'",
        "12, KEEP_VOLUME, 2.12, '{\"evacuate\":{\"onSharedStorage\":false}}'",
        "12, KEEP_SHARED, 2.12, '{\"evacuate\":{\"onSharedStorage\":true}}'",
    })
    void theRequestSuitsTheDiskAndTheVersion(int highest, DiskHandling disk, String version, String body)
            throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(highest))) {
            fixture.kill(NODE_1);

            EvacuationResult result = fixture.evacuate(fixture.firstOn(NODE_1), disk);

            Call call = action(fixture);
            assertThat(result).isEqualTo(new EvacuationResult.Accepted());
            assertThat(call.body()).isEqualTo(body);
            assertThat(call.header("x-openstack-nova-api-version")).contains(version);
            assertThat(call.header("openstack-api-version")).contains("compute " + version);
        }
    }

    @ParameterizedTest
    @EnumSource(DiskHandling.class)
    void aNamedDestinationIsTaken(DiskHandling disk) throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            String id = fixture.firstOn(NODE_1);
            fixture.kill(NODE_1);

            fixture.evacuate(id, disk, Optional.of(NODE_3));
            fixture.clock.advance(Duration.ofSeconds(5));

            assertThat(fixture.evacuator.instances(List.of(id), LIMIT).get(0).host())
                    .contains(NODE_3);
        }
    }

    @Test
    void aSharedDiskIsNeverRebuiltWhereTheMountIsMissing() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            String id = fixture.firstOn(NODE_1);
            fixture.cloud.host(NODE_2).cutStorageNetwork();
            fixture.kill(NODE_1);

            fixture.evacuate(id, DiskHandling.KEEP_SHARED, Optional.of(NODE_2));
            fixture.clock.advance(Duration.ofSeconds(5));

            assertThat(fixture.evacuator.instances(List.of(id), LIMIT).get(0).status())
                    .isEqualTo(InstanceStatus.ERROR);
            assertThat(fixture.evacuator.migrationsOf(NODE_1, LIMIT).get(0).state())
                    .isEqualTo(MigrationState.FAILED);
            assertThat(fixture.cloud.openStack().instance(id).orElseThrow().diskLost())
                    .isFalse();

            fixture.evacuate(id, DiskHandling.REBUILD_FROM_IMAGE, Optional.of(NODE_2));
            fixture.clock.advance(Duration.ofSeconds(5));
            assertThat(fixture.cloud.openStack().instance(id).orElseThrow().diskLost())
                    .isTrue();
        }
    }

    @Test
    void noRoomLeavesTheInstanceInErrorWithAFailedMigration() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.hostCapacity(2))) {
            String id = fixture.firstOn(NODE_1);
            fixture.kill(NODE_1);

            assertThat(fixture.evacuate(id, DiskHandling.KEEP_SHARED)).isEqualTo(new EvacuationResult.Accepted());
            fixture.clock.advance(Duration.ofSeconds(5));

            Migration migration = fixture.evacuator.migrationsOf(NODE_1, LIMIT).get(0);
            assertThat(migration.state()).isEqualTo(MigrationState.FAILED);
            assertThat(migration.destination()).isEmpty();
            assertThat(fixture.evacuator.instancesOn(NODE_1, LIMIT))
                    .extracting(Instance::status)
                    .contains(InstanceStatus.ERROR);
        }
    }

    @Test
    void anEvacuationWhileNovaBelievesTheHostAliveIsRefused() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            assertThat(fixture.evacuate(fixture.firstOn(NODE_1), DiskHandling.KEEP_SHARED))
                    .isInstanceOfSatisfying(
                            EvacuationResult.Refused.class,
                            refused -> assertThat(refused.detail()).contains("400", "still in use"));
        }
    }

    @Test
    void anInstanceInAStateThatCannotBeEvacuatedIsRefused() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            String id = UUID.randomUUID().toString();
            fixture.cloud
                    .openStack()
                    .nova()
                    .addInstance(SimulatedInstance.active(id, "paused", NODE_1).withStatus("PAUSED"));
            fixture.kill(NODE_1);

            assertThat(fixture.evacuate(id, DiskHandling.KEEP_SHARED))
                    .isInstanceOfSatisfying(
                            EvacuationResult.Refused.class,
                            refused -> assertThat(refused.detail()).contains("409", "vm_state paused"));
        }
    }

    @Test
    void onlyADeletedInstanceIsGone() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            String id = fixture.firstOn(NODE_1);
            fixture.kill(NODE_1);

            assertThat(fixture.evacuate(id, DiskHandling.KEEP_VOLUME, Optional.of("node-9")))
                    .isInstanceOfSatisfying(
                            EvacuationResult.Refused.class,
                            refused -> assertThat(refused.detail()).contains("404", "node-9 not found"));
            fixture.cloud.openStack().faults().next(2, "*", "/servers/" + id, new Fault.Answer(Reply.html(404, "No")));
            assertThat(fixture.evacuate(id, DiskHandling.KEEP_VOLUME)).isInstanceOf(EvacuationResult.Refused.class);

            fixture.cloud.openStack().nova().deleteInstance(id);
            assertThat(fixture.evacuate(id, DiskHandling.KEEP_VOLUME)).isEqualTo(new EvacuationResult.Gone());
        }
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(Fault.status(400), EvacuationResult.Refused.class),
                Arguments.of(Fault.status(403), EvacuationResult.Refused.class),
                Arguments.of(Fault.status(406), EvacuationResult.Refused.class),
                Arguments.of(Fault.status(409), EvacuationResult.Refused.class),
                Arguments.of(Fault.status(413), EvacuationResult.Refused.class),
                Arguments.of(Fault.status(429), EvacuationResult.Refused.class),
                Arguments.of(Fault.status(408), EvacuationResult.Unknown.class),
                Arguments.of(Fault.status(499), EvacuationResult.Unknown.class),
                Arguments.of(Fault.status(500), EvacuationResult.Unknown.class),
                Arguments.of(Fault.status(502), EvacuationResult.Unknown.class),
                Arguments.of(Fault.status(503), EvacuationResult.Unknown.class),
                Arguments.of(Fault.status(504), EvacuationResult.Unknown.class),
                Arguments.of(new Fault.Answer(Reply.empty(302)), EvacuationResult.Unknown.class),
                Arguments.of(new Fault.Answer(Reply.html(200, "Log in")), EvacuationResult.Unknown.class),
                Arguments.of(new Fault.Answer(Reply.empty(202)), EvacuationResult.Accepted.class),
                Arguments.of(new Fault.DropBeforeEffect(), EvacuationResult.Unknown.class),
                Arguments.of(new Fault.DropAfterEffect(), EvacuationResult.Unknown.class));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void onlyWhatIsCertainIsSaid(Fault fault, Class<? extends EvacuationResult> expected) throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.kill(NODE_1);
            String id = fixture.firstOn(NODE_1);
            fixture.cloud.openStack().faults().next(1, "POST", "/action", fault);

            assertThat(fixture.evacuate(id, DiskHandling.KEEP_SHARED)).isInstanceOf(expected);
            assertThat(fixture.novaCallsSince(0))
                    .filteredOn(call -> call.contains("/action"))
                    .hasSize(1);
        }
    }

    @Test
    void aCallThatIsNotAnsweredInTimeIsUnknownThoughItMayHaveArrived() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.kill(NODE_1);
            String id = fixture.firstOn(NODE_1);
            fixture.cloud.openStack().faults().next(1, "POST", "/action", new Fault.Delay(Duration.ofSeconds(5)));

            EvacuationResult result = fixture.evacuator.evacuate(
                    new EvacuationRequest(id, NODE_1, DiskHandling.KEEP_SHARED, Optional.empty()),
                    Duration.ofMillis(300));

            assertThat(result).isInstanceOf(EvacuationResult.Unknown.class);
        }
    }

    @Test
    void withoutConnectionOrLoginNothingWasAskedFor() throws Exception {
        CloudFixture fixture = new CloudFixture();
        fixture.kill(NODE_1);
        String id = fixture.firstOn(NODE_1);
        try (var neverLoggedIn = fixture.evacuator(Map.of())) {
            fixture.cloud.close();

            assertThat(fixture.evacuate(id, DiskHandling.KEEP_SHARED)).isInstanceOf(EvacuationResult.Refused.class);
            assertThat(neverLoggedIn.evacuate(
                            new EvacuationRequest(id, NODE_1, DiskHandling.KEEP_SHARED, Optional.empty()), LIMIT))
                    .isInstanceOf(EvacuationResult.Refused.class);
        }
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHUTOFF", "ERROR"})
    void stoppedStaysStoppedAndErrorIsHealed(String status) throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            String id = UUID.randomUUID().toString();
            fixture.cloud
                    .openStack()
                    .nova()
                    .addInstance(SimulatedInstance.active(id, "vm", NODE_1).withStatus(status));
            fixture.kill(NODE_1);

            assertThat(fixture.evacuate(id, DiskHandling.KEEP_SHARED)).isEqualTo(new EvacuationResult.Accepted());
            fixture.clock.advance(Duration.ofSeconds(5));

            assertThat(fixture.evacuator.instances(List.of(id), LIMIT).get(0).status())
                    .isEqualTo(status.equals("SHUTOFF") ? InstanceStatus.SHUTOFF : InstanceStatus.ACTIVE);
        }
    }

    private static Call action(CloudFixture fixture) {
        return fixture.cloud.openStack().calls().stream()
                .filter(call -> call.path().endsWith("/action"))
                .findFirst()
                .orElseThrow();
    }
}
