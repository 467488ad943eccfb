package com.umcloud.umha.evacuators.nova;

import static com.umcloud.umha.evacuators.nova.CloudFixture.LIMIT;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_1;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.evacuate.ServerGroup;
import com.umcloud.umha.api.evacuate.ServerGroup.Policy;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.testkit.openstack.http.Fault;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.nova.SimulatedServerGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerGroupTest {
    @ParameterizedTest
    @ValueSource(ints = {93, 63, 12})
    void theGroupsOfInstancesAreFoundWithAllTheirMembers(int microversion) throws Exception {
        try (CloudFixture fixture = new CloudFixture(
                settings -> settings.highestMicroversion(microversion).maximumLimit(2))) {
            List<String> ids = ids(fixture);
            var nova = fixture.cloud.openStack().nova();
            nova.addServerGroup(group("g1", "anti-affinity", ids.get(0), ids.get(2), "deleted"));
            nova.addServerGroup(group("g2", "affinity", ids.get(4)));
            nova.addServerGroup(group("g3", "soft-affinity", ids.get(1)));
            nova.addServerGroup(group("g4", "legacy", ids.get(1)));
            nova.addServerGroup(group("g5", "soft-anti-affinity", ids.get(1), ids.get(5)));

            assertThat(fixture.evacuator.groupsOf(ids.subList(0, 2), LIMIT))
                    .containsExactlyInAnyOrder(
                            new ServerGroup(
                                    "g1",
                                    Policy.ANTI_AFFINITY,
                                    Map.of(ids.get(0), Optional.of(NODE_1), ids.get(2), Optional.of(NODE_2))),
                            new ServerGroup("g3", Policy.SOFT_AFFINITY, Map.of(ids.get(1), Optional.of(NODE_1))),
                            new ServerGroup(
                                    "g5",
                                    Policy.SOFT_ANTI_AFFINITY,
                                    Map.of(
                                            ids.get(1),
                                            Optional.of(NODE_1),
                                            ids.get(5),
                                            Optional.of("node-3.domain.tld"))));
        }
    }

    @Test
    void manyMembersAreFewCallsAndNoneIsNoCall() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings, cloud -> cloud.instancesPerHost(20))) {
            List<String> ids = ids(fixture);
            fixture.evacuator.instances(ids, LIMIT);
            fixture.cloud.openStack().nova().addServerGroup(group("g1", "affinity", ids.toArray(new String[0])));
            int before = fixture.calls();

            assertThat(fixture.evacuator
                            .groupsOf(ids.subList(0, 1), LIMIT)
                            .get(0)
                            .members())
                    .hasSize(60);
            assertThat(fixture.requestsSince(before)).hasSize(2 + 3);
            assertThat(fixture.evacuator.groupsOf(List.of(), LIMIT)).isEmpty();
            assertThat(fixture.requestsSince(before)).hasSize(2 + 3);
        }
    }

    @Test
    void aFailedReadIsNotACloudWithoutGroups() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            List<String> ids = ids(fixture);
            for (Fault fault : List.of(
                    Fault.status(403), Fault.status(500), new Fault.Garble("application/json", "{\"groups\": []}"))) {
                fixture.cloud.openStack().faults().next(1, "GET", "/os-server-groups", fault);
                assertThatThrownBy(() -> fixture.evacuator.groupsOf(ids, LIMIT))
                        .isInstanceOf(UmhaException.class)
                        .hasMessageContaining("/os-server-groups");
            }
        }
    }

    private static SimulatedServerGroup group(String id, String policy, String... members) {
        return new SimulatedServerGroup(id, id, policy, "another project", List.of(members));
    }

    private static List<String> ids(CloudFixture fixture) {
        return fixture.cloud.openStack().nova().instances().stream()
                .map(SimulatedInstance::id)
                .toList();
    }
}
