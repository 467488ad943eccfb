package com.umcloud.umha.testkit.contract;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.MigrationType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The cloud of a contract and the steps that its tests share. */
interface Contract {
    String REASON = "UMHA: host failed and was fenced, incident 4711";

    /** So long the slowest thing in a cloud may take. */
    Duration PATIENCE = Duration.ofSeconds(150);

    CloudUnderTest cloud();

    default String host(int number) {
        return cloud().hosts().get(number - 1);
    }

    default ComputeHost computeHost(String name) throws InterruptedException {
        return cloud().evacuator().hosts(cloud().limit()).stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among the hosts"));
    }

    /** The host dies and the cloud is told. */
    default void killAndIsolate(String host) throws InterruptedException {
        cloud().killHost(host);
        isolate(host);
    }

    default void isolate(String host) throws InterruptedException {
        IsolationResult result = cloud().evacuator().isolate(host, REASON, cloud().limit());
        if (!(result instanceof IsolationResult.Isolated)) {
            throw new AssertionError(host + " is not isolated: " + result);
        }
    }

    default EvacuationResult evacuate(String id, String source, DiskHandling disk) throws InterruptedException {
        return evacuate(id, source, disk, Optional.empty());
    }

    default EvacuationResult evacuate(String id, String source, DiskHandling disk, Optional<String> destination)
            throws InterruptedException {
        EvacuationRequest request = new EvacuationRequest(id, source, disk, destination);
        return cloud().evacuator().evacuate(request, cloud().limit());
    }

    default Instance instance(String id) throws InterruptedException {
        List<Instance> found = cloud().evacuator().instances(List.of(id), cloud().limit());
        if (found.size() != 1) {
            throw new AssertionError("instance " + id + " is there " + found.size() + " times");
        }
        return found.get(0);
    }

    default List<Migration> migrationsOf(String host) throws InterruptedException {
        return cloud().evacuator().migrationsOf(host, cloud().limit());
    }

    /** The evacuations of an instance out of a host, oldest first. */
    default List<Migration> evacuationsOf(String id, String host) throws InterruptedException {
        return migrationsOf(host).stream()
                .filter(m -> m.type() == MigrationType.EVACUATION
                        && m.instanceId().equals(id)
                        && m.source().equals(host))
                .toList();
    }

    /** The newest evacuation of the instance out of the host, once it is over. */
    default Migration endOfEvacuation(String id, String host) throws InterruptedException {
        List<Migration> over = await(
                "the end of the evacuation of " + id,
                () -> evacuationsOf(id, host),
                all -> !all.isEmpty() && all.get(all.size() - 1).state() != MigrationState.UNFINISHED);
        return over.get(over.size() - 1);
    }

    /** The instance, once nothing is being done with it. */
    default Instance settled(String id) throws InterruptedException {
        return await(
                "rest of " + id,
                () -> instance(id),
                instance -> instance.taskState().isEmpty());
    }

    /** Looks until it is as it should be. */
    default <T> T await(String what, Look<T> look, Predicate<T> good) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            T seen = look.look();
            if (good.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain for " + what + ": " + seen);
            }
            cloud().moment();
        }
    }

    /** One look at the cloud. */
    interface Look<T> {
        T look() throws InterruptedException;
    }
}
