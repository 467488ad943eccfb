package com.umcloud.umha.testkit.contract;

import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.nova.UserOperations;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** A cloud of simulated hosts and a simulated Nova on a clock that is moved, used for one test. */
public interface SimulatedNovaUnderTest extends CloudUnderTest {
    NovaState nova();

    List<SimulatedHost> simulatedHosts();

    /** The cloud's time. */
    Instant now();

    /** Time passes in the cloud. */
    void advance(Duration time);

    private SimulatedHost host(String name) {
        return simulatedHosts().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    default List<String> hosts() {
        return simulatedHosts().stream().map(SimulatedHost::name).toList();
    }

    @Override
    default Set<InstanceSituation> situations() {
        return EnumSet.allOf(InstanceSituation.class);
    }

    @Override
    default Set<OwnerRequest> requests() {
        return EnumSet.allOf(OwnerRequest.class);
    }

    @Override
    default List<String> boot(int number, String host) {
        return IntStream.range(0, number)
                .mapToObj(i -> boot(InstanceSituation.ACTIVE, host))
                .toList();
    }

    @Override
    default String boot(InstanceSituation situation, String host) {
        String id = UUID.randomUUID().toString();
        String status = switch (situation) {
            case ACTIVE, LOCKED -> "ACTIVE";
            case STOPPED -> "SHUTOFF";
            case RESCUED -> "RESCUE";
            case BUILDING -> "BUILD";
            case LIVE_MIGRATING -> "MIGRATING";
            case RESIZING -> "RESIZE";
            case PAUSED, SUSPENDED, ERROR, VERIFY_RESIZE, SHELVED, SHELVED_OFFLOADED, SOFT_DELETED -> situation.name();
        };
        SimulatedInstance instance = SimulatedInstance.active(id, "vm", host).withStatus(status);
        nova().addInstance(situation == InstanceSituation.LOCKED ? instance.withLock() : instance);
        String other = hosts().stream().filter(h -> !h.equals(host)).findFirst().orElseThrow();
        if (situation == InstanceSituation.VERIFY_RESIZE) {
            nova().addMigration(id, "migration", "finished", other, Optional.of(host), now());
        } else if (situation == InstanceSituation.LIVE_MIGRATING) {
            nova().addMigration(id, "live-migration", "running", host, Optional.of(other), now());
        } else if (situation == InstanceSituation.RESIZING) {
            nova().addMigration(id, "migration", "post-migrating", other, Optional.of(host), now());
        }
        return id;
    }

    @Override
    default void request(OwnerRequest request, String instance) {
        switch (request) {
            case SOFT_REBOOT -> nova().begin(instance, "reboot", "rebooting");
            case HARD_REBOOT -> nova().begin(instance, "reboot", "rebooting_hard");
            case CHANGE_PASSWORD -> nova().begin(instance, "changePassword", "updating_password");
            case REBUILD -> nova().begin(instance, "rebuild", "rebuilding");
            case COLD_MIGRATE -> nova().begin(instance, "migrate", "resize_prep");
            case STOP -> new UserOperations(nova()).stop(instance);
            case PAUSE -> nova().begin(instance, "pause", "pausing");
            case DELETE -> nova().begin(instance, "delete", "deleting");
        }
    }

    @Override
    default void confirmResize(String instance) {
        new UserOperations(nova()).confirmResize(instance);
    }

    @Override
    default void delete(String instance) {
        nova().deleteInstance(instance);
    }

    @Override
    default void killHost(String host) {
        host(host).losePower();
    }

    @Override
    default void startHost(String host) {
        host(host).restorePower();
        advance(Duration.ofSeconds(60));
    }

    @Override
    default void slowRebuilds(String host, Duration time) {
        nova().slowBuildsOn(host, time);
    }

    @Override
    default void failRebuilds(String host, boolean fail) {
        nova().failBuildsOn(host, fail);
    }

    @Override
    default void hangRebuilds(String host, boolean hang) {
        nova().hangBuildsOn(host, hang);
    }

    @Override
    default void fill(String host, boolean full) {
        nova().fill(host, full);
    }

    @Override
    default void mountSharedStorage(String host, boolean mounted) {
        if (mounted) {
            host(host).restoreStorageNetwork();
        } else {
            host(host).cutStorageNetwork();
        }
    }

    @Override
    default void disableByOperator(String host, String reason) {
        nova().disable(host, reason);
    }

    @Override
    default void moment() {
        advance(Duration.ofMillis(200));
    }

    /** Each test has a cloud of its own. */
    @Override
    default void tidy() {
        clearFaults();
    }
}
