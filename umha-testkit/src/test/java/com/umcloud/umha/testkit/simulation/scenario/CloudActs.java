package com.umcloud.umha.testkit.simulation.scenario;

import static com.umcloud.umha.testkit.simulation.scenario.Scene.node;

import com.umcloud.umha.testkit.openstack.nova.HostResources;
import com.umcloud.umha.testkit.openstack.nova.ServerOperations;
import com.umcloud.umha.testkit.simulation.cloud.CloudCall;
import com.umcloud.umha.testkit.simulation.cloud.CloudFault;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What befalls Nova, and what users and administrators do there. Each tells itself. */
interface CloudActs extends Scene {
    default void isLiveMigrated(String instance, int destination, Duration time) {
        tell("somebody migrates " + instance + " live to " + node(destination) + ", which takes " + time.toSeconds()
                + " s");
        region().users().liveMigrate(Scenario.idOf(instance), node(destination), time);
    }

    /** The next evacuate call reaches Nova so much later than its caller waits. */
    default void nextEvacuateCallIsLate(Duration by) {
        tell("the next evacuate call reaches Nova " + by.toSeconds() + " s late");
        region().cloud().setLateness(by, by);
        region().cloud().order(1, CloudCall.EVACUATE, CloudFault.LATE_EFFECT);
    }

    default void liveMigrates(String instance, int to, Duration time) {
        tell(instance + " begins to migrate to " + node(to));
        region().users().liveMigrate(Scenario.idOf(instance), node(to), time);
    }

    /** What Nova has written about an unfinished move that the instance is in. */
    default void isBeingMoved(String instance, String type, String status, int from, int to) {
        region().nova()
                .addMigration(
                        Scenario.idOf(instance),
                        type,
                        status,
                        node(from),
                        Optional.of(node(to)),
                        region().agenda().instant());
    }

    /** An administrator ends what an unfinished move has left in Nova. */
    default void moveIsEnded(String instance) {
        tell("an administrator sets the unfinished migration of " + instance + " to error, and " + instance
                + " as well");
        region().nova().migrations().stream()
                .filter(record -> record.instanceId().equals(Scenario.idOf(instance))
                        && record.status().equals("migrating"))
                .forEach(record -> region().nova().changeMigration(record.number(), "error"));
        new ServerOperations(region().nova()).resetState(Scenario.idOf(instance), "error");
    }

    /** Its owner deletes an instance, and Nova gets no further than to begin. */
    default void deletionBegins(String instance) {
        tell("the owner of " + instance + " begins to delete it");
        region().nova().begin(Scenario.idOf(instance), "delete", "deleting");
    }

    default void setToError(String instance) {
        tell("an administrator sets " + instance + " to error");
        new ServerOperations(region().nova()).resetState(Scenario.idOf(instance), "error");
    }

    default void resizeConfirmed(String instance) {
        tell("the owner of " + instance + " confirms its resize");
        region().users().confirmResize(Scenario.idOf(instance));
    }

    /** From now on a host has room for so many instances. */
    default void hasRoomFor(int host, int instances) {
        tell(node(host) + " has room for " + instances + " instances");
        region().nova().setResources(node(host), HostResources.forInstances(instances));
    }

    /** There is room for so many instances of the smallest flavor on each of these hosts. */
    default void haveRoomFor(int instances, int... hosts) {
        HostResources room = new HostResources(instances, 1.0, 512 * instances, 0, 1.0, instances, 1.0);
        for (int host : hosts) {
            tell(node(host) + " has room for " + instances + " small instances");
            region().nova().setResources(node(host), room);
        }
    }

    default void imageIsMissing(String instance) {
        tell("the image of " + instance + " is missing");
        region().nova().failBuildsOf(Scenario.idOf(instance), true);
    }

    default void imageIsBack(String instance) {
        tell("the image of " + instance + " is there again");
        region().nova().failBuildsOf(Scenario.idOf(instance), false);
    }

    default void buildsFailOn(int host) {
        tell("whatever is built on " + node(host) + " fails");
        region().nova().failBuildsOn(node(host), true);
    }

    default void losesMount(int host) {
        tell(node(host) + " loses the mount of the shared storage, and nothing else");
        region().nova().unmountSharedStorage(node(host), true);
    }

    default void mountReturns(int host) {
        tell("the shared storage is mounted on " + node(host) + " again");
        region().nova().unmountSharedStorage(node(host), false);
    }

    default void buildsHangOn(int host) {
        tell("whatever is built on " + node(host) + " hangs");
        region().nova().hangBuildsOn(node(host), true);
    }

    default void buildsGoOn(int host) {
        tell("whatever hangs on " + node(host) + " goes on");
        region().nova().hangBuildsOn(node(host), false);
    }

    default void keystoneFails() {
        tell("Keystone does not answer any more");
        region().cloud().setKeystoneDown(true);
    }

    default void keystoneAnswers() {
        tell("Keystone answers again");
        region().cloud().setKeystoneDown(false);
    }

    /** The next calls of this kind go wrong, each of them. */
    default void goWrong(int times, CloudCall call, CloudFault fault) {
        String calls = times == 1 ? "the next call" : "each of the next " + times + " calls";
        String name = call.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        tell(calls + " of Nova (" + name + ") " + consequence(fault));
        region().cloud().order(times, call, fault);
    }

    private static String consequence(CloudFault fault) {
        return switch (fault) {
            case ERROR_WITHOUT_EFFECT -> "fails with 503, and nothing is done";
            case ERROR_AFTER_EFFECT -> "is carried out, and the connection is reset before the answer";
            case LATE_EFFECT -> "is not answered in time, and carried out later";
            case STALE_LIST -> "shows what was so the last time";
            case PARTIAL_LIST -> "lacks an instance";
            case KEYSTONE_DOWN, CONTROLLER_CUT_OFF, ANSWERS_CUT_OFF ->
                throw new IllegalArgumentException(fault + " befalls all calls");
        };
    }

    default void ownerDeletes(String instance) {
        tell("the owner deletes " + instance);
        region().users().delete(Scenario.idOf(instance));
    }
}
