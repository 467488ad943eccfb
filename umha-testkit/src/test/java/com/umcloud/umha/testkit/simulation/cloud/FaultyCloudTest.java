package com.umcloud.umha.testkit.simulation.cloud;

import static com.umcloud.umha.testkit.simulation.cloud.SimulatedSite.LIMIT;
import static com.umcloud.umha.testkit.simulation.cloud.SimulatedSite.NODE_1;
import static com.umcloud.umha.testkit.simulation.cloud.SimulatedSite.NODE_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ResetResult;
import com.umcloud.umha.api.evacuate.StopResult;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultyCloudTest {
    private final SimulatedSite site = new SimulatedSite();
    private final FaultyCloud cloud = site.cloud;

    @Test
    void withoutFurtherWordsNothingGoesWrong() throws Exception {
        site.boot("vm", NODE_1);
        site.killAndIsolate(NODE_1);

        assertThat(cloud.evacuate(site.request("vm", NODE_1), LIMIT)).isEqualTo(new EvacuationResult.Accepted());

        assertThat(site.conditions.journal().faults()).isEmpty();
        Instant now = site.agenda.instant();
        assertThat(site.conditions.journal().evacuations())
                .containsExactly(new EvacuationEffect("controller-1", "vm", NODE_1, Optional.empty(), now, now));
    }

    @Test
    void anErrorWithoutEffectIsOfUnknownOutcomeAndLeavesNothing() throws Exception {
        site.boot("vm", NODE_1);
        site.killAndIsolate(NODE_1);
        site.conditions.order(1, CloudCall.EVACUATE, CloudFault.ERROR_WITHOUT_EFFECT);

        assertThat(cloud.evacuate(site.request("vm", NODE_1), LIMIT)).isInstanceOf(EvacuationResult.Unknown.class);

        assertThat(site.nova.migrations()).isEmpty();
        assertThat(site.conditions.journal().evacuations()).isEmpty();
        assertThat(site.conditions.journal().faults()).isEqualTo(Map.of(CloudFault.ERROR_WITHOUT_EFFECT, 1));
        assertThat(cloud.evacuate(site.request("vm", NODE_1), LIMIT)).isEqualTo(new EvacuationResult.Accepted());
    }

    @Test
    void anEffectWithoutAnswerIsRecorded() throws Exception {
        site.boot("vm", NODE_1);
        site.killAndIsolate(NODE_1);
        site.conditions.order(1, CloudCall.EVACUATE, CloudFault.ERROR_AFTER_EFFECT);

        assertThat(cloud.evacuate(site.request("vm", NODE_1), LIMIT)).isInstanceOf(EvacuationResult.Unknown.class);

        assertThat(site.nova.migrations()).hasSize(1);
        assertThat(site.conditions.journal().evacuations()).hasSize(1);
    }

    @Test
    void aLateCallLandsLaterAlsoIfItsCallerIsGone() throws Exception {
        site.boot("vm", NODE_1);
        site.killAndIsolate(NODE_1);
        site.conditions.setLateness(Duration.ofSeconds(40), Duration.ofSeconds(50));
        site.conditions.order(1, CloudCall.EVACUATE, CloudFault.LATE_EFFECT);
        Instant askedAt = site.agenda.instant();

        assertThat(cloud.evacuate(site.request("vm", NODE_1), LIMIT)).isInstanceOf(EvacuationResult.Unknown.class);
        cloud.setLink(CloudLink.DOWN);
        site.pass(Duration.ofSeconds(39));
        assertThat(site.nova.migrations()).isEmpty();
        site.pass(Duration.ofSeconds(12));

        assertThat(site.nova.migrations()).hasSize(1);
        assertThat(site.conditions.journal().evacuations()).singleElement().satisfies(effect -> {
            assertThat(effect.askedAt()).isEqualTo(askedAt);
            assertThat(effect.at()).isBetween(askedAt.plusSeconds(40), askedAt.plusSeconds(50));
        });
    }

    @Test
    void aLateCallThatIsRefusedWhenItLandsIsNoEffect() throws Exception {
        site.boot("vm", NODE_1);
        site.killAndIsolate(NODE_1);
        site.conditions.order(1, CloudCall.EVACUATE, CloudFault.LATE_EFFECT);
        cloud.evacuate(site.request("vm", NODE_1), LIMIT);
        site.nova.deleteInstance("vm");
        site.pass(Duration.ofMinutes(2));

        assertThat(site.conditions.journal().evacuations()).isEmpty();
        assertThat(site.conditions.journal().faults()).containsEntry(CloudFault.LATE_EFFECT, 1);
    }

    @Test
    void everyCallFailsInItsOwnWay() throws Exception {
        site.boot("vm", NODE_1);
        for (CloudCall call : CloudCall.values()) {
            site.conditions.order(1, call, CloudFault.ERROR_WITHOUT_EFFECT);
        }
        assertThatThrownBy(() -> cloud.hosts(LIMIT)).isInstanceOf(UmhaException.class);
        assertThatThrownBy(() -> cloud.instancesOn(NODE_1, LIMIT)).isInstanceOf(UmhaException.class);
        assertThatThrownBy(() -> cloud.instances(List.of("vm"), LIMIT)).isInstanceOf(UmhaException.class);
        assertThatThrownBy(() -> cloud.migrationsOf(NODE_1, LIMIT)).isInstanceOf(UmhaException.class);
        assertThatThrownBy(() -> cloud.groupsOf(List.of("vm"), LIMIT)).isInstanceOf(UmhaException.class);
        assertThatThrownBy(() -> cloud.capacities(LIMIT)).isInstanceOf(UmhaException.class);
        assertThatThrownBy(() -> cloud.lastActionOf("vm", LIMIT)).isInstanceOf(UmhaException.class);
        assertThatThrownBy(() -> cloud.isolate(NODE_1, "dead", LIMIT)).isInstanceOf(UmhaException.class);
        assertThatThrownBy(() -> cloud.employ(NODE_2, NODE_1, LIMIT)).isInstanceOf(UmhaException.class);
        assertThat(cloud.release(NODE_1, "dead", LIMIT)).isInstanceOf(ReleaseResult.Refused.class);
        assertThat(cloud.resetToError("vm", LIMIT)).isInstanceOf(ResetResult.Refused.class);
        assertThat(cloud.stop("vm", LIMIT)).isInstanceOf(StopResult.Refused.class);
        assertThat(cloud.evacuate(site.request("vm", NODE_1), LIMIT)).isInstanceOf(EvacuationResult.Unknown.class);

        assertThat(site.instance("vm").status()).isEqualTo("ACTIVE");
        assertThat(site.conditions.journal().faults())
                .isEqualTo(Map.of(CloudFault.ERROR_WITHOUT_EFFECT, CloudCall.values().length));
    }

    @Test
    void withoutKeystoneNothingIsSentAndTheCallerKnowsIt() throws Exception {
        site.boot("vm", NODE_1);
        site.killAndIsolate(NODE_1);
        site.conditions.setKeystoneDown(true);

        assertThat(cloud.evacuate(site.request("vm", NODE_1), LIMIT)).isInstanceOf(EvacuationResult.Refused.class);
        assertThatThrownBy(() -> cloud.hosts(LIMIT)).isInstanceOf(UmhaException.class);
        assertThat(site.conditions.journal().faults()).isEqualTo(Map.of(CloudFault.KEYSTONE_DOWN, 2));

        site.conditions.setKeystoneDown(false);
        assertThat(cloud.hosts(LIMIT)).hasSize(3);
    }

    @Test
    void aControllerThatIsCutOffFailsAloneAndItsRequestsMayArriveAllTheSame() throws Exception {
        FaultyCloud other =
                new FaultyCloud("controller-2", new StateEvacuator(site.nova, site.agenda), site.conditions);
        cloud.setLink(CloudLink.DOWN);
        assertThatThrownBy(() -> cloud.isolate(NODE_1, "dead", LIMIT))
                .isInstanceOfSatisfying(
                        UmhaException.class, error -> assertThat(error.type()).isEqualTo(FailureType.TIMEOUT));
        assertThat(host(other, NODE_1).enabled()).isTrue();

        cloud.setLink(CloudLink.ANSWERS_LOST);
        assertThatThrownBy(() -> cloud.isolate(NODE_1, "dead", LIMIT)).isInstanceOf(UmhaException.class);
        assertThatThrownBy(() -> cloud.hosts(LIMIT)).isInstanceOf(UmhaException.class);
        assertThat(host(other, NODE_1).disabledReason()).isEqualTo("dead");

        cloud.setLink(CloudLink.UP);
        assertThat(cloud.isolate(NODE_1, "dead", LIMIT)).isEqualTo(new IsolationResult.Isolated());
        assertThat(site.conditions.journal().faults())
                .isEqualTo(Map.of(CloudFault.CONTROLLER_CUT_OFF, 1, CloudFault.ANSWERS_CUT_OFF, 2));
    }

    private static ComputeHost host(FaultyCloud cloud, String name) throws InterruptedException {
        return cloud.hosts(LIMIT).stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStaleListIsHowItWasAtMostSoLongAgo() throws Exception {
        site.conditions.setStaleness(Duration.ofSeconds(5));
        site.boot("vm", NODE_1);
        site.killAndIsolate(NODE_1);
        assertThat(cloud.migrationsOf(NODE_1, LIMIT)).isEmpty();
        assertThat(cloud.instances(List.of("vm"), LIMIT)).hasSize(1);
        site.pass(Duration.ofSeconds(5));
        site.evacuator.evacuate(site.request("vm", NODE_1), LIMIT);
        site.conditions.setRate(CloudFault.STALE_LIST, 1);

        assertThat(cloud.migrationsOf(NODE_1, LIMIT)).isEmpty();
        assertThat(cloud.instances(List.of("vm"), LIMIT))
                .extracting(instance -> instance.taskState())
                .containsExactly(Optional.empty());
        assertThat(site.conditions.journal().faults()).isEqualTo(Map.of(CloudFault.STALE_LIST, 2));

        site.pass(Duration.ofSeconds(6));
        assertThat(cloud.migrationsOf(NODE_1, LIMIT)).hasSize(1);
        site.conditions.calm();
        assertThat(cloud.migrationsOf(NODE_1, LIMIT)).hasSize(1);
    }

    @Test
    void aPartialListLacksOneInstanceOnce() throws Exception {
        List.of("a", "b", "c").forEach(id -> site.boot(id, NODE_1));
        site.conditions.order(1, CloudCall.INSTANCES_ON, CloudFault.PARTIAL_LIST);

        assertThat(cloud.instancesOn(NODE_1, LIMIT)).extracting(Instance::id).hasSize(2);
        assertThat(cloud.instancesOn(NODE_1, LIMIT)).extracting(Instance::id).containsExactly("c", "b", "a");
    }

    @Test
    void aRateIsAShareOfTheCalls() throws Exception {
        site.conditions.setRate(CloudCall.HOSTS, CloudFault.ERROR_WITHOUT_EFFECT, 0.25);
        int failed = 0;
        for (int i = 0; i < 1_000; i++) {
            try {
                cloud.hosts(LIMIT);
            } catch (UmhaException e) {
                failed++;
            }
        }
        assertThat(failed).isBetween(200, 300);
        assertThat(site.conditions.journal().faults()).isEqualTo(Map.of(CloudFault.ERROR_WITHOUT_EFFECT, failed));
        assertThatThrownBy(() -> site.conditions.setRate(CloudCall.HOSTS, CloudFault.LATE_EFFECT, 0.1))
                .hasMessage("HOSTS cannot go wrong by LATE_EFFECT");
        assertThatThrownBy(() -> site.conditions.setRate(CloudFault.STALE_LIST, 1.1))
                .hasMessage("a rate is 0 to 1, not 1.1");
    }
}
