package com.umcloud.umha.core.reachability;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns a name into an address within a limit. The system's resolver cannot be interrupted, so a name is asked for on a
 * short-lived thread that is left to itself when the time is over; at most {@value #MOST_PENDING} of them exist.
 */
final class NameResolver {
    private static final int MOST_PENDING = 16;

    /** The system's resolver; blocks. */
    @FunctionalInterface
    interface Lookup {
        InetAddress find(String name) throws UnknownHostException;
    }

    private final Lookup lookup;
    private final Semaphore pending = new Semaphore(MOST_PENDING);

    NameResolver(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * Resolves a name; a numeric address at once.
     *
     * @return empty if it is unknown, or not known within the limit
     * @throws UmhaException of type EXTERNAL if earlier names still hang in the resolver
     */
    Optional<InetAddress> resolve(String name, Duration limit) throws InterruptedException {
        if (Address.isLiteral(name)) {
            return find(name);
        }
        if (!pending.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new UmhaException(
                    FailureType.EXTERNAL,
                    "cannot resolve " + name + ": " + MOST_PENDING
                            + " earlier names still hang in this machine's resolver; use numeric addresses");
        }
        FutureTask<Optional<InetAddress>> task = new FutureTask<>(() -> {
            try {
                return find(name);
            } finally {
                pending.release();
            }
        });
        Thread thread = new Thread(task, "umha-resolve-" + name);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new UmhaException(FailureType.INTERNAL, "the resolver broke on " + name, e.getCause());
        }
    }

    private Optional<InetAddress> find(String name) {
        try {
            return Optional.of(lookup.find(name));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
