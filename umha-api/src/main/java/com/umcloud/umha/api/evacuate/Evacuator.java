package com.umcloud.umha.api.evacuate;

import java.time.Duration;
import java.util.List;

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
     * operator has set (disabled, forced down) is kept.
     *
     * @param reason names UMHA and the incident; shown to operators as the reason for the disabled service
     */
    IsolationResult isolate(String host, String reason, Duration limit) throws InterruptedException;

    /**
     * Asks for one evacuation, without waiting for its end. Called only while the host is proven off and no migration of
     * the instance is unfinished. Not idempotent: the engine never repeats it without looking first.
     */
    EvacuationResult evacuate(EvacuationRequest request, Duration limit) throws InterruptedException;

    /** Called once; releases connections and threads. */
    @Override
    default void close() {}
}
