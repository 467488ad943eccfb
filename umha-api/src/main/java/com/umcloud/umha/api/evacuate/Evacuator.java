package com.umcloud.umha.api.evacuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the engine needs of the cloud. Calls block; the engine makes them on its own threads, several at the
 * same time, each with a {@code limit} after which the call must have returned or thrown. Reads throw
 * {@link com.umcloud.umha.api.failure.UmhaException} (EXTERNAL or TIMEOUT) when the cloud cannot be asked or answers
 * nonsense: a failed read is never an empty list. An answer that is not complete is a failed read.
 */
public interface Evacuator extends AutoCloseable {
    /** All compute hosts, in one moment's view. Called once per assessment interval. */
    List<ComputeHost> hosts(Duration limit) throws InterruptedException;

    /** All instances of all projects whose host is exactly {@code host}, whatever their state, deleted ones excluded. */
    List<Instance> instancesOn(String host, Duration limit) throws InterruptedException;

    /**
     * The instances with these ids, wherever they are now; those that do not exist any more are missing in the answer.
     * One or few calls for all, not one each.
     */
    List<Instance> instances(List<String> ids, Duration limit) throws InterruptedException;

    /**
     * All migrations of any type, finished or not, that have {@code host} as source or destination and changed within the
     * last day, newest last, and every unfinished one however old.
     */
    List<Migration> migrationsOf(String host, Duration limit) throws InterruptedException;

    /**
     * Makes the cloud treat {@code host} as dead. Called only after its power was proven off; idempotent. What an
     * operator has set (disabled, forced down) before the call is kept, and is still told apart from UMHA's own setting when
     * the host is released.
     *
     * @param reason names UMHA and the incident; shown to operators as the reason for the disabled service
     */
    IsolationResult isolate(String host, String reason, Duration limit) throws InterruptedException;

    /**
     * As {@link #isolate}, where the program ended while a call with the same reason was under way, the cloud kept the host in
     * service when it last showed it before that call, and has not shown it in service since. Only evacuators that need several
     * requests have to tell the two apart: what such a call leaves half done is then their own, and they say so
     * ({@link IsolationResult.Isolated#remark}), as it may be an operator's after all.
     */
    default IsolationResult isolateAgain(String host, String reason, Duration limit) throws InterruptedException {
        return isolate(host, reason, limit);
    }

    /**
     * Asks for one evacuation, without waiting for its end. Called only while the host is proven off and no migration of
     * the instance is unfinished. Not idempotent: the engine never repeats it without looking first.
     */
    EvacuationResult evacuate(EvacuationRequest request, Duration limit) throws InterruptedException;

    /**
     * What the hosts can take, as far as the cloud tells; hosts of which it tells nothing are missing. Called in the
     * background every few minutes, never between a failure and its recovery.
     */
    default List<HostCapacity> capacities(Duration limit) throws InterruptedException {
        return List.of();
    }

    /** The server groups that have at least one of these instances as a member, with all their members. */
    default List<ServerGroup> groupsOf(List<String> instanceIds, Duration limit) throws InterruptedException {
        return List.of();
    }

    /**
     * Gives a returned host back: undoes what {@link #isolate} did, and nothing else. Called only when its compute service
     * reports again; idempotent.
     *
     * @param reason the reason that the host was isolated with; a host that is disabled for another is left alone
     */
    default ReleaseResult release(String host, String reason, Duration limit) throws InterruptedException {
        return new ReleaseResult.NotOurs("this evacuator cannot enable hosts");
    }

    /**
     * Puts a reserved host into service in place of a dead one: it is enabled and joins the aggregates of the dead host.
     * Called only for hosts that the configuration names as reserved; idempotent. Looks first: where an earlier call was
     * {@link ReserveResult.Unknown}, or threw, the same host is asked for again, before any other one, to find out what came of it.
     */
    default ReserveResult employ(String reserve, String inPlaceOf, Duration limit) throws InterruptedException {
        return new ReserveResult.Refused("this evacuator cannot enable hosts");
    }

    /**
     * Sets an instance to error, so that it can be evacuated. Called only where the operator has configured it for the
     * instance's status, while the host is proven off and no migration of the instance is unfinished.
     */
    default ResetResult resetToError(String instanceId, Duration limit) throws InterruptedException {
        return new ResetResult.Refused("this evacuator cannot set an instance to error");
    }

    /**
     * When somebody last asked for something with this instance, whatever it was, by the cloud's clock; empty if nobody ever
     * did or the cloud does not tell. Called only for an instance whose evacuation was asked for with unknown outcome and has
     * left no other trace.
     */
    default Optional<Instant> lastActionOf(String instanceId, Duration limit) throws InterruptedException {
        return Optional.empty();
    }

    /**
     * Stops an instance that was stopped when its host died, and that the cloud has started at its destination. Called only for
     * instances that were evacuated by us; idempotent.
     */
    default StopResult stop(String instanceId, Duration limit) throws InterruptedException {
        return new StopResult.Refused("this evacuator cannot stop an instance");
    }

    /** Called once; releases connections and threads. */
    @Override
    default void close() {}
}
