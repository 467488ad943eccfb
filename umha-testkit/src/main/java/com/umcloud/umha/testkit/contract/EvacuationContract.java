package com.umcloud.umha.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One evacuation from the call to its end, and the ways in which it ends badly. */
interface EvacuationContract extends Contract {
    EvacuationResult ACCEPTED = new EvacuationResult.Accepted();

    @Test
    default void anEvacuationIsARecordWhileItRunsAndAnInstanceElsewhereAfterwards() throws InterruptedException {
        List<String> ids = cloud().boot(2, host(1));
        killAndIsolate(host(1));
        cloud().hangRebuilds(host(2), true);
        assertThat(evacuate(ids.get(0), host(1), DiskHandling.REBUILD_FROM_IMAGE, Optional.of(host(2))))
                .isEqualTo(ACCEPTED);

        Instance rebuilding = instance(ids.get(0));
        assertThat(rebuilding.status()).isEqualTo(InstanceStatus.REBUILD);
        assertThat(rebuilding.taskState()).isPresent();
        assertThat(rebuilding.host()).as("until it is done").contains(host(1));
        Migration running = await(
                "the destination's claim",
                () -> evacuationsOf(ids.get(0), host(1)).get(0),
                m -> m.status().equals("pre-migrating"));
        assertThat(running.state()).isEqualTo(MigrationState.UNFINISHED);
        assertThat(running.source()).isEqualTo(host(1));
        assertThat(running.destination()).contains(host(2));

        cloud().hangRebuilds(host(2), false);
        Migration done = endOfEvacuation(ids.get(0), host(1));
        assertThat(done.status()).isEqualTo("done");
        assertThat(done.state()).isEqualTo(MigrationState.DONE);
        assertThat(done.id()).isEqualTo(running.id());
        Instance moved = instance(ids.get(0));
        assertThat(moved.status()).isEqualTo(InstanceStatus.ACTIVE);
        assertThat(moved.taskState()).isEmpty();
        assertThat(moved.host()).contains(host(2));

        assertThat(cloud().evacuator().instancesOn(host(1), cloud().limit()))
                .extracting(Instance::id)
                .containsExactly(ids.get(1));
        assertThat(cloud().evacuator().instancesOn(host(2), cloud().limit()))
                .extracting(Instance::id)
                .containsExactly(ids.get(0));
        assertThat(migrationsOf(host(2)))
                .as("by destination")
                .extracting(Migration::id)
                .contains(done.id());
        assertThat(migrationsOf(host(3))).extracting(Migration::id).doesNotContain(done.id());
    }

