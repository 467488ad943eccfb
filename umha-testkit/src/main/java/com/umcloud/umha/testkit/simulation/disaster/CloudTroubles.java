package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.core.incident.InstanceState;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import com.umcloud.umha.testkit.openstack.nova.ServerOperations;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.simulation.cloud.CloudConditions;
import com.umcloud.umha.testkit.simulation.cloud.CloudFault;
import com.umcloud.umha.testkit.simulation.cloud.CloudLink;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** What Nova and Keystone do wrong, and what owners do meanwhile. */
final class CloudTroubles {
    private static final Duration NOW = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Where an instance can be when its owner does something with it; the usual ones more often. */
    private static final List<InstanceState> UNDER_WAY = List.of(
            InstanceState.PENDING,
            InstanceState.PENDING,
            InstanceState.REQUESTED,
            InstanceState.UNRESOLVED,
            InstanceState.RUNNING,
            InstanceState.RUNNING,
            InstanceState.RUNNING,
            InstanceState.VERIFYING,
            InstanceState.WAITING,
            InstanceState.TO_RESET,
            InstanceState.TO_STOP,
            InstanceState.HELD,
            InstanceState.HELD);

    /** The states among them in which an instance is seldom. */
    private static final List<InstanceState> SELDOM = List.of(
            InstanceState.UNRESOLVED,
            InstanceState.VERIFYING,
            InstanceState.WAITING,
            InstanceState.TO_RESET,
            InstanceState.TO_STOP,
            InstanceState.HELD);

    private CloudTroubles() {}

    static void rate(Storm storm, CloudFault fault) {
        CloudConditions cloud = storm.region().cloud();
        double rate = storm.chance().between(5, 60) / 100.0;
        cloud.setLateness(Duration.ofMillis(100), Duration.ofSeconds(80));
        if (fault == CloudFault.STALE_LIST) {
            cloud.setStaleness(Duration.ofSeconds(storm.chance().between(1, 20)));
        }
        cloud.setRate(fault, rate);
        storm.lasts(rate * 100 + " % of Nova's calls: " + fault, () -> cloud.setRate(fault, 0));
        if (storm.chance().happens(0.5)) {
            storm.later(NOW, SOON, () -> HostTroubles.fails(storm, storm.anyLiveHost()));
        }
    }

    /** A host of whose cell Nova hears nothing; most of them fail before they are listed again. */
    static void hostUnlisted(Storm storm) {
        String host = storm.anyLiveHost();
        storm.region().cloud().setUnlisted(host, true);
        storm.lasts(
                "Nova does not list " + host,
                Duration.ofSeconds(40),
                Duration.ofSeconds(180),
                () -> storm.region().cloud().setUnlisted(host, false));
        if (storm.chance().happens(0.8)) {
            storm.later(NOW, Duration.ofSeconds(15), () -> HostTroubles.fails(storm, host));
        }
    }

    /** At any moment, or in the middle of a recovery: then nothing is taken on. */
    static void keystoneDown(Storm storm) {
        if (storm.chance().happens(0.5)) {
            withoutTokens(storm);
        } else {
            storm.await(() -> MomentWatch.isRecovering(storm.region())
                    ? Optional.of(() -> withoutTokens(storm))
                    : Optional.empty());
        }
    }

    private static void withoutTokens(Storm storm) {
        storm.region().cloud().setKeystoneDown(true);
        storm.lasts("Keystone is down", () -> storm.region().cloud().setKeystoneDown(false));
    }

    static void link(Storm storm, CloudLink link) {
        String controller = storm.anyController();
        storm.region().setLink(controller, link);
        storm.hitIfActing(controller, Moment.ASYMMETRIC_PARTITION);
        storm.lasts("Nova for " + controller + ": " + link, () -> storm.region().setLink(controller, CloudLink.UP));
    }

    static void buildsFail(Storm storm) {
        String host = storm.anyHost();
        storm.region().nova().failBuildsOn(host, true);
        storm.lasts(
                "what is built on " + host + " fails",
                () -> storm.region().nova().failBuildsOn(host, false));
    }

    static void buildsSlow(Storm storm) {
        String host = storm.anyHost();
        storm.region()
                .nova()
                .slowBuildsOn(host, Duration.ofSeconds(storm.chance().between(10, 200)));
        storm.lasts(
                "what is built on " + host + " takes long",
                () -> storm.region().nova().slowBuildsOn(host, Duration.ofSeconds(2)));
    }

    static void buildsHang(Storm storm) {
        String host = storm.anyHost();
        storm.region().nova().hangBuildsOn(host, true);
        storm.lasts(
                "what is built on " + host + " hangs",
                () -> storm.region().nova().hangBuildsOn(host, false));
    }

