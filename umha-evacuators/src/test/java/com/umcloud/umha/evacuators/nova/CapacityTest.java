package com.umcloud.umha.evacuators.nova;

import static com.umcloud.umha.evacuators.nova.CloudFixture.LIMIT;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_1;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_2;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.evacuate.HostCapacity;
import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.testkit.openstack.http.Fault;
import com.umcloud.umha.testkit.openstack.http.Reply;
import com.umcloud.umha.testkit.openstack.nova.HostResources;
import com.umcloud.umha.testkit.openstack.nova.SimulatedFlavor;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityTest {
    private static final SimulatedFlavor LARGE = new SimulatedFlavor("7", "large", 8, 16_384, 80, 10, 1500, Map.of());

    @Test
    void placementTellsWhatHostsCanTake() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            prepare(fixture);

            List<HostCapacity> capacities = fixture.evacuator.capacities(LIMIT);

            // two tiny ones and a large one whose root disk is a volume
            assertThat(capacities).extracting(HostCapacity::host).containsExactly(NODE_1, NODE_2, NODE_3);
            assertThat(capacities.get(0))
                    .isEqualTo(new HostCapacity(NODE_1, new Resources(63, 96_768, 500), new Resources(10, 17_408, 14)));
            assertThat(capacities.get(0).free()).isEqualTo(new Resources(53, 79_360, 486));
        }
    }

    @Test
    void manyHostsAreReadInFewCallsAtATime() throws Exception {
        try (CloudFixture fixture = new CloudFixture(
                settings -> settings.maximumLimit(15), cloud -> cloud.hosts(40).instancesPerHost(0))) {
            fixture.evacuator.hosts(LIMIT);
            int before = fixture.calls();

            assertThat(fixture.evacuator.capacities(LIMIT)).hasSize(40);

            // three pages of hypervisors, one list of providers, two calls for each
            assertThat(fixture.requestsSince(before)).hasSize(3 + 1 + 2 * 40);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {93, 60, 32})
    void withoutPlacementNovaIsAsked(int microversion) throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.services(Set.of("compute"))
                .highestMicroversion(microversion)
                .maximumLimit(2))) {
            prepare(fixture);

            assertThat(fixture.evacuator.capacities(LIMIT))
                    .contains(new HostCapacity(
                            NODE_1, new Resources(16 * 16, 65_536, 500), new Resources(10, 18_432, 14)))
                    .hasSize(3);
        }
    }

    @Test
    void aNodeOfAnotherNameBelongsToItsHostAndAHostOfSeveralHasNoCapacity() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.cloud.openStack().nova().setNodes(NODE_2, List.of("node-2"));
            fixture.cloud.openStack().nova().setNodes(NODE_3, List.of("ironic-1", "ironic-2"));

            assertThat(fixture.evacuator.capacities(LIMIT))
                    .extracting(HostCapacity::host)
                    .containsExactly(NODE_1, NODE_2);
        }
    }

    @Test
    void whatFailsIsNeverALessCapableCloud() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.evacuator.hosts(LIMIT);
            for (String path : List.of("/os-hypervisors", "/resource_providers", "/inventories", "/usages")) {
                for (Fault fault : List.of(
                        Fault.status(403),
                        Fault.status(404),
                        Fault.status(503),
                        new Fault.Answer(Reply.html(200, "Log in")),
                        new Fault.Garble("application/json", "{\"inventories\": {\"VCPU\": {}}, \"usages\": 3}"))) {
                    fixture.cloud.openStack().faults().next(1, "GET", path, fault);
                    assertThatThrownBy(() -> fixture.evacuator.capacities(LIMIT))
                            .isInstanceOfSatisfying(
                                    UmhaException.class,
                                    error -> assertThat(error.type()).isEqualTo(FailureType.EXTERNAL));
                }
            }
            fixture.cloud.openStack().faults().next(1, "GET", "/usages", new Fault.Delay(Duration.ofSeconds(5)));
            assertThatThrownBy(() -> fixture.evacuator.capacities(Duration.ofMillis(300)))
                    .isInstanceOfSatisfying(
                            UmhaException.class,
                            error -> assertThat(error.type()).isEqualTo(FailureType.TIMEOUT));
        }
    }

    private static void prepare(CloudFixture fixture) {
        var nova = fixture.cloud.openStack().nova();
        nova.setResources(NODE_1, new HostResources(16, 3.95, 65_536, 1_024, 1.5, 500, 1.0));
        nova.addInstance(
                SimulatedInstance.active("big", "big", NODE_1).withVolume().withFlavor(LARGE));
    }
}