    @Test
    default void aSlowRebuildIsUnfinishedForAsLongAsItTakes() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        cloud().hosts().forEach(host -> cloud().slowRebuilds(host, Duration.ofSeconds(8)));
        killAndIsolate(host(1));
        evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE);
        await(
                "the rebuild's beginning",
                () -> instance(id).taskState(),
                task -> task.equals(Optional.of("rebuild_spawning")));
        Migration running = evacuationsOf(id, host(1)).get(0);
        assertThat(running.state()).isEqualTo(MigrationState.UNFINISHED);
        assertThat(endOfEvacuation(id, host(1)).status()).isEqualTo("done");
    }

    @Test
    default void withoutRoomAnywhereItIsInErrorWhereItWasAndCanBeAskedAgain() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        // not the dead one: Placement refuses every move out of a host that has less than was given away of it
        cloud().hosts().stream().filter(host -> !host.equals(host(1))).forEach(host -> cloud().fill(host, true));
        killAndIsolate(host(1));
        assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE)).isEqualTo(ACCEPTED);
        Migration failed = endOfEvacuation(id, host(1));
        assertThat(failed.status()).isEqualTo("error");
        assertThat(failed.state()).isEqualTo(MigrationState.FAILED);
        assertThat(failed.destination()).isEmpty();
        Instance left = settled(id);
        assertThat(left.status()).isEqualTo(InstanceStatus.ERROR);
        assertThat(left.host()).contains(host(1));

        cloud().fill(host(3), false);
        assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE)).isEqualTo(ACCEPTED);
        assertThat(endOfEvacuation(id, host(1)).status()).isEqualTo("done");
        assertThat(instance(id).status()).isEqualTo(InstanceStatus.ACTIVE);
        assertThat(instance(id).host()).contains(host(3));
        assertThat(evacuationsOf(id, host(1))).extracting(Migration::status).containsExactly("error", "done");
    }

    @Test
    default void aRebuildThatFailsLeavesItInErrorWhereItWas() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        cloud().failRebuilds(host(2), true);
        killAndIsolate(host(1));
        evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE, Optional.of(host(2)));
        Migration failed = endOfEvacuation(id, host(1));
        assertThat(failed.status()).isEqualTo("failed");
        assertThat(failed.destination()).contains(host(2));
        Instance left = settled(id);
        assertThat(left.status()).isEqualTo(InstanceStatus.ERROR);
        assertThat(left.host()).contains(host(1));
    }

    @Test
    default void aDestinationThatDiesLeavesTheRecordUnfinished() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        cloud().hangRebuilds(host(2), true);
        killAndIsolate(host(1));
        evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE, Optional.of(host(2)));
        await(
                "the rebuild's beginning",
                () -> instance(id).taskState(),
                task -> task.equals(Optional.of("rebuild_spawning")));
        killAndIsolate(host(2));
        assertThat(evacuationsOf(id, host(1)).get(0).state()).isEqualTo(MigrationState.UNFINISHED);
        assertThat(instance(id).status()).isEqualTo(InstanceStatus.REBUILD);
        assertThat(instance(id).host()).contains(host(1));

        assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE, Optional.of(host(3))))
                .as("the cloud takes it on again")
                .isEqualTo(ACCEPTED);
        assertThat(endOfEvacuation(id, host(1)).status()).isEqualTo("done");
        assertThat(instance(id).host()).contains(host(3));
        assertThat(instance(id).status()).isEqualTo(InstanceStatus.ACTIVE);
    }

    @Test
    default void nothingInTheCloudKeepsACarelessCallerFromAskingTwice() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        cloud().hangRebuilds(host(2), true);
        killAndIsolate(host(1));
        assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE, Optional.of(host(2))))
                .isEqualTo(ACCEPTED);
        await(
                "the destination's claim",
                () -> evacuationsOf(id, host(1)).get(0),
                m -> m.status().equals("pre-migrating"));
        assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE, Optional.of(host(3))))
                .isEqualTo(ACCEPTED);
        assertThat(evacuationsOf(id, host(1))).hasSize(2);
        cloud().hangRebuilds(host(2), false);
        await(
                "the end of both",
                () -> evacuationsOf(id, host(1)),
                all -> all.stream().noneMatch(m -> m.state() == MigrationState.UNFINISHED));
    }

    @Test
    default void aNamedDestinationThatCannotBeIsRefusedAtOnce() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        killAndIsolate(host(1));
        assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE, Optional.of("no-such-host")))
                .isInstanceOfSatisfying(
                        EvacuationResult.Refused.class,
                        refused -> assertThat(refused.detail()).contains("404", "no-such-host not found"));
        assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE, Optional.of(host(1))))
                .isInstanceOfSatisfying(
                        EvacuationResult.Refused.class,
                        refused -> assertThat(refused.detail()).contains("400", "can't be the same"));
        assertThat(evacuationsOf(id, host(1))).isEmpty();
        assertThat(instance(id).status()).isEqualTo(InstanceStatus.ACTIVE);
    }

    @Test
    default void aNamedDestinationThatTheSchedulerDoesNotLikeEndsInError() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        cloud().disableByOperator(host(2), "new memory on Tuesday");
        killAndIsolate(host(1));
        assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE, Optional.of(host(2))))
                .isEqualTo(ACCEPTED);
        Migration failed = endOfEvacuation(id, host(1));
        assertThat(failed.status()).isEqualTo("error");
        assertThat(failed.destination()).as("as it was named").contains(host(2));
        assertThat(settled(id).status()).isEqualTo(InstanceStatus.ERROR);
    }

    @Test
    default void aSharedDiskIsKeptWhereItIsMounted() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        cloud().hosts().forEach(host -> cloud().mountSharedStorage(host, true));
        killAndIsolate(host(1));
        assertThat(evacuate(id, host(1), DiskHandling.KEEP_SHARED)).isEqualTo(ACCEPTED);
        assertThat(endOfEvacuation(id, host(1)).status()).isEqualTo("done");
        assertThat(settled(id).status()).isEqualTo(InstanceStatus.ACTIVE);
    }

    @Test
    default void aSharedDiskIsNotRebuiltWhereTheMountIsMissing() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        cloud().hosts().forEach(host -> cloud().mountSharedStorage(host, false));
        killAndIsolate(host(1));
        assertThat(evacuate(id, host(1), DiskHandling.KEEP_SHARED)).isEqualTo(ACCEPTED);
        assertThat(endOfEvacuation(id, host(1)).status()).isEqualTo("failed");
        assertThat(settled(id).status()).isEqualTo(InstanceStatus.ERROR);
        assertThat(instance(id).host()).contains(host(1));

        cloud().hosts().forEach(host -> cloud().mountSharedStorage(host, true));
        assertThat(evacuate(id, host(1), DiskHandling.KEEP_SHARED)).isEqualTo(ACCEPTED);
        assertThat(endOfEvacuation(id, host(1)).status()).isEqualTo("done");
    }
}
