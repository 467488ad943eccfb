package com.umcloud.umha.evacuators.nova.gateway;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one session for all callers: at most one login is under way, on a thread of its own; whoever needs a session
 * meanwhile waits for that one. It is renewed before the token expires, and when Nova refuses it. Safe for use by
 * several threads.
 */
final class SessionKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionKeeper.class);
    /** How long a refused account is not tried again: Keystone locks accounts after some failures. */
    private static final Duration REFUSED_PAUSE = Duration.ofSeconds(30);

    private final KeystoneLogin login;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor thread;
    private @Nullable Session session;
    private @Nullable CompletableFuture<Session> underway;
    private @Nullable RefusedLoginException refusal;
    private long refusedAt;
    private String lastFailure = "";

    SessionKeeper(KeystoneLogin login, LongSupplier nanoTime) {
        this.login = login;
        this.nanoTime = nanoTime;
        thread = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2), task -> {
            Thread created = new Thread(task, "umha-nova-login");
            created.setDaemon(true);
            return created;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * A session that is good as far as known; logs in first if there is none.
     *
     * @throws UmhaException if there is none to be had before the deadline
     */
    Session current(Deadline deadline) throws InterruptedException {
        return await(find(null), deadline);
    }

    /** A session other than {@code stale}, which Nova has just refused. */
    Session insteadOf(Session stale, Deadline deadline) throws InterruptedException {
        return await(find(stale), deadline);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private synchronized CompletableFuture<Session> find(@Nullable Session stale) {
        Session known = session;
        long now = nanoTime.getAsLong();
        boolean good = known != null && !known.equals(stale) && known.expiresAt() - now > 0;
        if (known != null && good && (known.renewAt() - now > 0 || isUnderway() || refusedLately(now))) {
            return CompletableFuture.completedFuture(known);
        }
        if (!isUnderway() && refusal != null && refusedLately(now)) {
            return CompletableFuture.failedFuture(refusal);
        }
        CompletableFuture<Session> flight = isUnderway() && underway != null ? underway : start();
        return known != null && good ? CompletableFuture.completedFuture(known) : flight;
    }

    private boolean isUnderway() {
        return underway != null && !underway.isDone();
    }

    private boolean refusedLately(long now) {
        return refusal != null && now - refusedAt < REFUSED_PAUSE.toNanos();
    }

    private CompletableFuture<Session> start() {
        CompletableFuture<Session> flight = new CompletableFuture<>();
        underway = flight;
        try {
            thread.execute(() -> fly(flight));
        } catch (RejectedExecutionException e) {
            flight.completeExceptionally(new UmhaException(FailureType.EXTERNAL, "the evacuator is closed", e));
        }
        return flight;
    }

    private void fly(CompletableFuture<Session> flight) {
        try {
            Session fresh = login.login();
            landed(fresh);
            flight.complete(fresh);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            flight.cancel(false);
        } catch (RuntimeException e) {
            failed(e);
            flight.completeExceptionally(e);
        }
    }

    private synchronized void landed(Session fresh) {
        session = fresh;
        refusal = null;
        lastFailure = "";
    }

    private synchronized void failed(RuntimeException failure) {
        if (failure instanceof RefusedLoginException refused) {
            refusal = refused;
            refusedAt = nanoTime.getAsLong();
        }
        String message = String.valueOf(failure.getMessage());
        if (!message.equals(lastFailure)) {
            lastFailure = message;
            // whoever asked is told, and tells the operator
            LOG.debug("login failed: {}", message);
        }
    }

    private static Session await(CompletableFuture<Session> flight, Deadline deadline) throws InterruptedException {
        try {
            return flight.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new UmhaException(FailureType.TIMEOUT, "the login at Keystone is not over in time");
        } catch (CancellationException e) {
            throw new UmhaException(FailureType.EXTERNAL, "the evacuator is closed", e);
        } catch (ExecutionException e) {
            Optional<UmhaException> known = Optional.ofNullable(e.getCause())
                    .filter(UmhaException.class::isInstance)
                    .map(UmhaException.class::cast);
            throw new UmhaException(
                    known.map(UmhaException::type).orElse(FailureType.INTERNAL),
                    known.map(Throwable::getMessage).orElse("the login failed"),
                    e.getCause());
        }
    }
}
