package com.umcloud.umha.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.failure.UmhaException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests that go wrong on their way, and tokens that end in the middle. */
interface FaultContract extends Contract {
    @Test
    default void aReadThatFailsIsNeverAnEmptyList() throws InterruptedException {
        cloud().boot(1, host(1));
        // more often than a client repeats a read
        for (ApiFault fault : List.of(ApiFault.UNAVAILABLE, ApiFault.RESET_BEFORE_EFFECT)) {
            cloud().orderFaults(fault, 20, "GET", "/servers/detail");
            assertThatThrownBy(() -> cloud().evacuator().instancesOn(host(1), cloud().limit()))
                    .isInstanceOf(UmhaException.class);
            cloud().orderFaults(fault, 20, "GET", "/os-migrations");
            assertThatThrownBy(() -> migrationsOf(host(1))).isInstanceOf(UmhaException.class);
            cloud().orderFaults(fault, 20, "GET", "/os-services");
            assertThatThrownBy(() -> cloud().evacuator().hosts(cloud().limit())).isInstanceOf(UmhaException.class);
            cloud().clearFaults();
        }
        assertThat(cloud().evacuator().instancesOn(host(1), cloud().limit())).hasSize(1);
    }

    @Test
    default void aCallThatFailsOnItsWayIsOfUnknownOutcomeAndLeavesNoTrace() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        killAndIsolate(host(1));
        for (ApiFault fault : List.of(ApiFault.UNAVAILABLE, ApiFault.RESET_BEFORE_EFFECT)) {
            cloud().orderFaults(fault, 1, "POST", "/action");
            assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE))
                    .isInstanceOf(EvacuationResult.Unknown.class);
            assertThat(evacuationsOf(id, host(1))).isEmpty();
            assertThat(instance(id).taskState()).isEmpty();
        }
    }

    @Test
    default void aCallWhoseAnswerIsLostHasHappened() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        killAndIsolate(host(1));
        cloud().orderFaults(ApiFault.RESET_AFTER_EFFECT, 1, "POST", "/action");
        assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE)).isInstanceOf(EvacuationResult.Unknown.class);
        assertThat(endOfEvacuation(id, host(1)).status()).isEqualTo("done");
        assertThat(evacuationsOf(id, host(1))).hasSize(1);
    }

    @Test
    default void aCallWhoseAnswerIsLateHasHappened() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        killAndIsolate(host(1));
        cloud().orderFaults(ApiFault.LATE_AFTER_EFFECT, 1, "POST", "/action");
        EvacuationRequest request =
                new EvacuationRequest(id, host(1), DiskHandling.REBUILD_FROM_IMAGE, Optional.empty());
        assertThat(cloud().evacuator().evacuate(request, Duration.ofSeconds(4)))
                .isInstanceOf(EvacuationResult.Unknown.class);
        assertThat(endOfEvacuation(id, host(1)).status()).isEqualTo("done");
        assertThat(evacuationsOf(id, host(1))).hasSize(1);
    }

    @Test
    default void aTokenThatEndsInTheMiddleIsReplacedAndNothingIsDoneTwice() throws InterruptedException {
        List<String> ids = cloud().boot(2, host(1));
        killAndIsolate(host(1));
        assertThat(evacuate(ids.get(0), host(1), DiskHandling.REBUILD_FROM_IMAGE))
                .isInstanceOf(EvacuationResult.Accepted.class);
        cloud().expireTokens();
        assertThat(evacuate(ids.get(1), host(1), DiskHandling.REBUILD_FROM_IMAGE))
                .isInstanceOf(EvacuationResult.Accepted.class);
        cloud().expireTokens();
        for (String id : ids) {
            assertThat(endOfEvacuation(id, host(1)).status()).isEqualTo("done");
            assertThat(evacuationsOf(id, host(1))).hasSize(1);
        }
        assertThat(cloud().evacuator().instances(ids, cloud().limit()))
                .extracting(Instance::id)
                .containsExactlyInAnyOrderElementsOf(ids);
    }
}