    static void noRoom(Storm storm) {
        NovaState nova = storm.region().nova();
        storm.region().site().hosts().forEach(host -> nova.fill(host.name(), true));
        storm.lasts(
                "no host has room", () -> storm.region().site().hosts().forEach(host -> nova.fill(host.name(), false)));
    }

    static void liveMigration(Storm storm) {
        storm.await(() -> migration(storm, 0.6));
    }

    /** The live migration of any instance that can be migrated, in which one of the two hosts fails with that probability; the one that it leaves where that is certain. */
    static Optional<Runnable> migration(Storm storm, double failing) {
        List<SimulatedInstance> able = storm.region().nova().instances().stream()
                .filter(instance -> instance.status().equals("ACTIVE")
                        && instance.taskState().isEmpty()
                        && storm.region().site().isUp(instance.host()))
                .toList();
        return able.isEmpty()
                ? Optional.empty()
                : Optional.of(() -> migrate(storm, storm.chance().oneOf(able), failing));
    }

    private static void migrate(Storm storm, SimulatedInstance instance, double failing) {
        String to = storm.anyLiveHost();
        Duration time = Duration.ofSeconds(storm.chance().between(5, 120));
        storm.region().users().liveMigrate(instance.id(), to, time);
        storm.tell("somebody migrates " + instance.name() + " from " + instance.host() + " to " + to);
        if (storm.chance().happens(failing)) {
            String host = failing == 1 || storm.chance().happens(0.7) ? instance.host() : to;
            storm.later(Duration.ofMillis(100), time, () -> HostTroubles.fails(storm, host));
            if (storm.chance().happens(0.6)) {
                resetState(storm, instance);
            }
        }
    }

    /** An administrator takes back the task of an instance whose migration got stuck; the record of it stays. */
    private static void resetState(Storm storm, SimulatedInstance instance) {
        storm.later(Duration.ofSeconds(20), Duration.ofSeconds(120), () -> {
            boolean stuck = storm.region()
                    .nova()
                    .instance(instance.id())
                    .filter(now -> now.taskState().equals(Optional.of("migrating")))
                    .filter(now -> !storm.region().site().host(now.host()).isAlive())
                    .isPresent();
            if (stuck) {
                storm.tell("somebody resets the state of " + instance.name());
                new ServerOperations(storm.region().nova()).resetState(instance.id(), "active");
            }
        });
    }

    static void ownerDeletes(Storm storm) {
        storm.anyInstance().ifPresent(instance -> delete(storm, instance));
    }

    private static void delete(Storm storm, SimulatedInstance instance) {
        storm.tell("the owner deletes " + instance.name());
        storm.region().users().delete(instance.id());
    }

    static void ownerStops(Storm storm) {
        storm.anyInstance().ifPresent(instance -> {
            storm.tell("the owner stops " + instance.name());
            storm.region().users().stop(instance.id());
        });
    }

    static void ownerResizes(Storm storm) {
        storm.anyInstance().ifPresent(instance -> resize(storm, instance));
    }

    private static void resize(Storm storm, SimulatedInstance instance) {
        storm.tell("the owner resizes " + instance.name());
        storm.region().users().resize(instance.id());
    }

    static void ownerDeletesInRecovery(Storm storm) {
        inRecovery(storm, false, CloudTroubles::delete);
    }

    /** Of one whose host still lives, or that has just arrived elsewhere: Nova resizes no other. */
    static void ownerResizesInRecovery(Storm storm) {
        inRecovery(storm, true, CloudTroubles::resize);
    }

    /**
     * An owner does something with an instance whose recovery is not over: in one of the states in which it seldom is, or in
     * whatever state it is first found.
     *
     * @param idle whether only an instance will do with which nothing is being done
     */
    private static void inRecovery(Storm storm, boolean idle, BiConsumer<Storm, SimulatedInstance> deed) {
        Set<InstanceState> wanted = EnumSet.copyOf(!idle && storm.chance().happens(0.6) ? SELDOM : UNDER_WAY);
        storm.await(() -> {
            List<SimulatedInstance> found = OperatorTroubles.openIncidents(storm.region()).stream()
                    .flatMap(incident -> incident.instances().stream())
                    .filter(instance -> wanted.contains(instance.state()))
                    .flatMap(instance -> storm.region().nova().instance(instance.id()).stream())
                    .filter(instance -> !instance.locked())
                    .filter(instance -> !idle || instance.taskState().isEmpty())
                    .toList();
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(() -> deed.accept(storm, storm.chance().oneOf(found)));
        });
    }
}
