package com.umcloud.umha.it.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.incident.AnnouncementKind;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.testkit.contract.InstanceSituation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A host dies with an instance in each state; the outcomes are those of docs/instances.md. */
class InstanceStatesIT {
    private static final Duration LIMIT = Duration.ofSeconds(180);

    @RegisterExtension
    final CleanCloud clean = new CleanCloud();

    @Test
    void eachStateHasItsOutcome() {
        RealCloud cloud = clean.cloud();
        String dead = cloud.hosts().get(0);
        Map<InstanceSituation, String> ids = boot(
                dead,
                InstanceSituation.VERIFY_RESIZE,
                InstanceSituation.ACTIVE,
                InstanceSituation.STOPPED,
                InstanceSituation.PAUSED,
                InstanceSituation.SUSPENDED,
                InstanceSituation.RESCUED,
                InstanceSituation.ERROR,
                InstanceSituation.LOCKED,
                InstanceSituation.SHELVED,
                InstanceSituation.SHELVED_OFFLOADED,
                InstanceSituation.LIVE_MIGRATING);
        String deleting = new InstanceSituations(cloud).deleting(dead);
        ids.putAll(boot(dead, InstanceSituation.RESIZING, InstanceSituation.BUILDING));
        try (Umha umha = Umha.start(cloud)) {
            cloud.kill(dead);
            awaitOutcomes(umha, expectations(ids, deleting));

            assertMoved(cloud, ids.get(InstanceSituation.ACTIVE), "ACTIVE", dead);
            assertMoved(cloud, ids.get(InstanceSituation.STOPPED), "SHUTOFF", dead);
            RealServer locked = assertMoved(cloud, ids.get(InstanceSituation.LOCKED), "ACTIVE", dead);
            assertThat(locked.json().path("locked").asBoolean()).isTrue();
            assertStays(cloud, ids.get(InstanceSituation.PAUSED), "PAUSED", dead);
            assertStays(cloud, ids.get(InstanceSituation.SUSPENDED), "SUSPENDED", dead);
            assertStays(cloud, ids.get(InstanceSituation.RESCUED), "RESCUE", dead);
            assertStays(cloud, ids.get(InstanceSituation.ERROR), "ERROR", dead);
            assertStays(cloud, ids.get(InstanceSituation.VERIFY_RESIZE), "VERIFY_RESIZE", dead);
            assertStays(cloud, ids.get(InstanceSituation.LIVE_MIGRATING), "MIGRATING", dead);
            assertStays(cloud, ids.get(InstanceSituation.BUILDING), "BUILD", dead);
            assertStays(cloud, ids.get(InstanceSituation.SHELVED), "SHELVED", dead);
            assertMoved(cloud, ids.get(InstanceSituation.RESIZING), "ACTIVE", dead);

            umha.narration().say("*** the owner confirms the resize ***");
            String resized = ids.get(InstanceSituation.VERIFY_RESIZE);
            cloud.act(resized, "confirmResize");
            cloud.await(
                    "ACTIVE elsewhere",
                    LIMIT,
                    List.of(resized),
                    server -> server.rests("ACTIVE") && !server.host().equals(dead));
        }
    }

    private static Map<String, String> expectations(Map<InstanceSituation, String> ids, String deleting) {
        Map<String, String> expected = new TreeMap<>();
        for (InstanceSituation situation : ids.keySet()) {
            switch (situation) {
                case ACTIVE, STOPPED, LOCKED, RESIZING -> expected.put(ids.get(situation), "RECOVERED");
                case VERIFY_RESIZE, LIVE_MIGRATING -> expected.put(ids.get(situation), "HELD");
                case SHELVED_OFFLOADED -> {}
                default -> expected.put(ids.get(situation), "EXCLUDED");
            }
        }
        expected.put(deleting, "EXCLUDED");
        return expected;
    }

    @Test
    void whatNovaRefusesIsResetAndEvacuatedIfConfigured() {
        RealCloud cloud = clean.cloud();
        String dead = cloud.hosts().get(0);
        Map<InstanceSituation, String> ids = boot(
                dead,
                InstanceSituation.PAUSED,
                InstanceSituation.SUSPENDED,
                InstanceSituation.RESCUED,
                InstanceSituation.ERROR);
        Map<String, String> settings =
                Map.of("selection.reset_to_error", "paused, suspended, rescue", "selection.evacuate_in_error", "true");
        try (Umha umha = Umha.start(cloud, settings)) {
            cloud.kill(dead);
            umha.narration().await(dead, AnnouncementKind.RECOVERED, LIMIT);

            ids.values().forEach(id -> assertMoved(cloud, id, "ACTIVE", dead));
            Recovery.assertEvacuatedOnce(
                    cloud, ids.values().stream().map(cloud::server).toList());
        }
    }

    private Map<InstanceSituation, String> boot(String host, InstanceSituation... wanted) {
        InstanceSituations situations = new InstanceSituations(clean.cloud());
        Map<InstanceSituation, String> ids = new EnumMap<>(InstanceSituation.class);
        for (InstanceSituation situation : wanted) {
            ids.put(situation, situations.boot(situation, host));
        }
        return ids;
    }

    private static void awaitOutcomes(Umha umha, Map<String, String> expected) {
        RealCloud.awaitThat("an outcome for each", LIMIT, () -> {
            Map<String, String> outcomes = new TreeMap<>();
            umha.history().forEach(row -> outcomes.put(row.instanceId(), row.outcome()));
            return outcomes.equals(expected) ? "" : umha.history() + ", expected: " + expected;
        });
        for (HistoryRow row : umha.history()) {
            umha.narration().say(row.instanceName() + " " + row.outcome() + ": " + row.detail());
        }
    }

    private static RealServer assertMoved(RealCloud cloud, String id, String status, String dead) {
        RealServer server = cloud.server(id);
        assertThat(server.rests(status)).as(server.toString()).isTrue();
        assertThat(server.host()).isNotEqualTo(dead).isIn(Set.copyOf(cloud.hosts()));
        return server;
    }

    private static void assertStays(RealCloud cloud, String id, String status, String dead) {
        RealServer server = cloud.server(id);
        assertThat(server.status()).as(server.toString()).isEqualTo(status);
        assertThat(server.host()).isEqualTo(dead);
        assertThat(Recovery.statuses(cloud, server)).isEmpty();
    }
}
