package com.umcloud.umha.api.notify;

import java.time.Duration;

/**
 * Delivers notifications to one kind of receiver. The outbox calls it from one thread of its own, one notification at a
 * time, again after {@link DeliveryResult.TryLater} and after a restart of the program: a delivery may happen twice, so
 * the notification's id should travel with it. Recovery never waits for it.
 */
public interface Notifier extends AutoCloseable {
    /** Delivers now; may block until {@code limit}. An exception counts as {@link DeliveryResult.TryLater}. */
    DeliveryResult deliver(Notification notification, Duration limit) throws InterruptedException;

    /** Called once; releases connections. */
    @Override
    default void close() {}
}
