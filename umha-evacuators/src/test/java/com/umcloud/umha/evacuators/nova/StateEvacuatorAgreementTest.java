package com.umcloud.umha.evacuators.nova;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.ServerGroup;
import com.umcloud.umha.testkit.cloud.SimulatedCloud;
import com.umcloud.umha.testkit.openstack.nova.NovaFault;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.nova.SimulatedServerGroup;
import com.umcloud.umha.testkit.openstack.nova.UserOperations;
import com.umcloud.umha.testkit.simulation.cloud.StateEvacuator;
import com.umcloud.umha.testkit.simulation.time.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The evacuator of the simulation says the same as the evacuator {@code nova} in the same story: the same calls and the same
 * mishaps in two clouds that are alike, one behind HTTP and one without.
 */
class StateEvacuatorAgreementTest {
    private static final int STEPS = 120;
    private static final List<String> HOSTS = List.of(CloudFixture.NODE_1, CloudFixture.NODE_2, CloudFixture.NODE_3);
    private static final List<String> IDS = List.of("vm-a", "vm-b", "vm-c", "vm-d", "vm-e", "vm-f", "vm-none");
    private static final Duration LIMIT = CloudFixture.LIMIT;

    /** Makes one thing happen in one cloud. */
    private interface Deed {
        Object in(SimulatedCloud cloud, Evacuator evacuator) throws InterruptedException;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bothTellTheSameStory(long seed) throws Exception {
        try (CloudFixture http = fixture();
                CloudFixture plain = fixture()) {
            StateEvacuator state = new StateEvacuator(plain.cloud.openStack().nova(), plain.clock);
            Chance chance = new Chance(seed);
            List<String> story = new ArrayList<>();
            Set<String> outcomes = new HashSet<>();
            for (int i = 0; i < STEPS; i++) {
                Deed deed = draw(chance, story);
                Object ofHttp = deed.in(http.cloud, http.evacuator);
                Object ofState = deed.in(plain.cloud, state);
                outcomes.add(ofState.toString());
                assertThat(ofState).as("%s", story).isEqualTo(ofHttp);
                Duration time =
                        chance.oneOf(List.of(Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofSeconds(25)));
                http.clock.advance(time);
                plain.clock.advance(time);
                compare(http.evacuator, state, story);
            }
            assertThat(outcomes).as("something happened").hasSizeGreaterThan(8);
        }
    }

    private static CloudFixture fixture() {
        CloudFixture fixture = new CloudFixture(
                settings -> settings.rpcTimeout(Duration.ofMillis(1)).guestsStartWithPower(false),
                cloud -> cloud.instancesPerHost(0));
        NovaState nova = fixture.cloud.openStack().nova();
        for (String id : IDS.subList(0, 6)) {
            SimulatedInstance instance = SimulatedInstance.active(id, id, HOSTS.get(IDS.indexOf(id) / 2));
            nova.addInstance(id.equals("vm-b") ? instance.withVolume() : instance);
        }
        nova.addServerGroup(new SimulatedServerGroup("group", "group", "anti-affinity", "any", IDS));
        return fixture;
    }

