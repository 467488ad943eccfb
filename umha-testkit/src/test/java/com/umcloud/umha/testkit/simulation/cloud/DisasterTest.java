package com.umcloud.umha.testkit.simulation.cloud;

import static com.umcloud.umha.testkit.simulation.cloud.SimulatedSite.LIMIT;
import static com.umcloud.umha.testkit.simulation.cloud.SimulatedSite.NODE_1;
import static com.umcloud.umha.testkit.simulation.cloud.SimulatedSite.NODE_2;
import static com.umcloud.umha.testkit.simulation.cloud.SimulatedSite.NODE_3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.testkit.openstack.nova.HostResources;
import com.umcloud.umha.testkit.openstack.nova.NovaFault;
import com.umcloud.umha.testkit.openstack.nova.SimulatedMigration;
import com.umcloud.umha.testkit.openstack.nova.UserOperations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Disasters in the simulated Nova go as they do in the real one. */
class DisasterTest {
    private static final Duration COPY = Duration.ofSeconds(100);

    private final SimulatedSite site = new SimulatedSite();
    private final UserOperations user = new UserOperations(site.nova);

    @Test
    void aComputeServiceThatIsStoppedAloneReportsNoMoreAndItsGuestsGoOn() {
        site.boot("vm", NODE_1);
        site.nova.setComputeStopped(NODE_1, true);
        Instant last = reportOf(NODE_1);
        site.pass(Duration.ofMinutes(2));

        assertThat(reportOf(NODE_1)).isEqualTo(last);
        assertThat(up(NODE_1)).isFalse();
        assertThat(executes("vm")).containsExactly(NODE_1);
    }

    @Test
    void aComputeServiceThatLosesTheRestOfNovaReportsAgainOnceItIsBack() {
        site.boot("vm", NODE_1);
        site.pass(Duration.ofSeconds(25));
        site.nova.setComputeConnected(NODE_1, false);
        Instant last = reportOf(NODE_1);
        site.pass(Duration.ofSeconds(66));
        assertThat(reportOf(NODE_1)).isEqualTo(last);
        assertThat(up(NODE_1)).isFalse();
        assertThat(executes("vm")).containsExactly(NODE_1);

        site.nova.setComputeConnected(NODE_1, true);
        assertThat(reportOf(NODE_1)).as("until the next one is due").isEqualTo(last);
        site.pass(Duration.ofSeconds(10));
        assertThat(reportOf(NODE_1)).isEqualTo(last.plusSeconds(80));
        assertThat(up(NODE_1)).isTrue();
    }

    @Test
    void aBuildWaitsForAMomentWithoutNovaAndIsLostInALongOne() {
        site.boot("a", NODE_1);
        site.boot("b", NODE_1);
        site.killAndIsolate(NODE_1);
        site.evacuator.evacuate(site.request("a", NODE_1, NODE_2), LIMIT);
        site.evacuator.evacuate(site.request("b", NODE_1, NODE_3), LIMIT);
        site.pass(Duration.ofSeconds(1));
        site.nova.setComputeConnected(NODE_2, false);
        site.nova.setComputeConnected(NODE_3, false);
        site.pass(Duration.ofSeconds(30));
        site.nova.setComputeConnected(NODE_2, true);
        site.pass(Duration.ofSeconds(40));
        site.nova.setComputeConnected(NODE_3, true);
        site.pass(Duration.ofMinutes(10));

        assertThat(site.instance("a").host()).isEqualTo(NODE_2);
        assertThat(site.instance("b").status()).isEqualTo("REBUILD");
        assertThat(site.nova.migrations())
                .extracting(SimulatedMigration::status)
                .containsExactly("done", "pre-migrating");
    }

    @Test
    void capacityComesAndGoes() {
        site.boot("vm", NODE_1);
        site.boot("other", NODE_2);
        site.nova.setResources(NODE_2, new HostResources(1, 1.0, 4096, 0, 1.0, 100, 1.0));
        site.nova.fill(NODE_3, true);
        site.killAndIsolate(NODE_1);
        evacuate("vm");
        assertThat(site.lastRecord()).isEqualTo("error");

        site.nova.setResources(NODE_2, new HostResources(1, 2.0, 4096, 0, 1.0, 100, 1.0));
        evacuate("vm");
        assertThat(site.lastRecord()).isEqualTo("done");
        assertThat(site.instance("vm").host()).isEqualTo(NODE_2);
    }

    @Test
    void aBuildThatHangsGoesOnAtOnceWhenItMay() {
        site.boot("vm", NODE_1);
        site.killAndIsolate(NODE_1);
        site.nova.hangBuildsOn(NODE_2, true);
        site.evacuator.evacuate(site.request("vm", NODE_1, NODE_2), LIMIT);
        site.pass(Duration.ofHours(5));
        assertThat(site.instance("vm").taskState()).contains("rebuild_spawning");
        assertThat(executes("vm")).isEmpty();

        site.nova.hangBuildsOn(NODE_2, false);
        site.pass(Duration.ofSeconds(3));
        assertThat(site.lastRecord()).isEqualTo("done");
    }

