package com.umcloud.umha.testkit.simulation.cloud;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.Flavor;
import com.umcloud.umha.api.evacuate.HostCapacity;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.testkit.openstack.nova.HostResources;
import com.umcloud.umha.testkit.openstack.nova.SimulatedAggregate;
import com.umcloud.umha.testkit.openstack.nova.SimulatedFlavor;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.nova.SimulatedMigration;
import com.umcloud.umha.testkit.openstack.nova.SimulatedNode;
import com.umcloud.umha.testkit.openstack.nova.SimulatedService;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is in Nova, in the words of the API: as the evacuator {@code nova} makes it of Nova's answers. */
final class CloudViews {
    private CloudViews() {}

    static ComputeHost host(SimulatedService service, Instant lastReport, Set<Aggregate> aggregates) {
        return new ComputeHost(
                service.host(),
                service.up(),
                service.enabled(),
                service.disabledReason(),
                service.forcedDown(),
                Optional.of(lastReport),
                service.zone(),
                aggregates);
    }

    static Aggregate aggregate(SimulatedAggregate aggregate) {
        return new Aggregate(
                aggregate.name(),
                aggregate.zone().map(zone -> Map.of("availability_zone", zone)).orElse(Map.of()));
    }

    static Instance instance(SimulatedInstance instance) {
        InstanceStatus status = InstanceStatus.valueOf(instance.status());
        return new Instance(
                instance.id(),
                instance.name(),
                hostOf(instance),
                status,
                instance.taskState(),
                instance.volumeBacked() ? InstanceDisk.VOLUME : InstanceDisk.IMAGE,
                instance.locked(),
                instance.metadata(),
                flavor(instance.flavor(), instance.volumeBacked()),
                Map.of(),
                instance.project());
    }

    /** An instance that was offloaded is on no host. */
    static Optional<String> hostOf(SimulatedInstance instance) {
        return instance.status().equals("SHELVED_OFFLOADED") ? Optional.empty() : Optional.of(instance.host());
    }

    private static Flavor flavor(SimulatedFlavor flavor, boolean volumeBacked) {
        return new Flavor(
                flavor.name(),
                new Resources(flavor.vcpus(), flavor.memoryMb(), flavor.hostDiskGb(volumeBacked)),
                flavor.extraSpecs());
    }

    static Migration migration(SimulatedMigration migration) {
        Instant createdAt = seconds(migration.createdAt());
        return new Migration(
                migration.uuid(),
                migration.instanceId(),
                type(migration.type()),
                state(migration.status()),
                migration.status(),
                migration.source(),
                migration.destination(),
                createdAt,
                migration.updatedAt().map(CloudViews::seconds).orElse(createdAt));
    }

    private static MigrationType type(String word) {
        return switch (word) {
            case "evacuation" -> MigrationType.EVACUATION;
            case "live-migration" -> MigrationType.LIVE_MIGRATION;
            case "resize" -> MigrationType.RESIZE;
            default -> MigrationType.MIGRATION;
        };
    }

    private static MigrationState state(String word) {
        return switch (word) {
            case "done", "completed", "confirmed", "reverted" -> MigrationState.DONE;
            case "failed", "error", "cancelled" -> MigrationState.FAILED;
            default -> MigrationState.UNFINISHED;
        };
    }

    /** What Placement gives away: without what is reserved, times the ratio, in whole units. */
    static HostCapacity capacity(SimulatedNode node) {
        HostResources has = node.resources();
        return new HostCapacity(
                node.host(),
                new Resources(
                        (long) (has.vcpus() * has.cpuRatio()),
                        (long) ((has.memoryMb() - has.reservedMemoryMb()) * has.memoryRatio()),
                        (long) (has.diskGb() * has.diskRatio())),
                new Resources(node.vcpusUsed(), node.memoryUsedMb(), node.diskUsedGb()));
    }

    /** Nova's times are whole seconds. */
    static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