    private static Deed draw(Chance chance, List<String> story) {
        String host = chance.oneOf(HOSTS);
        String other = chance.oneOf(HOSTS);
        String id = chance.oneOf(IDS);
        boolean yes = chance.happens(0.5);
        DiskHandling disk = chance.oneOf(List.of(DiskHandling.values()));
        int kind = chance.between(0, 19);
        story.add(kind + " " + host + " " + other + " " + id + " " + yes + " " + disk);
        return switch (kind) {
            case 0, 1, 2 -> (cloud, evacuator) -> kindOf(evacuator.isolate(host, "UMHA incident 1", LIMIT));
            case 3, 4 -> (cloud, evacuator) -> kindOf(evacuator.release(host, "UMHA incident 1", LIMIT));
            case 5, 6, 7, 8 -> {
                Optional<String> destination = yes ? Optional.of(other) : Optional.empty();
                EvacuationRequest request = new EvacuationRequest(id, host, disk, destination);
                yield (cloud, evacuator) -> kindOf(evacuator.evacuate(request, LIMIT));
            }
            case 9 -> (cloud, evacuator) -> kindOf(evacuator.employ(host, other, LIMIT));
            case 10 -> (cloud, evacuator) -> kindOf(evacuator.stop(id, LIMIT));
            case 11 -> (cloud, evacuator) -> kindOf(evacuator.resetToError(id, LIMIT));
            case 12, 13 -> inside("losePower", cloud -> cloud.host(host).losePower());
            case 14, 15 -> inside("restorePower", cloud -> cloud.host(host).restorePower());
            case 16 ->
                inside("orders", cloud -> {
                    cloud.openStack().nova().failBuildsOn(host, yes);
                    cloud.openStack().nova().hangBuildsOn(other, !yes);
                });
            case 17 -> inside("connection", cloud -> cloud.openStack().nova().setComputeConnected(host, yes));
            case 18 ->
                inside("live", cloud -> ofUser(cloud, user -> user.liveMigrate(id, other, Duration.ofSeconds(8))));
            default ->
                inside(
                        "user",
                        cloud -> ofUser(cloud, user -> {
                            user.lock(id, false);
                            if (yes) {
                                user.resize(id);
                            } else {
                                user.start(id);
                            }
                        }));
        };
    }

    private static Deed inside(String what, Consumer<SimulatedCloud> deed) {
        return (cloud, evacuator) -> {
            deed.accept(cloud);
            return what;
        };
    }

    /** What Nova refuses it refuses in both clouds. */
    private static void ofUser(SimulatedCloud cloud, Consumer<UserOperations> wish) {
        try {
            wish.accept(new UserOperations(cloud.openStack().nova()));
        } catch (NovaFault refused) {
            assertThat(refused.status()).isBetween(400, 409);
        }
    }

    private static String kindOf(Object result) {
        return result.getClass().getName();
    }

    private static void compare(Evacuator http, Evacuator state, List<String> story) throws InterruptedException {
        assertThat(state.hosts(LIMIT)).as("%s", story).isEqualTo(http.hosts(LIMIT));
        assertThat(instances(state.instances(IDS, LIMIT)))
                .as("%s", story)
                .isEqualTo(instances(http.instances(IDS, LIMIT)));
        for (String host : HOSTS) {
            assertThat(instances(state.instancesOn(host, LIMIT)))
                    .as("%s", story)
                    .isEqualTo(instances(http.instancesOn(host, LIMIT)));
            assertThat(migrations(state.migrationsOf(host, LIMIT)))
                    .as("%s", story)
                    .isEqualTo(migrations(http.migrationsOf(host, LIMIT)));
        }
        String id = IDS.get(story.size() % IDS.size());
        assertThat(state.lastActionOf(id, LIMIT)).as("%s", story).isEqualTo(http.lastActionOf(id, LIMIT));
        if (story.size() % 10 == 0) {
            assertThat(state.capacities(LIMIT)).as("%s", story).isEqualTo(http.capacities(LIMIT));
            List<ServerGroup> groups = state.groupsOf(List.of("vm-a"), LIMIT);
            assertThat(groups).as("%s", story).isEqualTo(http.groupsOf(List.of("vm-a"), LIMIT));
        }
    }

    /** By id, without what only the one of the two reads. */
    private static Map<String, Instance> instances(List<Instance> instances) {
        Map<String, Instance> byId = new TreeMap<>();
        for (Instance each : instances) {
            byId.put(
                    each.id(),
                    new Instance(
                            each.id(),
                            each.name(),
                            each.host(),
                            each.status(),
                            each.taskState(),
                            each.disk(),
                            each.locked(),
                            each.metadata(),
                            each.flavor(),
                            Map.of(),
                            each.project()));
        }
        return byId;
    }

    /** Without the ids, which each cloud gives out for itself. */
    private static List<Migration> migrations(List<Migration> migrations) {
        return migrations.stream()
                .map(each -> new Migration(
                        "",
                        each.instanceId(),
                        each.type(),
                        each.state(),
                        each.status(),
                        each.source(),
                        each.destination(),
                        each.createdAt(),
                        each.updatedAt()))
                .toList();
    }
}
