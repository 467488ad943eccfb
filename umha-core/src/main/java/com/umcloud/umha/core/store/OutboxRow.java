package com.umcloud.umha.core.store;

import com.umcloud.umha.api.notify.Notification;
import java.time.Instant;

/**
 * A notification owed to one notifier.
 *
 * @param notifier the notifier's name
 * @param nextAttemptAt not before
 * @param attempts how often it was tried in vain
 */
public record OutboxRow(String notifier, Notification notification, Instant nextAttemptAt, int attempts) {}
