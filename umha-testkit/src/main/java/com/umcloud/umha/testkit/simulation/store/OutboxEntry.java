package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.core.store.OutboxRow;
import java.time.Instant;
import java.util.Optional;

/**
 * A notification with what became of it.
 *
 * @param deliveredAt when its delivery was noted; empty while it is owed
 * @param lastError why the last try failed; empty if none did, or it was delivered
 */
public record OutboxEntry(OutboxRow row, Optional<Instant> deliveredAt, Optional<String> lastError) {
    public boolean isDelivered() {
        return deliveredAt.isPresent();
    }
}
