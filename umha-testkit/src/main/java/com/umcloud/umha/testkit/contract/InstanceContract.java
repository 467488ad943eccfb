package com.umcloud.umha.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.api.evacuate.ResetResult;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What the cloud calls an instance in each situation, and what it does with a call to evacuate it. */
interface InstanceContract extends Contract {
    @Test
    default void eachSituationHasItsStatusAndItsAnswer() throws InterruptedException {
        Map<InstanceSituation, String> ids = new EnumMap<>(InstanceSituation.class);
        for (InstanceSituation situation : InstanceSituation.values()) {
            if (cloud().situations().contains(situation)) {
                ids.put(situation, cloud().boot(situation, host(1)));
            }
        }
        killAndIsolate(host(1));
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<InstanceSituation, String> entry : ids.entrySet()) {
            InstanceSituation situation = entry.getKey();
            Instance seen = instance(entry.getValue());
            softly.assertThat(seen.status()).as("status when %s", situation).isEqualTo(statusOf(situation));
            softly.assertThat(seen.host())
                    .as("host when %s", situation)
                    .isEqualTo(
                            situation == InstanceSituation.SHELVED_OFFLOADED ? Optional.empty() : Optional.of(host(1)));
            softly.assertThat(seen.locked())
                    .as("locked when %s", situation)
                    .isEqualTo(situation == InstanceSituation.LOCKED);
            softly.assertThat(seen.disk()).isEqualTo(InstanceDisk.IMAGE);
            if (situation != InstanceSituation.LIVE_MIGRATING) {
                softly.assertThat(describe(evacuate(seen.id(), host(1), DiskHandling.REBUILD_FROM_IMAGE)))
                        .as("evacuate when %s", situation)
                        .contains(answerTo(situation));
            }
        }
        softly.assertAll();
        for (InstanceSituation situation : Set.of(
                InstanceSituation.ACTIVE,
                InstanceSituation.STOPPED,
                InstanceSituation.ERROR,
                InstanceSituation.LOCKED)) {
            String id = Objects.requireNonNull(ids.get(situation), "every cloud has instances that are " + situation);
            assertThat(endOfEvacuation(id, host(1)).status())
                    .as("%s", situation)
                    .isEqualTo("done");
            Instance moved = settled(id);
            assertThat(moved.status())
                    .as("status after the evacuation when %s", situation)
                    .isEqualTo(situation == InstanceSituation.STOPPED ? InstanceStatus.SHUTOFF : InstanceStatus.ACTIVE);
            assertThat(moved.locked()).isEqualTo(situation == InstanceSituation.LOCKED);
        }
    }

    private static InstanceStatus statusOf(InstanceSituation situation) {
        return switch (situation) {
            case ACTIVE, LOCKED -> InstanceStatus.ACTIVE;
            case STOPPED -> InstanceStatus.SHUTOFF;
            case PAUSED -> InstanceStatus.PAUSED;
            case SUSPENDED -> InstanceStatus.SUSPENDED;
            case RESCUED -> InstanceStatus.RESCUE;
            case ERROR -> InstanceStatus.ERROR;
            case VERIFY_RESIZE -> InstanceStatus.VERIFY_RESIZE;
            case SHELVED -> InstanceStatus.SHELVED;
            case SHELVED_OFFLOADED -> InstanceStatus.SHELVED_OFFLOADED;
            case SOFT_DELETED -> InstanceStatus.SOFT_DELETED;
            case BUILDING -> InstanceStatus.BUILD;
            case LIVE_MIGRATING -> InstanceStatus.MIGRATING;
            case RESIZING -> InstanceStatus.RESIZE;
        };
    }

    /** A part of what Nova answers; it knows three states that can be evacuated. */
    private static String answerTo(InstanceSituation situation) {
        return switch (situation) {
            case ACTIVE, STOPPED, ERROR, LOCKED, LIVE_MIGRATING, RESIZING -> "Accepted";
            case PAUSED -> "vm_state paused";
            case SUSPENDED -> "vm_state suspended";
            case RESCUED -> "vm_state rescued";
            case VERIFY_RESIZE -> "vm_state resized";
            case SHELVED -> "vm_state shelved";
            // no host was named, and it is on none
            case SHELVED_OFFLOADED -> "can't be the same one";
            case SOFT_DELETED -> "vm_state soft-delete";
            case BUILDING -> "vm_state building";
        };
    }

    private static String describe(EvacuationResult result) {
        return result instanceof EvacuationResult.Refused refused ? refused.detail() : String.valueOf(result);
    }

    @Test
    default void aResizeThatIsNotConfirmedIsAnUnfinishedRecord() throws InterruptedException {
        String id = cloud().boot(InstanceSituation.VERIFY_RESIZE, host(1));
        List<Migration> records = migrationsOf(host(1)).stream()
                .filter(m -> m.instanceId().equals(id))
                .toList();
        assertThat(records).hasSize(1);
        assertThat(records.get(0).type()).isEqualTo(MigrationType.MIGRATION);
        assertThat(records.get(0).status()).isEqualTo("finished");
        assertThat(records.get(0).state()).isEqualTo(MigrationState.UNFINISHED);
        assertThat(records.get(0).destination()).contains(host(1));
    }

    @Test
    default void aLiveMigrationOutOfADeadHostIsAnUnfinishedRecordThatNovaWouldEvacuateOver()
            throws InterruptedException {
        String id = cloud().boot(InstanceSituation.LIVE_MIGRATING, host(1));
        killAndIsolate(host(1));
        List<Migration> records = migrationsOf(host(1)).stream()
                .filter(m -> m.instanceId().equals(id))
                .toList();
        assertThat(records).hasSize(1);
        assertThat(records.get(0).type()).isEqualTo(MigrationType.LIVE_MIGRATION);
        assertThat(records.get(0).state()).isEqualTo(MigrationState.UNFINISHED);
        assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE)).isEqualTo(new EvacuationResult.Accepted());
    }

    @Test
    default void whatWasBegunWhenTheHostDiedStaysAndDoesNotKeepNovaFromEvacuating() throws InterruptedException {
        Map<OwnerRequest, String> ids = new EnumMap<>(OwnerRequest.class);
        List<OwnerRequest> possible = cloud().requests().stream().sorted().toList();
        List<String> booted = cloud().boot(possible.size(), host(1));
        for (OwnerRequest request : possible) {
            ids.put(request, booted.get(ids.size()));
        }
        cloud().killHost(host(1));
        ids.forEach((request, id) -> cloud().request(request, id));
        isolate(host(1));
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<OwnerRequest, String> entry : ids.entrySet()) {
            Instance seen = instance(entry.getValue());
            softly.assertThat(seen.status())
                    .as("status after %s", entry.getKey())
                    .isEqualTo(statusAfter(entry.getKey()));
            softly.assertThat(seen.taskState())
                    .as("task after %s", entry.getKey())
                    .contains(taskAfter(entry.getKey()));
            softly.assertThat(evacuationsOf(seen.id(), host(1))).isEmpty();
        }
        softly.assertAll();
        for (OwnerRequest request : List.of(OwnerRequest.HARD_REBOOT, OwnerRequest.STOP, OwnerRequest.PAUSE)) {
            String id = Objects.requireNonNull(ids.get(request), "every cloud can do " + request);
            assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE))
                    .as("evacuate after %s", request)
                    .isEqualTo(new EvacuationResult.Accepted());
            assertThat(endOfEvacuation(id, host(1)).status()).as("%s", request).isEqualTo("done");
            assertThat(settled(id).status()).as("%s", request).isEqualTo(InstanceStatus.ACTIVE);
        }
    }

    @Test
    default void aResizeToADeadHostCanBeConfirmedAndIsEvacuatedThen() throws InterruptedException {
        String id = cloud().boot(InstanceSituation.VERIFY_RESIZE, host(1));
        killAndIsolate(host(1));
        cloud().confirmResize(id);
        assertThat(settled(id).status()).isEqualTo(InstanceStatus.ACTIVE);
        assertThat(instance(id).host()).contains(host(1));
        assertThat(migrationsOf(host(1)))
                .filteredOn(m -> m.instanceId().equals(id))
                .extracting(Migration::state)
                .containsExactly(MigrationState.DONE);
        assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE)).isEqualTo(new EvacuationResult.Accepted());
        assertThat(endOfEvacuation(id, host(1)).status()).isEqualTo("done");
    }

    @Test
    default void whatWasNeverLaunchedIsNotEvacuatedOutOfErrorEither() throws InterruptedException {
        String id = cloud().boot(InstanceSituation.BUILDING, host(1));
        killAndIsolate(host(1));
        assertThat(cloud().evacuator().resetToError(id, cloud().limit())).isEqualTo(new ResetResult.Reset());
        assertThat(describe(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE)))
                .contains("409", "in an invalid state for 'evacuate'");
    }

    private static InstanceStatus statusAfter(OwnerRequest request) {
        return switch (request) {
            case SOFT_REBOOT -> InstanceStatus.REBOOT;
            case HARD_REBOOT -> InstanceStatus.HARD_REBOOT;
            case CHANGE_PASSWORD -> InstanceStatus.PASSWORD;
            case REBUILD -> InstanceStatus.REBUILD;
            case COLD_MIGRATE -> InstanceStatus.RESIZE;
            case STOP, PAUSE, DELETE -> InstanceStatus.ACTIVE;
        };
    }

    private static String taskAfter(OwnerRequest request) {
        return switch (request) {
            case SOFT_REBOOT -> "rebooting";
            case HARD_REBOOT -> "rebooting_hard";
            case CHANGE_PASSWORD -> "updating_password";
            case REBUILD -> "rebuilding";
            case COLD_MIGRATE -> "resize_prep";
            case STOP -> "powering-off";
            case PAUSE -> "pausing";
            case DELETE -> "deleting";
        };
    }

    @Test
    default void whatIsSetToErrorIsEvacuatedAndRuns() throws InterruptedException {
        String id = cloud().boot(InstanceSituation.PAUSED, host(1));
        killAndIsolate(host(1));
        assertThat(cloud().evacuator().resetToError(id, cloud().limit())).isEqualTo(new ResetResult.Reset());
        assertThat(instance(id).status()).isEqualTo(InstanceStatus.ERROR);
        assertThat(evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE)).isEqualTo(new EvacuationResult.Accepted());
        assertThat(endOfEvacuation(id, host(1)).status()).isEqualTo("done");
        assertThat(settled(id).status()).isEqualTo(InstanceStatus.ACTIVE);
        assertThat(cloud().evacuator().resetToError("00000000-0000-4000-8000-000000000000", cloud().limit()))
                .isInstanceOf(ResetResult.Refused.class);
    }

    @Test
    default void aCallLeavesAnActionEvenWhereItLeavesNothingElse() throws InterruptedException {
        String id = cloud().boot(1, host(1)).get(0);
        Instant booted = cloud().evacuator().lastActionOf(id, cloud().limit()).orElseThrow();
        killAndIsolate(host(1));
        // these times are whole seconds
        for (int i = 0; i < 11; i++) {
            cloud().moment();
        }
        evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE);
        assertThat(cloud().evacuator().lastActionOf(id, cloud().limit()).orElseThrow())
                .isAfter(booted);
        endOfEvacuation(id, host(1));
    }

    @Test
    default void whatIsDeletedIsMissingInTheAnswerAndGoneForACall() throws InterruptedException {
        List<String> ids = cloud().boot(2, host(1));
        killAndIsolate(host(1));
        cloud().delete(ids.get(0));
        assertThat(cloud().evacuator().instances(ids, cloud().limit()))
                .extracting(Instance::id)
                .containsExactly(ids.get(1));
        assertThat(cloud().evacuator().instancesOn(host(1), cloud().limit()))
                .extracting(Instance::id)
                .containsExactly(ids.get(1));
        assertThat(evacuate(ids.get(0), host(1), DiskHandling.REBUILD_FROM_IMAGE))
                .isEqualTo(new EvacuationResult.Gone());
    }

    @Test
    default void aStoppedInstanceWhoseEvacuationFailedOnceIsStartedByTheNext() throws InterruptedException {
        String id = cloud().boot(InstanceSituation.STOPPED, host(1));
        cloud().failRebuilds(host(2), true);
        killAndIsolate(host(1));
        evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE, Optional.of(host(2)));
        assertThat(endOfEvacuation(id, host(1)).status()).isEqualTo("failed");
        assertThat(settled(id).status()).isEqualTo(InstanceStatus.ERROR);
        evacuate(id, host(1), DiskHandling.REBUILD_FROM_IMAGE, Optional.of(host(3)));
        assertThat(endOfEvacuation(id, host(1)).status()).isEqualTo("done");
        assertThat(settled(id).status()).isEqualTo(InstanceStatus.ACTIVE);
    }
}
