package com.umcloud.umha.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.IsolationResult;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Compute hosts, their reports and their isolation. */
interface HostContract extends Contract {
    @Test
    default void hostsAreListedByTheirExactNames() throws InterruptedException {
        assertThat(cloud().evacuator().hosts(cloud().limit()))
                .filteredOn(host -> cloud().hosts().contains(host.name()))
                .hasSameSizeAs(cloud().hosts())
                .allSatisfy(host -> {
                    assertThat(host.serviceUp()).isTrue();
                    assertThat(host.enabled()).isTrue();
                    assertThat(host.forcedDown()).isFalse();
                    assertThat(host.disabledReason()).isEmpty();
                    assertThat(host.lastReport()).isPresent();
                    assertThat(host.zone()).isNotEmpty();
                });
    }

    @Test
    default void reportsOfALiveHostAdvanceAndThoseOfADeadOneDoNot() throws InterruptedException {
        Instant alive = computeHost(host(2)).lastReport().orElseThrow();
        killAndIsolate(host(1));
        Instant dead = computeHost(host(1)).lastReport().orElseThrow();
        await(
                "a report of " + host(2),
                () -> computeHost(host(2)).lastReport().orElseThrow(),
                report -> report.isAfter(alive.plusSeconds(5)));
        assertThat(computeHost(host(1)).lastReport()).contains(dead);
    }

    @Test
    default void anIsolatedHostIsDownAndDisabledForTheReasonAtOnce() throws InterruptedException {
        cloud().killHost(host(1));
        assertThat(computeHost(host(1)).serviceUp())
                .as("the cloud has not noticed")
                .isTrue();
        long began = System.nanoTime();
        isolate(host(1));
        assertThat(System.nanoTime() - began)
                .as("the dead service is not waited for")
                .isLessThan(20_000_000_000L);
        ComputeHost isolated = computeHost(host(1));
        assertThat(isolated.serviceUp()).isFalse();
        assertThat(isolated.forcedDown()).isTrue();
        assertThat(isolated.enabled()).isFalse();
        assertThat(isolated.disabledReason()).isEqualTo(REASON);
        isolate(host(1));
        assertThat(computeHost(host(1))).isEqualTo(isolated);
        assertThat(computeHost(host(2)).enabled()).isTrue();
    }

    @Test
    default void whatAnOperatorHasDisabledKeepsItsReason() throws InterruptedException {
        cloud().disableByOperator(host(1), "new memory on Tuesday");
        killAndIsolate(host(1));
        ComputeHost isolated = computeHost(host(1));
        assertThat(isolated.forcedDown()).isTrue();
        assertThat(isolated.disabledReason()).isEqualTo("new memory on Tuesday");
    }

    @Test
    default void aHostThatTheCloudBelievesUpIsNotEvacuated() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE))
                .isInstanceOfSatisfying(
                        EvacuationResult.Refused.class,
                        refused -> assertThat(refused.detail()).contains("400", "still in use"));
        assertThat(evacuationsOf(id, host(1))).isEmpty();
        assertThat(instance(id).taskState()).isEmpty();
    }

    @Test
    default void aNameThatIsNotExactIsNoHost() throws InterruptedException {
        cloud().boot(1, host(1));
        String part = host(1).substring(0, host(1).length() - 1);
        assertThat(cloud().evacuator().instancesOn(part, cloud().limit())).isEmpty();
        assertThat(migrationsOf(part)).isEmpty();
        assertThat(cloud().evacuator().isolate(part, REASON, cloud().limit()))
                .isInstanceOf(IsolationResult.Refused.class);
    }

    @Test
    default void aReturnedHostTakesPartAgain() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        killAndIsolate(host(1));
        evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE, Optional.of(host(2)));
        assertThat(endOfEvacuation(id, host(1)).status()).isEqualTo("done");
        cloud().startHost(host(1));
        // the records of a host whose compute service was started again are settled by it
        assertThat(await(
                        "the host's own word",
                        () -> evacuationsOf(id, host(1)).get(0),
                        m -> m.status().equals("completed")))
                .isNotNull();
        assertThat(computeHost(host(1)).forcedDown()).as("nobody has undone it").isTrue();
        assertThat(instance(id).host()).contains(host(2));
    }
}
