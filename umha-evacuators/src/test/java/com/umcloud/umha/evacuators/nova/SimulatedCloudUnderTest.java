package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.testkit.contract.ApiFault;
import com.umcloud.umha.testkit.contract.CloudUnderTest;
import com.umcloud.umha.testkit.contract.InstanceSituation;
import com.umcloud.umha.testkit.contract.OwnerRequest;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.http.Fault;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** The simulated cloud, used for one test. */
final class SimulatedCloudUnderTest implements CloudUnderTest {
    private final CloudFixture fixture = new CloudFixture(s -> s, builder -> builder.instancesPerHost(0));
    private final NovaState nova = fixture.cloud.openStack().nova();
    private final Evacuator evacuator = fixture.evacuator(Map.of());

    @Override
    public Evacuator evacuator() {
        return evacuator;
    }

    @Override
    public List<String> hosts() {
        return fixture.cloud.hosts().stream().map(SimulatedHost::name).toList();
    }

    @Override
    public Duration limit() {
        return CloudFixture.LIMIT;
    }

    @Override
    public Set<InstanceSituation> situations() {
        return EnumSet.allOf(InstanceSituation.class);
    }

    @Override
    public Set<OwnerRequest> requests() {
        return EnumSet.allOf(OwnerRequest.class);
    }

    @Override
    public List<String> boot(int number, String host) {
        return IntStream.range(0, number)
                .mapToObj(i -> boot(InstanceSituation.ACTIVE, host))
                .toList();
    }

    @Override
    public String boot(InstanceSituation situation, String host) {
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
        nova.addInstance(situation == InstanceSituation.LOCKED ? instance.withLock() : instance);
        String other = hosts().stream().filter(h -> !h.equals(host)).findFirst().orElseThrow();
        if (situation == InstanceSituation.VERIFY_RESIZE) {
            nova.addMigration(id, "migration", "finished", other, Optional.of(host), fixture.clock.instant());
        } else if (situation == InstanceSituation.LIVE_MIGRATING) {
            nova.addMigration(id, "live-migration", "running", host, Optional.of(other), fixture.clock.instant());
        } else if (situation == InstanceSituation.RESIZING) {
            nova.addMigration(id, "migration", "post-migrating", other, Optional.of(host), fixture.clock.instant());
        }
        return id;
    }

    @Override
    public void request(OwnerRequest request, String instance) {
        switch (request) {
            case SOFT_REBOOT -> nova.begin(instance, "reboot", "rebooting");
            case HARD_REBOOT -> nova.begin(instance, "reboot", "rebooting_hard");
            case CHANGE_PASSWORD -> nova.begin(instance, "changePassword", "updating_password");
            case REBUILD -> nova.begin(instance, "rebuild", "rebuilding");
            case COLD_MIGRATE -> nova.begin(instance, "migrate", "resize_prep");
            case STOP -> nova.begin(instance, "stop", "powering-off");
            case PAUSE -> nova.begin(instance, "pause", "pausing");
            case DELETE -> nova.begin(instance, "delete", "deleting");
        }
    }

    @Override
    public void confirmResize(String instance) {
        nova.confirmResize(instance);
    }

    @Override
    public void delete(String instance) {
        nova.deleteInstance(instance);
    }

    @Override
    public void killHost(String host) {
        fixture.cloud.host(host).losePower();
    }

    @Override
    public void startHost(String host) {
        fixture.cloud.host(host).restorePower();
        fixture.clock.advance(Duration.ofSeconds(60));
    }

    @Override
    public void slowRebuilds(String host, Duration time) {
        nova.slowBuildsOn(host, time);
    }

    @Override
    public void failRebuilds(String host, boolean fail) {
        nova.failBuildsOn(host, fail);
    }

    @Override
    public void hangRebuilds(String host, boolean hang) {
        nova.hangBuildsOn(host, hang);
    }

    @Override
    public void fill(String host, boolean full) {
        nova.fill(host, full);
    }

    @Override
    public void mountSharedStorage(String host, boolean mounted) {
        if (mounted) {
            fixture.cloud.host(host).restoreStorageNetwork();
        } else {
            fixture.cloud.host(host).cutStorageNetwork();
        }
    }

    @Override
    public void disableByOperator(String host, String reason) {
        nova.disable(host, reason);
    }

    @Override
    public void orderFaults(ApiFault fault, int times, String method, String pathPart) {
        Fault order = switch (fault) {
            case UNAVAILABLE -> Fault.status(503);
            case RESET_BEFORE_EFFECT -> new Fault.DropBeforeEffect();
            case RESET_AFTER_EFFECT -> new Fault.DropAfterEffect();
            case LATE_AFTER_EFFECT -> new Fault.Delay(Duration.ofSeconds(5));
        };
        clearFaults();
        fixture.cloud.openStack().faults().next(times, method, pathPart, order);
    }

    @Override
    public void clearFaults() {
        fixture.cloud.openStack().faults().clear();
    }

    @Override
    public void expireTokens() {
        fixture.cloud.openStack().keystone().revokeTokens();
    }

    @Override
    public void moment() {
        fixture.clock.advance(Duration.ofMillis(200));
    }

    /** Each test has a cloud of its own. */
    @Override
    public void tidy() {
        clearFaults();
    }

    @Override
    public void close() {
        evacuator.close();
        fixture.close();
    }
}