    @Test
    void aDestinationThatDiesAndReturnsDoesNotGoOnAndWhatItHadBegunDoesNotRun() {
        site.boot("vm", NODE_1);
        site.killAndIsolate(NODE_1);
        site.evacuator.evacuate(site.request("vm", NODE_1, NODE_2), LIMIT);
        site.pass(Duration.ofSeconds(3));
        assertThat(executes("vm")).containsExactly(NODE_2);
        site.host(NODE_2).reboot();
        site.pass(Duration.ofMinutes(10));

        assertThat(executes("vm")).isEmpty();
        assertThat(site.lastRecord()).isEqualTo("pre-migrating");
        site.evacuator.evacuate(site.request("vm", NODE_1, NODE_3), LIMIT);
        site.pass(Duration.ofSeconds(6));
        assertThat(executes("vm")).containsExactly(NODE_3);
        assertThat(site.nova.instancesThatEverRanTwice()).isEmpty();
    }

    @Test
    void aDestinationWhoseComputeServiceDiesAloneKeepsTheGuestThatItHasStarted() {
        site.boot("vm", NODE_1);
        site.killAndIsolate(NODE_1);
        site.evacuator.evacuate(site.request("vm", NODE_1, NODE_2), LIMIT);
        site.pass(Duration.ofSeconds(3));
        site.nova.setComputeStopped(NODE_2, true);
        site.pass(Duration.ofMinutes(10));
        assertThat(executes("vm")).containsExactly(NODE_2);

        site.evacuator.evacuate(site.request("vm", NODE_1, NODE_3), LIMIT);
        site.pass(Duration.ofSeconds(6));
        assertThat(site.nova.instancesThatEverRanTwice()).containsExactly("vm");
    }

    @Test
    void onAHostThatReturnsItsServiceStartsWhatIsStillThereAndNothingElse() {
        site.boot("moved", NODE_1);
        site.boot("left", NODE_1);
        site.boot("under way", NODE_1);
        site.killAndIsolate(NODE_1);
        evacuate("moved");
        site.nova.hangBuildsOn(NODE_3, true);
        site.evacuator.evacuate(site.request("under way", NODE_1, NODE_3), LIMIT);
        site.pass(Duration.ofSeconds(6));
        site.host(NODE_1).restorePower();
        site.pass(Duration.ofSeconds(29));
        assertThat(site.nova.placements()).containsOnlyKeys("moved");
        site.pass(Duration.ofSeconds(2));

        assertThat(executes("moved")).doesNotContain(NODE_1).hasSize(1);
        assertThat(executes("left")).containsExactly(NODE_1);
        assertThat(executes("under way")).isEmpty();
        assertThat(site.nova.migrations())
                .extracting(SimulatedMigration::status)
                .containsExactly("completed", "completed");
        assertThat(site.nova.instancesThatEverRanTwice()).isEmpty();
    }

    @Test
    void aLiveMigrationMovesTheGuestBeforeTheRecordEnds() {
        site.boot("vm", NODE_1);
        user.liveMigrate("vm", NODE_2, COPY);
        site.pass(Duration.ofSeconds(70));
        assertThat(site.instance("vm").status()).isEqualTo("MIGRATING");
        assertThat(site.lastRecord()).isEqualTo("running");
        assertThat(executes("vm")).containsExactly(NODE_1);
        site.pass(Duration.ofSeconds(15));
        assertThat(site.lastRecord()).isEqualTo("running");
        assertThat(site.instance("vm").host()).isEqualTo(NODE_1);
        assertThat(executes("vm")).containsExactly(NODE_2);
        site.pass(Duration.ofSeconds(15));
        assertThat(site.lastRecord()).isEqualTo("completed");
        assertThat(site.instance("vm").host()).isEqualTo(NODE_2);
        assertThat(site.instance("vm").status()).isEqualTo("ACTIVE");
    }

    @Test
    void aSourceThatDiesLeavesTheRecordForEverWhetherTheGuestHasMovedOrNot() {
        site.boot("copied", NODE_1);
        site.boot("moved", NODE_1);
        user.liveMigrate("copied", NODE_2, COPY);
        user.liveMigrate("moved", NODE_2, COPY.dividedBy(2));
        site.pass(Duration.ofSeconds(45));
        site.killAndIsolate(NODE_1);
        site.pass(Duration.ofMinutes(10));

        assertThat(site.nova.migrations())
                .extracting(SimulatedMigration::status)
                .containsExactly("running", "running");
        assertThat(executes("copied")).isEmpty();
        assertThat(executes("moved")).containsExactly(NODE_2);
        assertThat(site.instance("moved").host()).isEqualTo(NODE_1);
        site.evacuator.evacuate(site.request("moved", NODE_1, NODE_3), LIMIT);
        site.pass(Duration.ofSeconds(6));
        assertThat(site.nova.instancesThatEverRanTwice())
                .as("who evacuates over it")
                .containsExactly("moved");
    }

