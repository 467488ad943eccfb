package com.umcloud.umha.testkit.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.testkit.cloud.SimulatedCloud;
import com.umcloud.umha.testkit.openstack.OpenStackClient.Answer;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.nova.SimulatedMigration;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedOpenStackTest {
    private static final String NODE_1 = "node-1.domain.tld";
    private static final String NODE_2 = "node-2.domain.tld";
    private static final String EVACUATE = "{\"evacuate\": {}}";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));
    private SimulatedCloud cloud;
    private OpenStackClient client;
    private String vm;

    @BeforeEach
    void start() throws Exception {
        InstantSource clock = now::get;
        cloud = SimulatedCloud.builder()
                .hosts(2)
                .instancesPerHost(1)
                .clock(clock)
                .settings(OpenStackSettings.builder()
                        .rpcTimeout(Duration.ofMillis(700))
                        .hostCapacity(2)
                        .build())
                .start();
        client = new OpenStackClient(cloud);
        client.login("admin", "correct horse", "admin");
        vm = cloud.openStack().nova().instances().get(0).id();
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void keystoneTellsItsVersionsAndHasNoSecondOne() throws Exception {
        assertThat(client.get("/identity/").json().at("/versions/values/0/id").asText())
                .startsWith("v3");
        assertThat(client.get("/identity/v3").json().at("/version/id").asText()).startsWith("v3");
        Answer old = client.get("/identity/v2.0/tokens");
        assertThat(old.status()).isEqualTo(404);
        assertThat(old.body()).contains("<html>");
    }

    @Test
    void onlyTheRightAccountGetsAToken() throws Exception {
        assertThat(client.login("admin", "wrong", "admin").status()).isEqualTo(401);
        assertThat(client.login("eve", "correct horse", "admin").status()).isEqualTo(401);
        assertThat(client.login("admin", "correct horse", "other").status()).isEqualTo(401);
        Answer right = client.login("admin", "correct horse", "admin");
        assertThat(right.status()).isEqualTo(201);
        assertThat(right.json().at("/token/catalog").findValuesAsText("url"))
                .anyMatch(url -> url.contains("/compute-internal/v2.1"));
    }

    @Test
    void aTokenEnds() throws Exception {
        assertThat(client.nova("GET", "/os-services", "2.53", "").status()).isEqualTo(200);
        advance(Duration.ofHours(1));
        assertThat(client.nova("GET", "/os-services", "2.53", "").status()).isEqualTo(401);
    }

    @Test
    void anUnknownMicroversionIsNotAcceptable() throws Exception {
        assertThat(client.nova("GET", "/os-services", "2.94", "").status()).isEqualTo(406);
    }

    @Test
    void ofARepeatedFilterTheLastCounts() throws Exception {
        String other = cloud.openStack().nova().instances().get(1).id();

        Answer answer = client.nova("GET", "/servers/detail?all_tenants=1&uuid=" + vm + "&uuid=" + other, "2.9", "");

        assertThat(answer.json().path("servers").findValuesAsText("status")).hasSize(1);
        assertThat(answer.json().at("/servers/0/id").asText()).isEqualTo(other);
    }

    @Test
    void theEvacuateRequestHasToSuitTheVersion() throws Exception {
        kill(NODE_1);
        String told = "{\"evacuate\": {\"onSharedStorage\": true}}";
        assertThat(action(told, "2.14").status()).isEqualTo(400);
        assertThat(action(EVACUATE, "2.13").status()).isEqualTo(400);
        assertThat(action("{\"evacuate\": {\"host\": \"nowhere\"}}", "2.68").status())
                .isEqualTo(404);
        assertThat(action("{\"evacuate\": {\"host\": \"" + NODE_1 + "\"}}", "2.68")
                        .status())
                .isEqualTo(400);
        assertThat(action("nonsense", "2.68").status()).isEqualTo(400);
        assertThat(action(told, "2.13").status()).isEqualTo(200);
    }

    @Test
    void disablingAServiceThatHasJustDiedBlocksUnlessItIsForcedDownToo() throws Exception {
        cloud.host(NODE_1).losePower();
        cloud.host(NODE_2).losePower();
        long start = System.nanoTime();
        put(NODE_1, "{\"status\": \"disabled\", \"disabled_reason\": \"dead\", \"forced_down\": true}");
        Duration together = Duration.ofNanos(System.nanoTime() - start);
        put(NODE_2, "{\"status\": \"disabled\", \"disabled_reason\": \"dead\"}");
        Duration alone = Duration.ofNanos(System.nanoTime() - start).minus(together);

        assertThat(alone).isGreaterThanOrEqualTo(Duration.ofMillis(700));
        assertThat(together).isLessThan(Duration.ofMillis(700));
    }

    @Test
    void aHostThatReturnsRunsItsGuestsAgainUntilItsServiceHasCleanedUp() throws Exception {
        kill(NODE_1);
        action(EVACUATE, "2.68");
        advance(Duration.ofSeconds(5));
        assertThat(cloud.openStack().placements().get(vm)).containsExactly(NODE_2);
        assertThat(put(NODE_1, "{\"forced_down\": false}").status()).isEqualTo(400);

        cloud.host(NODE_1).restorePower();
        assertThat(cloud.openStack().instancesRunningTwice()).containsExactly(vm);
        advance(Duration.ofSeconds(30));

        assertThat(cloud.openStack().instancesRunningTwice()).isEmpty();
        assertThat(cloud.openStack().nova().instancesThatEverRanTwice()).containsExactly(vm);
        assertThat(migration().status()).isEqualTo("completed");
        assertThat(put(NODE_1, "{\"forced_down\": false}").status()).isEqualTo(200);
    }

    @Test
    void aReturnedHostIsEnabledAndForcedUpInOneRequestOrNotAtAll() throws Exception {
        put(NODE_1, "{\"status\": \"disabled\", \"disabled_reason\": \"dead\", \"forced_down\": true}");
        cloud.host(NODE_1).losePower();
        action(EVACUATE, "2.68");
        advance(Duration.ofSeconds(5));
        Answer early = put(NODE_1, "{\"status\": \"enabled\", \"forced_down\": false}");
        assertThat(early.status()).isEqualTo(400);
        assertThat(early.body()).contains("`done` evacuation migration records remain");

        cloud.host(NODE_1).restorePower();
        advance(Duration.ofSeconds(30));
        Answer answer = put(NODE_1, "{\"status\": \"enabled\", \"forced_down\": false}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/service/status").asText()).isEqualTo("enabled");
        assertThat(answer.json().at("/service/state").asText()).isEqualTo("up");
        assertThat(answer.json().at("/service/forced_down").asBoolean(true)).isFalse();
        assertThat(answer.json().at("/service/disabled_reason").isNull()).isTrue();
    }

    @Test
    void aChangeThatChangesNothingIsTakenAndNotDated() throws Exception {
        assertThat(put(NODE_1, "{\"forced_down\": true}").status()).isEqualTo(200);
        String changedAt = updatedAt();
        advance(Duration.ofSeconds(1));

        Answer again = put(NODE_1, "{\"forced_down\": true}");

        assertThat(again.status()).isEqualTo(200);
        assertThat(updatedAt()).isEqualTo(changedAt);
        assertThat(put(NODE_1, "{\"status\": \"disabled\"}").status()).isEqualTo(200);
        assertThat(updatedAt()).isNotEqualTo(changedAt);
    }

    private String updatedAt() throws Exception {
        return client.nova("GET", "/os-services?host=" + NODE_1, "2.53", "")
                .json()
                .at("/services/0/updated_at")
                .asText();
    }

    @Test
    void aHostThatPanickedIsBroughtBackThroughItsPower() {
        cloud.host(NODE_1).panic();
        cloud.host(NODE_1).off();
        advance(Duration.ofSeconds(61));
        assertThat(state(NODE_1)).isEqualTo("down");

        cloud.host(NODE_1).on();
        assertThat(cloud.host(NODE_1).isAlive()).isTrue();
        advance(Duration.ofSeconds(31));

        assertThat(state(NODE_1)).isEqualTo("up");
    }

    @Test
    void anEvacuationOfAHostThatStillRunsIsSeenToRunTwice() throws Exception {
        put(NODE_1, "{\"forced_down\": true}");
        action(EVACUATE, "2.68");
        advance(Duration.ofSeconds(5));

        assertThat(cloud.openStack().instancesRunningTwice()).containsExactly(vm);
    }

    @Test
    void theInstanceHasItsStateBeforeItHasItsHost() throws Exception {
        kill(NODE_1);
        action(EVACUATE, "2.68");
        assertThat(migration().status()).isEqualTo("accepted");
        advance(Duration.ofSeconds(1));
        assertThat(migration().status()).isEqualTo("pre-migrating");
        advance(Duration.ofMillis(3600));

        SimulatedInstance settled = cloud.openStack().instance(vm).orElseThrow();
        assertThat(settled.status()).isEqualTo("ACTIVE");
        assertThat(settled.taskState()).isEmpty();
        assertThat(settled.host()).isEqualTo(NODE_1);
        assertThat(migration().status()).isEqualTo("pre-migrating");

        advance(Duration.ofMillis(400));
        assertThat(cloud.openStack().instance(vm).orElseThrow().host()).isEqualTo(NODE_2);
        assertThat(migration().status()).isEqualTo("done");
    }

    @Test
    void anEvacuationWhoseDestinationDiesNeverEnds() throws Exception {
        kill(NODE_1);
        action(EVACUATE, "2.68");
        advance(Duration.ofSeconds(1));
        cloud.host(NODE_2).losePower();
        advance(Duration.ofMinutes(10));

        assertThat(cloud.openStack().instance(vm).orElseThrow().status()).isEqualTo("REBUILD");
        assertThat(migration().status()).isEqualTo("pre-migrating");
    }

    @Test
    void aBuildThatFailsLeavesTheInstanceInErrorOnItsOldHost() throws Exception {
        kill(NODE_1);
        cloud.openStack().nova().failBuildsOn(NODE_2, true);
        action(EVACUATE, "2.68");
        advance(Duration.ofSeconds(5));

        assertThat(cloud.openStack().instance(vm).orElseThrow().status()).isEqualTo("ERROR");
        assertThat(cloud.openStack().instance(vm).orElseThrow().host()).isEqualTo(NODE_1);
        assertThat(migration().status()).isEqualTo("failed");
        assertThat(migration().destination()).contains(NODE_2);
    }

    @Test
    void aFullHostIsNotChosen() throws Exception {
        cloud.openStack().nova().addInstance(SimulatedInstance.active("extra", "extra", NODE_2));
        kill(NODE_1);
        action(EVACUATE, "2.68");
        advance(Duration.ofSeconds(5));

        assertThat(migration().status()).isEqualTo("error");
        assertThat(migration().destination()).isEqualTo(Optional.empty());
    }

    @Test
    void whoAsksTwiceIsNotRefusedAndLeavesARecordThatNeverEnds() throws Exception {
        kill(NODE_1);
        assertThat(action(EVACUATE, "2.68").status()).isEqualTo(200);
        assertThat(action(EVACUATE, "2.68").status()).isEqualTo(200);
        advance(Duration.ofMinutes(10));

        assertThat(cloud.openStack().nova().migrations())
                .extracting(SimulatedMigration::status)
                .containsExactly("done", "accepted");
    }

    @Test
    void aStoppedServiceOnAHostThatIsWellGoesDownAndComesBack() {
        cloud.openStack().nova().setComputeStopped(NODE_1, true);
        advance(Duration.ofSeconds(61));
        assertThat(state(NODE_1)).isEqualTo("down");

        cloud.openStack().nova().setComputeStopped(NODE_1, false);
        advance(Duration.ofSeconds(31));
        assertThat(state(NODE_1)).isEqualTo("up");
    }

    private String state(String host) {
        try {
            return client.nova("GET", "/os-services?host=" + host, "2.53", "")
                    .json()
                    .at("/services/0/state")
                    .asText();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Answer put(String host, String body) throws Exception {
        String id = client.nova("GET", "/os-services?host=" + host, "2.53", "")
                .json()
                .at("/services/0/id")
                .asText();
        return client.nova("PUT", "/os-services/" + id, "2.53", body);
    }

    private void kill(String host) throws Exception {
        cloud.host(host).losePower();
        put(host, "{\"forced_down\": true}");
    }

    private Answer action(String body, String version) throws Exception {
        return client.nova("POST", "/servers/" + vm + "/action", version, body);
    }

    private SimulatedMigration migration() {
        List<SimulatedMigration> migrations = cloud.openStack().nova().migrations();
        return migrations.get(migrations.size() - 1);
    }

    private void advance(Duration step) {
        now.updateAndGet(instant -> instant.plus(step));
    }
}
