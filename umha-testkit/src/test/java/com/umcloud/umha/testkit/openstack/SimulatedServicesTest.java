package com.umcloud.umha.testkit.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.testkit.cloud.SimulatedCloud;
import com.umcloud.umha.testkit.openstack.OpenStackClient.Answer;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.nova.SimulatedServerGroup;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the simulated services answer looks as the real ones' does. */
class SimulatedServicesTest {
    private static final String NODE_1 = "node-1.domain.tld";
    private static final String IMAGE = "70a599e0-31e7-49b7-b260-868f441e862b";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));
    private SimulatedCloud cloud;
    private OpenStackClient client;

    @BeforeEach
    void start() throws Exception {
        cloud = SimulatedCloud.builder()
                .hosts(3)
                .clock(now::get)
                .settings(OpenStackSettings.builder()
                        .identityVersions(Set.of("v2.0", "v3"))
                        .maximumLimit(2)
                        .build())
                .start();
        client = new OpenStackClient(cloud);
        client.login("admin", "correct horse", "admin");
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void keystoneTellsBothItsVersionsAndTheOldOneHasACatalogueOfItsOwnForm() throws Exception {
        assertThat(client.get("/identity/").json().findValuesAsText("id")).containsExactly("v3.14", "v2.0");
        assertThat(client.loginInVersion2("admin", "wrong", "admin").status()).isEqualTo(401);
        assertThat(client.loginInVersion2("admin", "correct horse", "other").status())
                .isEqualTo(401);

        Answer answer = client.loginInVersion2("admin", "correct horse", "admin");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/access/token/issued_at").asText()).isEqualTo("2026-11-01T12:00:00.000000");
        assertThat(answer.json().at("/access/token/expires").asText()).isEqualTo("2026-11-01T13:00:00Z");
        assertThat(answer.json().path("access").path("serviceCatalog").findValuesAsText("internalURL"))
                .anyMatch(url -> url.endsWith("/compute-internal/v2.1"));
        assertThat(client.nova("GET", "/os-services", "2.53", "").status()).isEqualTo(200);
    }

    @Test
    void aFullPageHasALinkToTheNextAndAnotherHasNone() throws Exception {
        Answer full = client.nova("GET", "/servers/detail?all_tenants=1&host=" + NODE_1 + "&limit=1000", "2.47", "");
        assertThat(full.json().path("servers")).hasSize(2);
        assertThat(full.json().at("/servers_links/0/rel").asText()).isEqualTo("next");
        String last = full.json().at("/servers/1/id").asText();
        Answer empty =
                client.nova("GET", "/servers/detail?all_tenants=1&host=" + NODE_1 + "&marker=" + last, "2.47", "");
        assertThat(empty.json().path("servers")).isEmpty();
        assertThat(empty.json().has("servers_links")).isFalse();

        assertThat(client.nova("GET", "/os-hypervisors/detail", "2.33", "")
                        .json()
                        .has("hypervisors_links"))
                .isTrue();
        assertThat(client.nova("GET", "/os-hypervisors/detail", "2.32", "")
                        .json()
                        .path("hypervisors"))
                .hasSize(3);
        assertThat(client.nova("GET", "/os-hypervisors/detail", "2.88", "")
                        .json()
                        .at("/hypervisors/0")
                        .has("vcpus"))
                .isFalse();
    }

    @Test
    void changesSinceLeavesOutWhatNeverChanged() throws Exception {
        var nova = cloud.openStack().nova();
        nova.addMigration("fresh", "evacuation", "accepted", NODE_1, Optional.empty(), now.get());
        int changed = nova.addMigration("old", "evacuation", "done", NODE_1, Optional.empty(), now.get())
                .number();
        now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(30)));
        nova.changeMigration(changed, "completed");

        Answer answer = client.nova("GET", "/os-migrations?changes-since=2026-11-01T11:00:00Z", "2.59", "");

        assertThat(answer.json().findValuesAsText("instance_uuid")).containsExactly("old");
    }

    @Test
    void theFlavorOfAnInstanceIsAReferenceUntil247() throws Exception {
        assertThat(server("2.46").path("flavor").fieldNames()).toIterable().containsExactly("id");
        assertThat(server("2.47").path("flavor").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("vcpus", "ram", "disk", "ephemeral", "swap", "original_name", "extra_specs");
    }

    @Test
    void serverGroupsHaveTheirFormAndOnlyLivingMembers() throws Exception {
        String id = cloud.openStack().nova().instances().get(0).id();
        cloud.openStack()
                .nova()
                .addServerGroup(new SimulatedServerGroup("g", "g", "affinity", "p", List.of(id, "deleted")));

        Answer old = client.nova("GET", "/os-server-groups?all_projects=True", "2.63", "");
        Answer fresh = client.nova("GET", "/os-server-groups?all_projects=True", "2.64", "");

        assertThat(old.json().at("/server_groups/0/policies/0").asText()).isEqualTo("affinity");
        assertThat(fresh.json().at("/server_groups/0/policy").asText()).isEqualTo("affinity");
        assertThat(fresh.json().at("/server_groups/0/members")).hasSize(1);
        assertThat(client.nova("GET", "/os-server-groups", "2.64", "").json().path("server_groups"))
                .isEmpty();
    }

    @Test
    void placementGlanceAndCinderAnswerWithATokenOnly() throws Exception {
        cloud.openStack()
                .nova()
                .addInstance(SimulatedInstance.active("vm", "vm", NODE_1).withVolume());
        String volume = client.nova("GET", "/servers/vm", "2.47", "")
                .json()
                .at("/server/os-extended-volumes:volumes_attached/0/id")
                .asText();
        cloud.openStack().cinder().setRootImageProperties("vm", Map.of("HA_Enabled", "true"));

        String provider = client.read("/placement/resource_providers")
                .json()
                .at("/resource_providers/0/uuid")
                .asText();
        assertThat(client.read("/placement/resource_providers/" + provider + "/usages")
                        .json()
                        .at("/usages/VCPU")
                        .asInt())
                .isEqualTo(3);
        assertThat(client.read("/image/v2/images/" + IMAGE).json().path("tags").isArray())
                .isTrue();
        assertThat(client.read("/volume/v3/5f8e6b2f0c1d4b7a9e3c2d1f0a9b8c7d/volumes/" + volume)
                        .json()
                        .at("/volume/volume_image_metadata/HA_Enabled")
                        .asText())
                .isEqualTo("true");
        for (String path : List.of("/placement/resource_providers", "/image/v2/images/" + IMAGE)) {
            assertThat(client.get(path).status()).isEqualTo(401);
        }
    }

    private JsonNode server(String version) throws Exception {
        String id = cloud.openStack().nova().instances().get(0).id();
        return client.nova("GET", "/servers/" + id, version, "").json().path("server");
    }
}