    @Test
    void aDestinationThatDiesEndsALiveMigrationAndTheGuestGoesOn() {
        site.boot("vm", NODE_1);
        user.liveMigrate("vm", NODE_2, COPY);
        site.pass(Duration.ofSeconds(50));
        site.host(NODE_2).losePower();

        assertThat(site.lastRecord()).isEqualTo("failed");
        assertThat(site.instance("vm").status()).isEqualTo("ACTIVE");
        assertThat(executes("vm")).containsExactly(NODE_1);
    }

    @Test
    void aLiveMigrationOutlivesTheServiceThatBeganIt() {
        site.boot("vm", NODE_1);
        user.liveMigrate("vm", NODE_2, COPY);
        site.pass(Duration.ofSeconds(50));
        site.nova.setComputeStopped(NODE_1, true);
        site.pass(Duration.ofMinutes(5));

        assertThat(executes("vm")).containsExactly(NODE_2);
        assertThat(site.lastRecord()).isEqualTo("running");
        assertThat(site.instance("vm").host()).isEqualTo(NODE_1);
    }

    @Test
    void inTheMiddleOfAnEvacuationAnOwnerCanLockAndDeleteAndNothingElse() {
        site.boot("locked", NODE_1);
        site.boot("deleted", NODE_1);
        site.killAndIsolate(NODE_1);
        site.nova.hangBuildsOn(NODE_2, true);
        site.evacuator.evacuate(site.request("locked", NODE_1, NODE_2), LIMIT);
        site.evacuator.evacuate(site.request("deleted", NODE_1, NODE_2), LIMIT);
        site.pass(Duration.ofSeconds(6));
        assertThatThrownBy(() -> user.stop("locked")).isInstanceOf(NovaFault.class);
        assertThatThrownBy(() -> user.resize("locked")).isInstanceOf(NovaFault.class);
        user.lock("locked", true);
        assertThatThrownBy(() -> user.delete("locked")).hasMessageContaining("is locked");
        user.delete("deleted");
        assertThat(site.lastRecord()).isEqualTo("failed");

        site.nova.hangBuildsOn(NODE_2, false);
        site.pass(Duration.ofSeconds(6));
        assertThat(site.nova.migrations())
                .extracting(SimulatedMigration::status)
                .containsExactly("done", "failed");
        assertThat(site.instance("locked").locked()).isTrue();
        assertThat(site.nova.instance("deleted")).isEmpty();
    }

    @Test
    void whatAnOwnerAsksOfADeadHostIsDoneWhenItReturns() {
        List.of("stopped", "rebooted").forEach(id -> site.boot(id, NODE_1));
        site.host(NODE_1).losePower();
        user.stop("stopped");
        site.nova.begin("rebooted", "reboot", "rebooting_hard");
        assertThat(site.instance("stopped").taskState()).contains("powering-off");
        site.host(NODE_1).restorePower();
        site.pass(Duration.ofSeconds(31));

        assertThat(site.instance("stopped").status()).isEqualTo("SHUTOFF");
        assertThat(site.instance("rebooted").status()).isEqualTo("ACTIVE");
        assertThat(site.nova.placements()).containsOnlyKeys("rebooted");
        user.start("stopped");
        assertThat(executes("stopped")).containsExactly(NODE_1);
        user.resize("stopped");
        assertThat(executes("stopped")).doesNotContain(NODE_1).hasSize(1);
        user.confirmResize("stopped");
        assertThat(site.lastRecord()).isEqualTo("confirmed");
    }

    @Test
    void theSameStoryIsToldTheSameWayTwice() {
        assertThat(story()).isEqualTo(story());
    }

    private static List<String> story() {
        SimulatedSite site = new SimulatedSite(5, settings -> settings);
        for (int i = 1; i <= 20; i++) {
            site.boot("vm-" + i, "node-" + (i % 5 + 1));
        }
        site.killAndIsolate(NODE_1);
        List<String> story = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            story.add(site.evacuator
                    .evacuate(site.request("vm-" + i, NODE_1), LIMIT)
                    .toString());
            site.pass(Duration.ofMillis(700));
            story.add(site.evacuator.migrationsOf(NODE_1, LIMIT).toString());
            story.add(site.evacuator.instancesOn(NODE_2, LIMIT).toString());
            story.add(site.nova.placements().toString());
        }
        return story;
    }

    private void evacuate(String id) {
        site.evacuator.evacuate(site.request(id, NODE_1), LIMIT);
        site.pass(Duration.ofSeconds(6));
    }

    private Set<String> executes(String id) {
        return site.nova.placements().getOrDefault(id, Set.of());
    }

    private boolean up(String host) {
        return site.evacuator.hosts(LIMIT).stream().anyMatch(each -> each.name().equals(host) && each.serviceUp());
    }

    private Instant reportOf(String host) {
        return site.evacuator.hosts(LIMIT).stream()
                .filter(each -> each.name().equals(host))
                .findFirst()
                .flatMap(each -> each.lastReport())
                .orElseThrow();
    }
}
